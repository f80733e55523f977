"""What falls off when a node goes is what networkx finds by taking it away."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.cuts import articulation_points, bridges, sides

EDGES = st.sets(
    st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda e: e[0] < e[1]), max_size=30
)


def found(size: int, edges: list[tuple[int, int]]) -> dict[int, set[frozenset[int]]]:
    """Return per cutter the sides that fall off."""
    a, b = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    result = sides(size, a, b)
    answer: dict[int, set[frozenset[int]]] = {}
    for i, cutter in enumerate(result.cutter.tolist()):
        answer.setdefault(cutter, set()).add(frozenset(result.members(i).tolist()))
    return answer


def test_the_middle_of_two_triangles_cuts_off_the_smaller_side() -> None:
    edges = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (2, 4), (4, 5)]
    assert found(6, edges) == {2: {frozenset({0, 1})}, 4: {frozenset({5})}}


def test_a_star_keeps_one_leaf_as_the_rest() -> None:
    (leaves,) = found(4, [(0, 1), (0, 2), (0, 3)]).values()
    assert sorted(map(len, leaves)) == [1, 1]


@given(EDGES)
def test_sides_are_what_networkx_finds(edges: set[tuple[int, int]]) -> None:
    oracle = nx.Graph()
    oracle.add_nodes_from(range(14))
    oracle.add_edges_from(edges)
    answer = found(14, sorted(edges))
    assert set(answer) == set(nx.articulation_points(oracle))
    a, b = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2).T
    assert set(np.flatnonzero(articulation_points(14, a, b)).tolist()) == set(answer)
    for cutter, parts in answer.items():
        rest = oracle.subgraph(nx.node_connected_component(oracle, cutter) - {cutter})
        split = sorted(map(frozenset, nx.connected_components(rest)), key=len)
        assert sorted(map(len, parts)) == [len(part) for part in split[:-1]]
        assert parts <= set(split)


@given(EDGES)
def test_bridges_and_what_hangs_on_them_are_what_networkx_finds(
    edges: set[tuple[int, int]]
) -> None:
    oracle = nx.Graph(sorted(edges))
    a, b = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2).T
    answer = bridges(14, a, b)
    found = dict(zip(zip(answer.a.tolist(), answer.b.tolist(), strict=True),
                     answer.smaller.tolist(), strict=True))
    assert set(found) == {(min(tie), max(tie)) for tie in nx.bridges(oracle)}
    for tie, smaller in found.items():
        without = nx.restricted_view(oracle, [], [tie])
        assert smaller == min(len(nx.node_connected_component(without, end)) for end in tie)


@given(EDGES)
def test_who_stays_in_the_rest_is_in_the_component_but_falls_off_nowhere(
    edges: set[tuple[int, int]]
) -> None:
    a, b = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2).T
    answer = sides(14, a, b)
    oracle = nx.Graph(sorted(edges))
    for cutter, parts in found(14, sorted(edges)).items():
        rest = answer.in_rest(np.full(14, cutter), np.arange(14))
        whole = nx.node_connected_component(oracle, cutter)
        assert set(np.flatnonzero(rest).tolist()) == whole - {cutter} - set().union(*parts)
    is_even = np.arange(14) % 2 == 0
    counts = [int(is_even[answer.members(i)].sum()) for i in range(len(answer.cutter))]
    assert answer.holding(is_even).tolist() == counts
