"""Readers: one file per kind of input, found by its name or by the endings it says it reads."""
