"""Every way to match a pattern as columns of numbers; only what is shown gets back its ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.engines import Binding
from graph.errors import GraphError
from graph.numbers import Ints, ids, numbers, packed
from graph.store import Graph


@dataclass(frozen=True, slots=True)
class Matches:
    """Rows of bindings: `columns[i]` holds the number of what `names[i]` stands for."""

    names: tuple[str, ...]
    columns: Ints

    @classmethod
    def of(cls, graph: Graph, names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Self:
        """Return bindings of ids as numbers; raises GraphError for an id of no thing here."""
        known = numbers(graph, (str(row[name]) for row in rows for name in names))
        try:
            columns = [[known[row[name]] for row in rows] for name in names]
        except KeyError as error:
            raise GraphError("stranger", id=error.args[0]) from None
        return cls(tuple(names), np.array(columns, dtype=np.int64).reshape(len(names), -1))

    def __len__(self) -> int:
        return len(self.columns[0])

    def __getitem__(self, name: str) -> Ints:
        column: Ints = self.columns[self.names.index(name)]
        return column

    def at(self, rows: Ints | NDArray[np.bool_]) -> Matches:
        """Return some of the rows."""
        return replace(self, columns=self.columns[:, rows])

    def in_order(self) -> Matches:
        """Return every row once, in order of its ids."""
        key = packed([*self.columns])
        order = np.argsort(key)
        ranked = key[order]
        return self.at(order[np.concatenate(([True], ranked[1:] != ranked[:-1]))[: len(order)]])

    def without(self, others: Matches) -> Matches:
        """Return the rows that are not in `others`, which may bind more names."""
        both = [np.concatenate((self[name], others[name])) for name in self.names]
        key = packed(both)
        return self.at(~np.isin(key[: len(self)], key[len(self):]))

    def rows(self, graph: Graph) -> list[Binding]:
        """Return the rows with ids."""
        known = ids(graph, self.columns)
        named = [[known[n] for n in column] for column in self.columns.tolist()]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*named, strict=True)]
