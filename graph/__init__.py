"""What is known: types, statements, the ledger, and the graphs built from it."""
