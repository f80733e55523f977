"""Dutch prose into proposed facts: read a report, find what it names, and what it says of it."""
