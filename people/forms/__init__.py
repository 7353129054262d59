"""What people type about organisations, people and leaders, read and checked; nothing is written here."""
