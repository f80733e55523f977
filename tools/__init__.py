"""What engineers run by hand."""
