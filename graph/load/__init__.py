"""Copies a graph to a server that many people share; one file per kind of server, found by name."""
