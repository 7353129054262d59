"""The pages that show the book as a whole."""
