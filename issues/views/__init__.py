"""Pages about issues and campaigns; they know HTTP and call one action each."""
