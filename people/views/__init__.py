"""Pages of signing in, organisations, people, leaders and the trail."""
