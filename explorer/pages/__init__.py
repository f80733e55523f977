"""One file per page; a file here is a page, and nothing else is needed."""
