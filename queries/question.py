"""A question: one TOML file that says what is given, which arrows must hold, and what to show."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.errors import QuestionError, SamenspelError
from graph.home import Home
from graph.near import near_misses
from graph.schema import Label, schema
from queries.checks import (
    check_keys,
    check_literals,
    check_method,
    check_names,
    check_otherwise,
    check_types,
)
from queries.language.pattern import Arrow, parse_arrow
from queries.language.reading import Pattern, read_pattern, typing
from queries.language.typing import Types
from queries.specs import check

FOLDER: Final = Path(__file__).parent
RANKS: Final = ("closeness", "freshness", "certainty", "count", "amount", "score")
PEOPLE: Final = ("bewoner", "makelaar", "beleidsmaker")


@dataclass(frozen=True, slots=True)
class Rank:
    """One key to rank by: `of` names a variable (closeness, count) or a status (amount)."""

    by: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a property: one of `values`, or without those a day that came or any value."""

    of: str
    property: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A checked question, ready to be asked."""

    name: str
    title: Label
    wording: Label
    audience: tuple[str, ...]
    given: Mapping[str, str]
    optional: frozenset[str]
    pattern: Pattern | None
    answer: tuple[str, ...]
    either_order: bool = False
    unless: tuple[Test, ...] = ()
    rank: tuple[Rank, ...] = ()
    show: tuple[Arrow, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    warn: Mapping[str, Label] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    tally: str | None = None
    sum: str | None = None
    method: str | None = None
    otherwise: tuple[str, ...] = ()
    sentence: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file: Path | None = None

    def things(self) -> dict[str, str]:
        """Return what is given as a thing: name to type."""
        return {name: kind for name, kind in self.given.items() if "." not in kind}

    def literals(self) -> dict[str, Test]:
        """Return what is given as a value of a property ('Grant.year'), and of which name."""
        found = {}
        for name, kind in self.given.items():
            type_name, _, prop = kind.partition(".")
            if prop and self.pattern:
                known = self.pattern.certain().items()
                of = next(n for n, types in known if types <= schema().below(type_name))
                found[name] = Test(of, prop)
        return found


def read_question(path: Path) -> Question:
    """Read and check one question file; raises QuestionError naming the file and what is wrong."""
    try:
        return make_question(path.stem, tomllib.loads(path.read_text("utf-8")), path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuestionError("question.toml", file=path.name, reason=str(error)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QuestionError("question.unreadable", file=path.name, reason=reason) from None


def make_question(name: str, table: Mapping[str, Any], path: Path | None = None) -> Question:
    """Check the parts of a question, as read from TOML or composed by a user."""
    file = path.name if path else f"{name}.toml"
    check_keys(file, table)
    check_otherwise(file, table.get("otherwise", ()), _beside(path))
    answer = _names(table.get("answer", ()))
    given = dict(table.get("given", {}))
    check_types(file, [*given.values(), *table.get("types", {}).values()])
    pattern = None
    if "method" in table:
        check_method(file, table["method"], given)
    else:
        if not answer:
            raise QuestionError("question.missing", file=file, key="answer")
        pattern = read_pattern(
            file, pattern=table.get("pattern", ()), answer=answer,
            given={n: t for n, t in given.items() if "." not in t},
            optional=[n for n in table.get("optional", ()) if "." not in given.get(n, "")],
            absent=table.get("absent", ()), differ=table.get("differ", ()),
            types=table.get("types"),
        )
        check_literals(file, given, pattern)
    show, types = _show(file, table.get("show", ()), pattern)
    if pattern:
        check(file, table.get("fields", {}), types)
        check_names(file, filter(None, [table.get("sum")]), dict(pattern.types))
    return Question(
        name, _label(file, table, "title"), _label(file, table, "wording"),
        tuple(table.get("audience", PEOPLE)), given, frozenset(table.get("optional", ())), pattern,
        answer, table.get("either_order", False),
        tuple(_test(file, text, types) for text in table.get("unless", ())),
        tuple(_rank(file, entry, pattern) for entry in table.get("rank", ())),
        show, table.get("fields", {}), _warn(file, table.get("warn", {}), types),
        table.get("labels", {}), table.get("tally"), table.get("sum"), table.get("method"),
        tuple(table.get("otherwise", ())), table.get("sentence", {}), path,
    )


def _beside(path: Path | None) -> set[str]:
    """Return the names of the questions that come along and of those beside `path`."""
    folders = (FOLDER, path.parent) if path else (FOLDER,)
    return {found.stem for folder in folders for found in folder.glob("*.toml")}


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _warn(file: str, table: Mapping[str, Any], types: Types) -> dict[str, Label]:
    """Check the shown names to warn for when they are stale."""
    check_names(file, table, types)
    return {name: _label(file, table, name) for name in table}


def _label(file: str, table: Mapping[str, Any], key: str) -> Label:
    label = table.get(key)
    if not isinstance(label, dict) or not {"nl", "en"} <= set(label):
        raise QuestionError("question.label", file=file, key=key)
    return label


def _test(file: str, text: str, types: Types) -> Test:
    """Read 'post.ended' or 'need.status = met|ended'."""
    left, _, right = text.partition("=")
    of, _, name = left.strip().partition(".")
    check_names(file, [of], types)
    known = {p for kind in types[of] for p in schema()[kind].properties}
    if name not in known:
        raise QuestionError(
            "question.property", file=file, value=f"{of}.{name}", near=near_misses(name, known)
        )
    return Test(of, name, tuple(v.strip() for v in right.split("|")) if right else ())


def _rank(file: str, entry: Mapping[str, str], pattern: Pattern | None) -> Rank:
    by, of = entry.get("by", ""), entry.get("of", "")
    if by not in RANKS:
        raise QuestionError("question.rank", file=file, value=by, expected=", ".join(RANKS))
    if pattern and by == "closeness":
        check_names(file, [of], dict(pattern.types))
    if pattern and by == "count":
        check_names(file, [of], pattern.certain())
    return Rank(by, of)


def _show(
    file: str, texts: Sequence[str], pattern: Pattern | None
) -> tuple[tuple[Arrow, ...], Types]:
    """Read the arrows to show; each must start from a name that is known by then."""
    arrows = tuple(parse_arrow(text, file) for text in texts)
    types = dict(pattern.types) if pattern else {}
    known = set(types)
    for arrow in arrows:
        typing().check_relations(arrow, file)
        if not arrow.names & types.keys():
            raise QuestionError("question.name", file=file, value=str(arrow), near=sorted(types))
        for name, kinds in typing().infer([arrow], {}, file, types).items():
            if name not in known:
                types[name] = types.get(name, frozenset()) | kinds
    return arrows, types


@cache
def _bundled() -> dict[str, Question]:
    return {path.stem: read_question(path) for path in sorted(FOLDER.glob("*.toml"))}


def questions(home: Home | None = None) -> dict[str, Question]:
    """Return the bundled questions and those saved in `home`; a broken saved one is left out."""
    found = dict(_bundled())
    for path in _saved(home):
        try:
            found.setdefault(path.stem, read_question(path))
        except SamenspelError:
            continue
    return found


def broken(home: Home, reserved: Container[str] = ()) -> dict[str, SamenspelError]:
    """Return what is wrong with the saved questions that cannot be asked, by file name.

    Nor can one that is called as a question that comes along, or as something `reserved`.
    """
    errors: dict[str, SamenspelError] = {}
    for path in _saved(home):
        try:
            read_question(path)
            if path.stem in _bundled() or path.stem in reserved:
                raise QuestionError("question.hidden", file=path.name)
        except SamenspelError as error:
            errors[path.name] = error
    return errors


def fallbacks(question: Question) -> Iterator[Question]:
    """Yield the questions to try otherwise: bundled, or saved beside `question`."""
    for name in question.otherwise:
        beside = question.file.with_name(f"{name}.toml") if question.file else None
        if name not in _bundled() and beside and beside.exists():
            yield read_question(beside)
        else:
            yield find_question(name)


def find_question(name: str, home: Home | None = None) -> Question:
    """Return a question by name; raises QuestionError with near misses or the file's own error."""
    known = questions(home)
    if name in known:
        return known[name]
    for path in _saved(home):
        if path.stem == name:
            return read_question(path)
    raise QuestionError("question.unknown", value=name, near=near_misses(name, known))


def _saved(home: Home | None) -> Iterator[Path]:
    if home:
        yield from sorted(home.questions.glob("*.toml"))
