"""The same rows in the same order from every engine, as a naive reading of the question gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from graph.engines import engines
from graph.engines.neo4j import Server
from graph.load.neo4j import load
from graph.store import Graph
from graph.texts import LANGUAGES
from queries.compose import Draft
from queries.language.pattern import Reach
from queries.matching import bindings
from queries.question import Question, make_question, questions
from queries.saving import question
from queries.telling import sentence
from tests.drawing import draw
from tests.graph.engines.mutants import mutants
from tests.graph.engines.patterns import HARD
from tests.naive import Naive, Row
from tests.random_graphs import Case, case

GRAPHS: Final = 25
DRAFTS: Final = 40
ENGINES: Final = ("sqlite", "rdf", "neo4j")


def made(name: str, **table: Any) -> Question:
    text = {"nl": name, "en": name}
    return make_question(name, {"title": text, "wording": text, **table})


HAND_MADE: Final = [
    made("open_need", given={"area": "Area"}, pattern=["need -needed_in-> *area"],
         absent=["offer -meets-> need"], answer="need"),
    made("same_event", pattern=["one -attended-> event", "other -attended-> event"],
         differ=[["one", "other"]], answer=["one", "other"]),
    made("not_yet_met", given={"one": "Agent"}, optional=["one"],
         pattern=["one -works_with- between", "between -works_with- other"],
         absent=["one -works_with- other"], differ=[["one", "other"]], answer=["one", "other"]),
    made("triangle", pattern=["a -works_with- b", "b -works_with- c", "c -works_with- a"],
         answer=["a", "b", "c"]),
    made("alone_on_its_theme", given={"area": "Area"}, optional=["area"],
         pattern=["initiative -active_in-> area", "initiative -about-> theme"],
         absent=["other -active_in-> area", "other -about-> theme"],
         differ=[["other", "initiative"]], answer="initiative", types={"other": "Initiative"}),
    made("nobody_serves", pattern=["initiative -active_in-> area"],
         absent=["post -serves-> area*"], answer="initiative", types={"initiative": "Initiative"}),
    made("in_any_direction", pattern=["one -part_of|member_of- other"], answer="one",
         absent=["other -run_by|follows- one"], types={"one": "Initiative"}),
    made("below_and_above", pattern=["party -active_in-> *area", "party -about-> theme*"],
         answer=["party", "area", "theme"]),
    made("words_of_the_languages", given={"order": "Post"}, pattern=["match -holds-> order"],
         absent=["match -represents-> select"], answer="match"),
    made("without_arrows", pattern=[], types={"agreement": "Agreement"},
         absent=["commitment -under-> agreement"], answer="agreement"),
    made("may_lift", pattern=["thing -lifted_by-> who", "thing -about-> theme"],
         answer=["thing", "who"], types={"who": "Post"}),
]
HARDER: Final = [made(name, **table) for name, table in HARD.items()]
ALL: Final = {q.name: q for q in (*questions().values(), *HAND_MADE, *HARDER) if q.pattern}


@cache
def cases(name: str) -> Sequence[tuple[Case, list[Row]]]:
    """Return the graphs of a question with what the naive reading answers on each."""
    made = [case(ALL[name], seed) for seed in range(GRAPHS)]
    return [(c, Naive(c.drawing).rows(ALL[name], c.given, c.literals)) for c in made]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs")


def opened(folder: Path, name: str) -> Iterator[tuple[Graph, Case, list[Row]]]:
    for number, (one, want) in enumerate(cases(name)):
        with draw(folder / f"{name}-{number}.sqlite", one.drawing) as graph:
            yield graph, one, want


def test_every_engine_is_in_this_suite() -> None:
    assert set(ENGINES) == set(engines())


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("engine", ["sqlite", "rdf"])
def test_an_engine_here_answers_as_the_naive_reading(folder: Path, name: str, engine: str) -> None:
    for graph, one, want in opened(folder, name):
        assert bindings(graph, ALL[name], one.given, one.literals, engine) == want


@pytest.mark.parametrize("name", ALL)
def test_a_server_answers_as_the_naive_reading(
    folder: Path, name: str, neo4j_server: Server
) -> None:
    for graph, one, want in opened(folder, name):
        load(graph, neo4j_server)
        assert bindings(graph, ALL[name], one.given, one.literals, "neo4j") == want


@pytest.mark.parametrize("name", ALL)
def test_no_question_is_empty_in_all_graphs(name: str) -> None:
    assert sum(bool(want) for _, want in cases(name)) >= 4


# ── mutants: what is left out of a question must be noticed ─────────────────────────────────────

MUTANTS: Final = [
    pytest.param(name, mutant, id=f"{name}: {said}")
    for name, question in ALL.items() for said, mutant in mutants(question)
]


@pytest.mark.parametrize(("name", "mutant"), MUTANTS)
def test_leaving_out_a_part_changes_an_answer(name: str, mutant: Question) -> None:
    question = ALL[name]
    for one, want in cases(name):
        got = Naive(one.drawing).rows(mutant, one.given, one.literals)
        if answers(question, got) != answers(question, want):
            return
    pytest.fail("no graph tells this mutant from the question")


def answers(question: Question, rows: Sequence[Row]) -> set[tuple[str, ...]]:
    return {tuple(row[name] for name in question.answer) for row in rows}


def test_the_mutants_hold_every_kind_of_part() -> None:
    kinds = {str(param.id).partition(": ")[2].partition(" ")[0] for param in MUTANTS}
    assert kinds == {"less", "same", "unless"}


def test_all_questions_are_here_but_the_one_without_arrows() -> None:
    """Introductions are paths, held to networkx in tests/graph/analysis/test_introductions.py."""
    assert questions().keys() - ALL.keys() == {"introductions"}


# ── whatever is composed ────────────────────────────────────────────────────────────────────────


def drafted(seed: int) -> Question:
    """Return a question made of what the builder offers, with some things filled in."""
    chance = Random(f"draft {seed}")
    draft = Draft(chance.choice(["Initiative", "Post", "Area", "Theme", "Person", "Grant", "Need"]))
    for _ in range(chance.randint(1, 4)):
        chosen = chance.choice(draft.options(chance.choice(draft.names)))
        ends = [None, *draft.fitting(chosen)]
        draft = draft.add(chosen, to=chance.choice(ends), absent=chance.random() < 0.25)
        text = chance.choice(draft.texts)
        if chance.random() < 0.4:
            draft = draft.reach(text, chance.choice(list(Reach)))
        draft = Draft.read(draft.seek, draft.texts)
    labels = {name: name for name in draft.names[1:] if chance.random() < 0.3}
    assert all(sentence(draft, labels, lang) for lang in LANGUAGES)
    return replace(question(draft, labels), name=f"draft {seed}")


@cache
def composed(seed: int) -> Sequence[tuple[Question, Case, list[Row]]]:
    """Return a composed question on some graphs, with what the naive reading answers."""
    made = drafted(seed)
    some = [case(made, number) for number in range(3)]
    return [(made, one, Naive(one.drawing).rows(made, one.given, {})) for one in some]


@pytest.mark.parametrize("seed", range(DRAFTS))
def test_whatever_is_composed_is_answered_as_the_naive_reading(
    seed: int, tmp_path: Path, neo4j_server: Server
) -> None:
    for made, one, want in composed(seed):
        with draw(tmp_path / "g.sqlite", one.drawing) as graph:
            load(graph, neo4j_server)
            for engine in ENGINES:
                assert bindings(graph, made, one.given, {}, engine) == want, engine


def test_most_of_what_is_composed_has_answers() -> None:
    found = [bool(want) for seed in range(DRAFTS) for _, _, want in composed(seed)]
    assert sum(found) > len(found) / 2
