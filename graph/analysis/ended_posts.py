"""Posts that ended with their organisation: nobody should be sent to a door that closed.

A post at several organisations ends when the last of them does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from graph.derive import Derived
from graph.store import Graph
from graph.texts import say

VERSION: Final = "1"
_SQL: Final = """
SELECT post.id, org.label, t.id, e.id, e.value FROM statement t
JOIN relation r ON r.r = t.r AND r.name = 'at'
JOIN node post ON post.n = t.s JOIN node org ON org.n = t.o
LEFT JOIN statement e ON e.s = t.o AND e.current AND e.state = 'accepted'
    AND e.r = (SELECT r FROM relation WHERE name = 'ended')
WHERE t.current AND t.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM statement own WHERE
    own.s = t.s AND own.current AND own.r = (SELECT r FROM relation WHERE name = 'ended'))
ORDER BY post.id, e.value, t.n
"""


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield the end of every post of which all organisations have one."""
    found: dict[str, list[tuple[str, str, str | None, str | None]]] = defaultdict(list)
    for post, *rest in graph.db.execute(_SQL):
        found[post].append((rest[0], rest[1], rest[2], rest[3]))
    for post, places in found.items():
        label, _, _, last = places[-1]
        if last is None or any(ended is None for *_, ended in places):
            continue
        basis = tuple(i for _, at, end, _ in places for i in (at, end) if i)
        yield Derived(post, "ended", value=last, reason=say(
            "analysis.ended_post", "nl", organisation=label, date=last), basis=basis)
