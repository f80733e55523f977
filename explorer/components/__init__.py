"""Parts that every page is made of: the same thing looks the same everywhere."""
