"""Which types the names in arrows can have, from the schema; impossible arrows are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.errors import QuestionError
from graph.near import near_misses
from graph.schema import Schema
from queries.language.pattern import Arrow, Reach, Term

Types = dict[str, frozenset[str]]
Pairs = frozenset[tuple[str, str]]


class Typing:
    """Knows, for one schema, between which types each relation can stand."""

    def __init__(self, model: Schema) -> None:
        self.model = model
        self.all = frozenset(t.name for t in model.concrete())
        self.symmetric = model.symmetric()
        self.derived = frozenset(
            name for name, uses in model.relations().items() if uses[0][1].derived
        )
        self.special = frozenset(
            t.name for t in model.concrete() if t.extends and not model[t.extends].abstract
        )
        """Types of which there are few: each is a kind of another that things can have."""
        self._pairs: dict[str, Pairs] = {}
        for entity_type in model.concrete():
            for relation in entity_type.relations.values():
                found = {(entity_type.name, t) for x in relation.targets for t in self.concrete(x)}
                self._pairs[relation.name] = self._pairs.get(relation.name, Pairs()) | found

    def concrete(self, name: str) -> frozenset[str]:
        """Return the types that a thing of type `name` can have."""
        return self.model.below(name) & self.all

    def relations(self) -> frozenset[str]:
        """Return all relations that things can have."""
        return frozenset(self._pairs)

    def pairs(self, arrow: Arrow) -> Pairs:
        """Return the pairs of types that `arrow` can stand between."""
        found = frozenset[tuple[str, str]]().union(*(self._pairs[r] for r in arrow.relations))
        return found | {(b, a) for a, b in found} if arrow.either else found

    def ends(self, arrow: Arrow, name: str) -> frozenset[str]:
        """Return the types that `arrow` alone allows for `name`.

        What lies above or below a thing may be of any type in that hierarchy.
        """
        pairs, types = self.pairs(arrow), self.all
        for place, term in enumerate(arrow.terms):
            if name == term.at:
                types = types & {pair[place] for pair in pairs}
            elif name == term.name:
                types = types & {kind for pair in self._pairs[term.via] for kind in pair}
        return types

    def between(self, subjects: Iterable[str], objects: Iterable[str]) -> list[str]:
        """Return the relations that can stand between these types."""
        left, right = set(subjects), set(objects)
        return sorted(
            name for name, pairs in self._pairs.items()
            if any(a in left and b in right for a, b in pairs)
        )

    def check_relations(self, arrow: Arrow, file: str) -> None:
        """Raise QuestionError for a relation that is not in the schema."""
        inverses = {
            r.inverse: r.name for t in self.model.concrete() for r in t.relations.values()
        }
        for name in arrow.relations:
            if name not in self._pairs:
                known = [*self._pairs, *filter(None, inverses)]
                near = [inverses[name]] if name in inverses else near_misses(name, known)
                raise QuestionError(
                    "question.relation", file=file, arrow=str(arrow), value=name, near=near
                )

    def infer(
        self, arrows: Iterable[Arrow], declared: Mapping[str, str], file: str,
        known: Types | None = None,
    ) -> Types:
        """Return the possible types of every name; raises QuestionError for an impossible arrow."""
        arrows = list(arrows)
        types = {**(known or {}), **{name: self.concrete(t) for name, t in declared.items()}}
        changed = True
        while changed:
            before = dict(types)
            for arrow in arrows:
                self._narrow(arrow, types, file)
            changed = before != types
        return types

    def _narrow(self, arrow: Arrow, types: Types, file: str) -> None:
        left, right = (types.get(term.name, self.all) for term in arrow.terms)
        pairs = {(a, b) for a, b in self.pairs(arrow) if a in left and b in right}
        if not pairs:
            raise self._impossible(arrow, left, right, file)
        for place, term in enumerate(arrow.terms):
            here = frozenset(pair[place] for pair in pairs)
            types[term.name] = types.get(term.name, self.all) & here
        if not types[arrow.subject.name]:
            raise self._impossible(arrow, left, right, file)

    def _impossible(
        self, arrow: Arrow, left: frozenset[str], right: frozenset[str], file: str
    ) -> QuestionError:
        """Return the error that says between what the arrow can stand, and which others can."""
        starts, ends = (frozenset(types) for types in zip(*self.pairs(arrow), strict=True))
        near = self.between(left & starts or left, right & ends or right)[:5]
        return QuestionError(
            "question.impossible", file=file, arrow=str(arrow), near=near, left=self.name(left),
            right=self.name(right), start=self.name(starts), end=self.name(ends),
        )

    def name(self, types: frozenset[str]) -> str:
        """Return the narrowest type name that covers `types`, or their list."""
        covering = [n for n in self.model.types if types <= self.model.below(n)]
        if covering:
            return min(covering, key=lambda n: (len(self.concrete(n)), n))
        return "|".join(sorted(types)) if len(types) <= 4 else "…"

    def hierarchies(self, arrows: Iterable[Arrow], types: Types, file: str) -> tuple[Arrow, ...]:
        """Fill in along which relation each reaching term goes up or down."""
        return tuple(
            replace(a, subject=self._via(a, a.subject, types, file),
                    object=self._via(a, a.object, types, file)) for a in arrows
        )

    def _via(self, arrow: Arrow, term: Term, types: Types, file: str) -> Term:
        if term.reach is Reach.SAME:
            return term
        kinds = types[term.name]
        found = [
            name for name in sorted(self.model.transitive())
            if all(name in self.model[t].relations for t in kinds)
        ]
        if len(found) != 1:
            raise QuestionError(
                "question.reach", file=file, arrow=str(arrow), term=str(term), type=self.name(kinds)
            )
        return replace(term, via=found[0])
