"""Fills in an answer's fields; `queries/specs.py` tells what they can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.batch import evidence, nodes, values
from graph.schema import schema
from graph.store import Edge, Graph, Node
from queries.answer import Share
from queries.rank import Candidate
from queries.showing import Context, Shown
from queries.specs import Spec, dated, parts, properties
from queries.words import find_property, fresh, relation_label, value_in_words


class Fields:
    """Evaluates field specifications for the answers of one asking."""

    def __init__(
        self, graph: Graph, specs: Mapping[str, Spec], shown: Shown,
        candidates: Iterable[Candidate], lang: str, today: date,
    ) -> None:
        self.graph, self.specs, self.shown = graph, specs, shown
        self.lang, self.today = lang, today
        candidates = list(candidates)
        ids = shown.everything() | {i for c in candidates for b in c.bindings for i in b.values()}
        ids |= {i for c in candidates for i in _noted(c)}
        self.things: dict[str, Node] = nodes(graph, ids)
        self.pairs = list(dict.fromkeys(properties(specs)))
        self.values = values(graph, ids, {prop for _, prop in self.pairs}) if self.pairs else {}
        self.starts = self._starts()
        self._end_vacated()

    def of(self, candidate: Candidate) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """Return an answer's fields and the ids behind those that name things."""
        context = candidate.context()
        links = {
            name: [i for part in parts(spec) for i in self._ids(part, context)]
            for name, spec in self.specs.items()
        }
        fields = {n: self._field(spec, context, candidate) for n, spec in self.specs.items()}
        return fields, {name: list(dict.fromkeys(ids)) for name, ids in links.items() if ids}

    def value_triples(self, context: Context) -> list[tuple[str, str, None]]:
        """Return the properties of a context's things that the fields show."""
        return [
            (entity, name, None) for of, name in self.pairs
            for entity in self.shown.ids(of, context) if (entity, name) in self.values
        ]

    def _field(self, spec: Spec, context: Context, candidate: Candidate | None) -> Any:
        if isinstance(spec, str):
            return self._text(spec, context)
        if isinstance(spec, list):
            many = [self._text(f"{part.removesuffix('[]')}[]", context) for part in spec]
            return list(dict.fromkeys(value for values in many for value in values))
        if "each" in spec:
            return self._each(spec, context)
        if "vacancy" in spec:
            return any(self.vacant(post) for post in self.shown.ids(spec["vacancy"], context))
        if candidate and "relation" in spec:
            return self._relation(spec, candidate.between(spec["relation"]))
        if candidate and "detail" in spec and candidate.derived:
            return self._said((candidate.derived.detail or {}).get(spec["detail"]))
        if candidate and "share" in spec and candidate.derived:
            noted = (candidate.derived.detail or {}).get(spec["share"])
            return None if noted is None else Share(noted)
        return None

    def _relation(self, spec: Mapping[str, Any], tie: Edge | None) -> str | None:
        if tie is None:
            return None
        name = spec.get("as", {}).get(tie.relation, tie.relation)
        if isinstance(name, Mapping):
            return str(name[self.lang])
        kind = schema().types.get(self.things[tie.subject].type)
        return relation_label(kind, name, self.lang) if spec.get("words") else name

    def _text(self, spec: str, context: Context) -> Any:
        many, spec = spec.endswith("[]"), spec.removesuffix("[]")
        if "@" in spec:
            name, _, what = spec.partition("@")
            return self._about_arrow(name, what, context)
        if "." in spec:
            name, _, prop = spec.partition(".")
            found = [v for i in self.shown.ids(name, context) for v in self._values(i, prop)]
            return found if many else next(iter(found), None)
        labels = [self.label(i) for i in self._ids(f"{spec}[]" if many else spec, context)]
        return labels if many else ", ".join(labels) or None

    def _ids(self, spec: str, context: Context) -> list[str]:
        """Return what a name stands for; without [] only the best of what the pattern found."""
        name = spec.removesuffix("[]")
        found = self.shown.ids(name, context) if name.isidentifier() else []
        return found[:1] if spec == name and name in context else found

    def _values(self, entity: str, name: str) -> list[str | float]:
        found = self.values.get((entity, name), [])
        prop = find_property(self.things[entity].type, name) if entity in self.things else None
        if prop and prop.value in ("money", "number"):
            return [float(value) for value in found]
        said = prop is not None and prop.value in ("choice", "status")
        return [value_in_words(prop, v, self.lang) if said else v for v in found]

    def _about_arrow(self, name: str, what: str, context: Context) -> str | None:
        for _, edge in self.shown.pairs(name, context):
            if what == "relation":
                return edge.relation
            if what == "freshness":
                return fresh(edge.seen, self.today).value
            return self.starts.get(edge, (None, None))[what == "until"]
        return None

    def _each(self, spec: Mapping[str, Any], context: Context) -> list[dict[str, Any]]:
        found = []
        for entity in self.shown.ids(spec["each"], context):
            inner = {**context, spec["each"]: [entity]}
            fields = {n: self._field(s, inner, None) for n, s in spec.items() if n != "each"}
            found.append({"id": entity, "label": self.label(entity), **fields})
        return found

    def label(self, entity: str) -> str:
        """Return what a thing is called."""
        return self.things[entity].label if entity in self.things else entity

    def _said(self, detail: Any) -> Any:
        if isinstance(detail, dict):
            return {key: said for key, value in detail.items() if (said := self._said(value))}
        if isinstance(detail, list):
            return [self._said(item) for item in detail]
        return self.label(detail) if isinstance(detail, str) else detail

    # ── vacancy ───────────────────────────────────────────────────────────────────────────────

    def vacant(self, post: str) -> bool:
        """Tell whether a post is said to be vacant by now."""
        since = self.values.get((post, "vacant_since"), [])
        return any(day <= self.graph.meta["today"][: len(day)] for day in since)

    def _end_vacated(self) -> None:
        """Who held a post before it became vacant holds it no more, and the reverse."""
        for spec in self.specs.values():
            if isinstance(spec, Mapping) and "vacancy" in spec:
                for post, pairs in list(self.shown.links.get(spec["holder"], {}).items()):
                    self._settle(post, spec["holder"], [edge for _, edge in pairs])

    def _settle(self, post: str, holder: str, edges: list[Edge]) -> None:
        if not self.vacant(post):
            return
        since = max(self.values[post, "vacant_since"])
        later = {e for e in edges if (self.starts.get(e, (None, None))[0] or "") >= since}
        if later:
            del self.values[post, "vacant_since"]
        self.shown.drop(holder, lambda _, edge: edge in edges and edge not in later)

    def _starts(self) -> dict[Edge, tuple[str | None, str | None]]:
        """Return from when and until when the arrows hold whose dates the fields ask for."""
        names = set(dated(self.specs))
        all_pairs = [p for name in names for p in self.shown.links.get(name, {}).values()]
        edges = {edge for pairs in all_pairs for _, edge in pairs}
        found = evidence(self.graph, [(e.subject, e.relation, e.object) for e in edges])
        return {
            edge: (behind[0].valid_from, behind[0].valid_until) for edge in edges
            if (behind := found.get((edge.subject, edge.relation, edge.object)))
        }


def _noted(candidate: Candidate) -> Iterable[str]:
    """Yield the ids in what an analysis noted."""
    todo: list[Any] = [candidate.derived.detail if candidate.derived else None]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            todo += item.values()
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, str) and ":" in item:
            yield item
