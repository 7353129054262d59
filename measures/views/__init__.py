"""Pages of what is done about an issue."""
