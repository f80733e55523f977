"""What is known: types, statements, the ledger, and the graphs built from it."""

__version__ = "0.1.0"
