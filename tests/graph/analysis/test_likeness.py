"""Which initiatives may be alike, and how much each two share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.analysis.likeness import candidates, dot, shared
from graph.analysis.profiles import Profiles
from graph.statement import Fact
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

TOWN, EAST, WEST = "area:town/stad", "area:town/oost", "area:town/west"
CELLS = st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), min_size=3, max_size=3)


@given(CELLS, CELLS, st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2))))
def test_dot_is_what_dense_matrices_give(
    left: list[list[int]], right: list[list[int]], ends: list[tuple[int, int]]
) -> None:
    a, b = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    one, other = np.array(left), np.array(right)
    found = dot(csr_array(one), csr_array(other), a, b)
    assert found.tolist() == (one[a] * other[b]).sum(axis=1).tolist()


def started(name: str, area: str, themes: str, **more: str) -> list[Fact]:
    told = [fact(agent(name), "about", f"theme:{theme}") for theme in themes.split()]
    return [*thing(agent(name), "Initiative", name, active_in=area, **more), *told]


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return graph_of(tmp_path, [
        *thing(TOWN, "Area", "Stad"), *thing(EAST, "Area", "Oost", within=TOWN),
        *thing(WEST, "Area", "West", within=TOWN),
        *thing("theme:eten", "Theme", "eten"), *thing("theme:koken", "Theme", "koken",
                                                      broader="theme:eten"),
        *thing("theme:sport", "Theme", "sport"),
        *thing("targetgroup:ouderen", "TargetGroup", "ouderen"),
        *thing("targetgroup:jongeren", "TargetGroup", "jongeren"),
        *started("a", EAST, "eten sport", for_group="targetgroup:ouderen"),
        *started("b", EAST, "koken sport", for_group="targetgroup:jongeren"),
        *started("c", TOWN, "eten"),
        *started("d", WEST, "eten"),
    ])


def test_what_two_share_is_counted(graph: Graph) -> None:
    profiles = Profiles(graph)
    both = shared(profiles, np.array([0]), np.array([1]))
    told = {name: float(getattr(both, name)[0]) for name in both._fields}
    assert told["theme"] == 1 and told["near_theme"] == 2 and told["union"] == 3
    assert told["same_area"] == 1
    assert told["group"] == 0 and told["groups_differ"] == 1
    assert told["venue"] == told["party"] == 0


def test_only_two_in_one_area_or_one_within_the_other_are_compared(graph: Graph) -> None:
    a, b = np.array([0, 0, 0]), np.array([1, 2, 3])
    both = shared(Profiles(graph), a, b)
    assert list(zip(both.a.tolist(), both.b.tolist(), strict=True)) == [(0, 1), (0, 2)]
    assert both.same_area.tolist() == [1, 0]


def test_candidates_are_found_by_what_they_share_each_once(graph: Graph) -> None:
    a, b = candidates(Profiles(graph))
    found = list(zip(a.tolist(), b.tolist(), strict=True))
    assert (0, 1) in found and (0, 2) in found
    assert len(found) == len(set(found)) and all(x < y for x, y in found)


def test_a_theme_that_all_of_an_area_have_tells_less_than_one_of_two(tmp_path: Path) -> None:
    crowd = [f for i in range(30) for f in started(f"n{i:02}", EAST, "eten")]
    graph = graph_of(tmp_path, [
        *thing(EAST, "Area", "Oost"), *thing("theme:eten", "Theme", "eten"),
        *thing("theme:sport", "Theme", "sport"), *crowd,
        *started("x", EAST, "sport"), *started("y", EAST, "sport"),
    ])
    telling = shared(Profiles(graph), np.array([0, 30]), np.array([1, 31])).telling
    assert telling[1] == 1 and telling[0] < 0.5
