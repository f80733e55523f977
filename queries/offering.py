"""The arrows that the schema allows for a name in a question that is being composed."""

from __future__ import annotations

from dataclasses import dataclass

from graph.schema import Relation, schema
from queries.language.reading import typing


@dataclass(frozen=True, slots=True)
class Option:
    """An arrow that may be added to `of`: along or (not `forward`) against a relation."""

    of: str
    relation: str
    forward: bool
    label: str
    target: str

    @property
    def key(self) -> str:
        """A word for this option that stays the same."""
        return f"{self.of} {'' if self.forward else '<'}{self.relation} {self.target}"


def offered(of: str, types: frozenset[str], lang: str) -> list[Option]:
    """Return the arrows that may be added to name `of`, which can be of `types`, by label."""
    found = {
        option.key: option
        for name, uses in schema().relations().items() for owner, relation in uses
        for option in _ways(of, types, name, owner, relation, lang)
    }
    return sorted(found.values(), key=lambda option: (option.label, option.key))


def _ways(
    of: str, types: frozenset[str], name: str, owner: str, relation: Relation, lang: str
) -> list[Option]:
    known, found = typing(), []
    if types & known.concrete(owner):
        found += [
            Option(of, name, True, _label(relation.label[lang], target, lang), target)
            for target in relation.targets
        ]
    backward = relation.inverse_label if relation.inverse else None
    if backward and any(types & known.concrete(target) for target in relation.targets):
        found.append(Option(of, name, False, _label(backward[lang], owner, lang), owner))
    return found


def _label(words: str, target: str, lang: str) -> str:
    return f"{words} → {schema()[target].label[lang]}"


def in_hierarchy(type_name: str) -> bool:
    """Tell whether things of a type lie above and below each other."""
    return all(
        any(r.transitive for r in schema()[kind].relations.values())
        for kind in typing().concrete(type_name)
    )
