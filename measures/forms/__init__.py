"""What people type about measures, closings and what follows, read and checked; nothing is written here."""
