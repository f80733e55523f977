"""Patterns that every engine must answer alike: those of the questions, and harder ones."""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from queries.language.reading import Pattern, read_pattern
from queries.question import questions

HARD: Final[dict[str, dict[str, Any]]] = {
    "absent": {
        "pattern": ["initiative -active_in-> area*"], "given": {"area": "Area"},
        "answer": ["initiative"], "absent": ["grant -funds-> initiative"],
    },
    "absent together": {
        "pattern": ["area -within-> city"], "given": {"city": "Area", "theme": "Theme"},
        "answer": ["area"], "types": {"who": "Initiative"},
        "absent": ["who -active_in-> *area", "who -about-> theme"],
    },
    "absent apart": {
        "pattern": ["who -about-> *theme"], "given": {"theme": "Theme"}, "answer": ["who"],
        "types": {"who": "Party"}, "absent": ["grant -recipient-> who", "post -at-> who"],
    },
    "differ": {
        "pattern": ["person -holds-> post", "person -holds-> other", "post -serves-> area*"],
        "given": {"area": "Area"}, "answer": ["person"], "differ": [["post", "other"]],
    },
    "differ from what is absent": {
        "pattern": ["person -holds-> post", "post -at-> party"], "given": {"party": "Party"},
        "answer": ["person", "post"], "absent": ["other -holds-> post"],
        "differ": [["other", "person"]],
    },
    "same relation twice": {
        "pattern": ["a -works_with-> b", "b -works_with-> c"], "given": {"a": "Agent"},
        "answer": ["c"],
    },
    "either way": {
        "pattern": ["one -continues|duplicates- other", "other -about-> theme*"],
        "given": {"theme": "Theme"}, "answer": ["one", "other"],
    },
    "either way absent": {
        "pattern": ["one -about-> theme"], "given": {"theme": "Theme"}, "answer": ["one"],
        "types": {"one": "Initiative"}, "absent": ["one -continues- other"],
    },
    "up and down": {
        "pattern": ["need -needed_in-> *area", "offer -available_in-> area*",
                    "need -asks_for-> *kind", "offer -provides-> kind*"],
        "given": {"area": "Area", "kind": "Resource"}, "answer": ["need", "offer"],
    },
    "words of SQL": {
        "pattern": ["select -payer-> order", "select -recipient-> group"],
        "given": {"order": "Agent"}, "answer": ["group"], "differ": [["order", "group"]],
    },
    "nothing given": {
        "pattern": ["commitment -under-> plan", "plan -led_by-> who"], "given": {},
        "answer": ["commitment"], "absent": ["commitment -made_to-> who"],
    },
}


def hard(name: str, **changes: Any) -> Pattern:
    """Return one of the hard patterns, perhaps with something changed."""
    return read_pattern(f"{name}.toml", **{**HARD[name], **changes})


def all_patterns() -> dict[str, Pattern]:
    """Return every pattern by name."""
    asked = {q.name: q.pattern for q in questions().values() if q.pattern}
    return {**asked, **{name: hard(name) for name in HARD}}


def ways_to_ask(pattern: Pattern) -> list[frozenset[str]]:
    """Return every set of given names that may be asked, few optional ones at a time."""
    needed = frozenset(pattern.given) - pattern.optional
    optional = sorted(pattern.optional & set(pattern.given))
    return [
        needed | set(some) for size in range(min(3, len(optional) + 1))
        for some in combinations(optional, size)
    ]


def mutants(name: str) -> list[tuple[str, Pattern]]:
    """Return a hard pattern with one arrow, `absent` or `differ` less, for each that it has."""
    table, found = HARD[name], []
    for key in ("pattern", "absent", "differ"):
        for place, entry in enumerate(table.get(key, ())):
            rest = [e for i, e in enumerate(table[key]) if i != place]
            changes = {key: rest}
            if key == "absent":
                changes["differ"] = [p for p in table.get("differ", ()) if "other" not in p]
            if key != "pattern" or _still_answers(table, rest):
                found.append((f"without {entry}", hard(name, **changes)))
    return found


def _still_answers(table: dict[str, Any], arrows: list[str]) -> bool:
    needed = {*table["answer"], *(n for pair in table.get("differ", ()) for n in pair)}
    words = {w.strip("*") for text in (*arrows, *table.get("absent", ())) for w in text.split()}
    return bool(arrows) and needed <= words
