"""Which names may be one thing: compare, match a list, look before adding, propose for review."""

from graph.matching.comparison import Comparison, Decision, compare
from graph.matching.context import Context
from graph.matching.listing import Pair, Row, match, pairs
from graph.matching.reasons import Reason, why

__all__ = ["Comparison", "Context", "Decision", "Pair", "Reason", "Row", "compare", "match",
           "pairs", "why"]
