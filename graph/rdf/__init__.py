"""A graph as linked data: out as Turtle and JSON-LD, in again, and what its terms mean."""
