"""Looking things up by number gives what looking them up by id gives."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from graph.numbers import Ints, between, distances, ids, numbers, packed, pair_keys
from graph.store import Graph
from tests.making import fact, graph_of, thing

NAMES = ("a", "b", "c")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    facts = [
        *thing("theme:groen", "Theme", "groen"),
        *thing("theme:natuur", "Theme", "natuur", broader="theme:groen"),
        *(f for name in NAMES for f in thing(
            f"initiative:t/{name}", "Initiative", f"Groep {name}", about="theme:natuur")),
        fact("initiative:t/b", "continues", "initiative:t/a"),
        fact("initiative:t/b", "works_with", "initiative:t/a"),
    ]
    with graph_of(tmp_path_factory.mktemp("numbers"), facts) as opened:
        yield opened


def of(graph: Graph, *names: str) -> Ints:
    known = numbers(graph, names)
    return np.array([known[name] for name in names])


def test_ids_and_numbers_are_each_others_reverse(graph: Graph) -> None:
    known = numbers(graph, [*graph.ids, "initiative:t/zz"])
    assert known == {name: n for n, name in enumerate(graph.ids, 1)}
    assert ids(graph, np.array([1, 2, 999])) == dict(enumerate(graph.ids[:2], 1))


def test_between_finds_only_arrows_in_the_direction_asked(graph: Graph) -> None:
    a, b, natuur = of(graph, "initiative:t/a", "initiative:t/b", "theme:natuur")
    subjects, objects = np.array([a, natuur, a]), np.array([natuur, b, b])
    found = between(graph, subjects, objects, ["about", "continues"], either=False)
    keys = pair_keys(subjects, objects, either=False)
    assert [[row[:3] for row in found.get(key, [])] for key in keys] == [
        [(a, "about", natuur)], [], [],
    ]


def test_between_either_way_has_the_first_relation_first(graph: Graph) -> None:
    a, b = of(graph, "initiative:t/a", "initiative:t/b")
    ends = np.array([a]), np.array([b])
    found = between(graph, *ends, ["works_with", "continues"], either=True)
    assert [row[:3] for row in found[pair_keys(*ends, either=True)[0]]] == [
        (a, "works_with", b), (b, "works_with", a), (b, "continues", a),
    ]
    assert pair_keys(*ends, either=True) == pair_keys(*ends[::-1], either=True)


def test_distances_are_steps_and_zero_for_what_is_not_there(graph: Graph) -> None:
    natuur, groen, a = of(graph, "theme:natuur", "theme:groen", "initiative:t/a").tolist()
    ends = np.array([groen, natuur, a])
    assert distances(graph, "broader", natuur, ends, up=True).tolist() == [1, 0, 0]
    assert distances(graph, "broader", groen, ends, up=False).tolist() == [0, 1, 0]
    assert distances(graph, "broader", a, ends, up=True).tolist() == [0, 0, 0]


@pytest.mark.parametrize("top", [3, 1 << 20, 1 << 40])
def test_packed_rows_are_in_the_order_of_their_columns(top: int) -> None:
    random = Random(top)
    columns = [[random.randrange(top) for _ in range(200)] for _ in range(4)]
    key = packed([np.array(column) for column in columns]).tolist()
    rows = list(zip(*columns, strict=True))
    assert [rows[i] for i in sorted(range(200), key=key.__getitem__)] == sorted(rows)
    assert len(set(key)) == len(set(rows))
