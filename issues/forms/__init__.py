"""What people type about issues and campaigns, read and checked; nothing is written here."""
