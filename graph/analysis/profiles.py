"""What is known of every initiative that others could be like: one matrix per kind of trait."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.ties import Bools, Ints
from graph.analysis.words import Vocabulary, stem, tf_idf
from graph.naming import plain as fold
from graph.over import is_over
from graph.schema import schema
from graph.store import Graph

TRAITS: Final = {
    "theme": ("about",), "group": ("for_group",), "area": ("active_in",), "venue": ("housed_in",),
    "party": ("run_by", "part_of"),
}
"""Relations of an initiative by the kind of trait that they give it."""

_YEARS: Final = re.compile(r"\b(?:19|20)\d\d\b")


class Project(NamedTuple):
    """What an initiative is called without the years in its name, folded, and those years."""

    name: str
    years: list[str]


class Trait(NamedTuple):
    """Initiatives × things (node numbers), and the statements by (initiative, thing)."""

    matrix: csr_array
    basis: dict[tuple[int, int], list[str]]


def _thinned(matrix: csr_array, share: float, random: np.random.Generator) -> csr_array:
    kept = random.random(matrix.nnz) >= share
    first = np.concatenate(([0], np.cumsum(kept)))[matrix.indptr]
    return csr_array((matrix.data[kept], matrix.indices[kept], first), shape=matrix.shape)


class Profiles:
    """All initiatives of a graph: row `i` is node `nodes[i]`."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        rows = graph.db.execute(
            "SELECT n, label FROM node WHERE type IN (SELECT value FROM json_each(?)) ORDER BY n",
            (_json(schema().below("Initiative")),),
        ).fetchall()
        self.nodes: Ints = np.array([row[0] for row in rows], dtype=np.int64)
        self.labels = [row[1] for row in rows]
        self.row = {n: i for i, (n, _) in enumerate(rows)}
        self._projects: dict[int, Project] = {}
        self.width = graph.width

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def traits(self) -> dict[str, Trait]:
        """Every kind of trait; who has no area is where their venue is."""
        kind_of = {relation: kind for kind, names in TRAITS.items() for relation in names}
        found: dict[str, dict[tuple[int, int], list[str]]] = {kind: {} for kind in TRAITS}
        for name, s, o, statement in self.graph.db.execute(
            "SELECT r.name, t.s, t.o, t.id FROM statement t JOIN relation r ON r.r = t.r"
            " WHERE r.name IN (SELECT value FROM json_each(?)) AND t.current AND t.o IS NOT NULL"
            " AND t.state = 'accepted' ORDER BY t.n", (_json(kind_of),),
        ):
            row = self.row.get(s)
            if row is not None:
                found[kind_of[name]].setdefault((row, o), []).append(statement)
        self._place_by_venue(found)
        return {kind: Trait(self._matrix(pairs), pairs) for kind, pairs in found.items()}

    def without(self, share: float, seed: int) -> Profiles:
        """Return the same initiatives when a share of their traits, drawn at random, is missing."""
        fewer = copy(self)
        random = np.random.default_rng(seed)
        fewer.traits = {kind: trait._replace(matrix=_thinned(trait.matrix, share, random))
                        for kind, trait in self.traits.items()}
        fewer.__dict__.pop("around", None)  # is computed again, from fewer
        return fewer

    def _place_by_venue(self, found: dict[str, dict[tuple[int, int], list[str]]]) -> None:
        placed = {row for row, _ in found["area"]}
        located: dict[int, list[tuple[int, str]]] = {}
        for venue, area, statement in self.graph.db.execute(
            "SELECT t.s, t.o, t.id FROM statement t JOIN relation r ON r.r = t.r"
            " WHERE r.name = 'located_in' AND t.current AND t.state = 'accepted'"
        ):
            located.setdefault(venue, []).append((area, statement))
        for (row, venue), statements in found["venue"].items():
            for area, statement in located.get(venue, ()):
                if row not in placed:
                    found["area"].setdefault((row, area), []).extend([*statements, statement])

    def _matrix(self, pairs: Iterable[tuple[int, int]]) -> csr_array:
        places = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        ones = np.ones(len(places), dtype=np.float32)
        return csr_array((ones, (places[:, 0], places[:, 1])), shape=(len(self), self.width))

    @cached_property
    def above(self) -> dict[str, csr_array]:
        """Things × all that lies above them and themselves, for areas and for themes."""
        found = {}
        for kind, relation in (("area", "within"), ("theme", "broader")):
            pairs = np.array(self.graph.db.execute(
                "SELECT below, above FROM closure JOIN relation USING (r) WHERE name = ?",
                (relation,)).fetchall(), dtype=np.int64).reshape(-1, 2)
            ones = np.ones(len(pairs), dtype=np.float32)
            found[kind] = csr_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(self.width,) * 2)
        return found

    @cached_property
    def around(self) -> dict[str, csr_array]:
        """Initiatives × their own areas and themes and all above those."""
        found = {kind: csr_array(self.traits[kind].matrix @ up) for kind, up in self.above.items()}
        for matrix in found.values():
            matrix.data[:] = 1
        return found

    @cached_property
    def texts(self) -> tuple[list[str], list[list[str]]]:
        """Per initiative its names and description in one, and the statements they are from."""
        words: list[list[str]] = [[] for _ in range(len(self))]
        basis: list[list[str]] = [[] for _ in range(len(self))]
        for s, value, statement in (*self._values("name", "alt_name"), *self._descriptions):
            words[self.row[s]].append(value)
            basis[self.row[s]].append(statement)
        return [" . ".join(dict.fromkeys(parts)) for parts in words], basis

    @cached_property
    def is_described(self) -> Bools:
        """Of whom more is known than a name to say what they do."""
        found = np.zeros(len(self), dtype=bool)
        found[[self.row[s] for s, _, _ in self._descriptions]] = True
        return found

    @cached_property
    def _descriptions(self) -> list[tuple[int, str, str]]:
        return self._values("description")

    def project(self, row: int) -> Project:
        """Return what an initiative is called, apart from the year."""
        known = self._projects.get(row)
        if known is None:
            label = self.labels[row]
            known = Project(fold(_YEARS.sub("", label)), _YEARS.findall(label))
            self._projects[row] = known
        return known

    @cached_property
    def words(self) -> tuple[csr_array, list[str]]:
        """Initiatives × words, names of their own areas, venues and parties left out.

        And how each word is mostly written.
        """
        vocabulary = Vocabulary(self._other_names())
        owned = self._own_names()
        texts = self.texts[0]
        both = zip(texts, owned, strict=True)
        weights, tokens = tf_idf([vocabulary.tokens(text, own) for text, own in both])
        return weights, vocabulary.written(tokens)

    def _other_names(self) -> list[tuple[str, str]]:
        types = {t for name in ("Theme", "Resource") for t in schema().below(name)}
        return self.graph.db.execute(
            "SELECT t.value, n.id FROM node n JOIN statement t ON t.s = n.n JOIN relation r"
            " ON r.r = t.r WHERE r.name IN ('name', 'alt_name')"
            " AND n.type IN (SELECT value FROM json_each(?))", (_json(types),),
        ).fetchall()

    def _own_names(self) -> list[frozenset[str]]:
        labels = self.graph.db.execute("SELECT label FROM node ORDER BY n").fetchall()
        matrices = [self.around["area"], self.traits["venue"].matrix, self.traits["party"].matrix]
        both = csr_array(matrices[0] + matrices[1] + matrices[2])
        stems = {n: frozenset(map(stem, fold(labels[n - 1][0]).split()))
                 for n in np.flatnonzero(np.bincount(both.indices)).tolist()}
        ends = both.indptr.tolist()
        things = both.indices.tolist()
        return [frozenset().union(*(stems[n] for n in things[a:b]))
                for a, b in pairwise(ends)]

    @cached_property
    def span(self) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """First and last day as ISO text; '' when unknown, and no last day while it goes on."""
        days = np.full((2, len(self)), "", dtype="U10")
        for place, name in enumerate(("started", "ended")):
            for s, value, _ in self._values(name):
                days[place, self.row[s]] = value[:10]
        return days[0], days[1]

    @cached_property
    def is_ended(self) -> Bools:
        """Who stopped, by a last day in the past or by phase."""
        return is_over(self.graph)[self.nodes]

    @cached_property
    def years(self) -> dict[int, set[str]]:
        """The years in which each initiative had a grant."""
        found: dict[int, set[str]] = {}
        for s, value in self.graph.db.execute(
            "SELECT e.o, t.value FROM relation f JOIN edge e ON e.r = f.r JOIN statement t"
            " ON t.s = e.s AND t.r = (SELECT r FROM relation WHERE name = 'year')"
            " WHERE f.name = 'funds' AND t.current AND t.state = 'accepted'"
        ):
            if s in self.row:
                found.setdefault(self.row[s], set()).add(value)
        return found

    def _values(self, *names: str) -> list[tuple[int, str, str]]:
        """Return (initiative, value, statement) of these properties, as accepted."""
        return self.graph.db.execute(
            "SELECT t.s, t.value, t.id FROM relation r JOIN statement t ON t.r = r.r"
            f" WHERE r.name IN ({', '.join('?' * len(names))}) AND t.current"
            " AND t.state = 'accepted' AND t.s IN (SELECT n FROM node WHERE type = 'Initiative')"
            " ORDER BY t.n", names,
        ).fetchall()


def _json(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in sorted(names)) + "]"
