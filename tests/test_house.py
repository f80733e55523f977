"""The house rules, held by tests: which way imports run, how big files are, which texts there are.

Imports run one way: graph ← ingest, graph ← queries ← explorer ← app, all ← commands ← cli.
"""

from __future__ import annotations

import ast
import re
import string
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from graph.texts import LANGUAGES, catalogue
from ingest.bundled import FOLDER

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "graph": {"graph"},
    "ingest": {"graph", "ingest"},
    "queries": {"graph", "queries"},
    "explorer": {"graph", "queries", "explorer", "ingest"},
    "app": {"graph", "queries", "explorer", "ingest"},
    "commands": {"graph", "queries", "ingest", "commands"},
    "cli": {"graph", "queries", "ingest", "commands"},
}
ONLY_IN = {
    "streamlit": ("explorer/", "app.py"),
    "pyvis": ("explorer/",),
    "neo4j": ("graph/engines/neo4j", "graph/load/neo4j"),
    "rdflib": ("graph/engines/rdf", "graph/rdf/"),
}
LONGEST = 300
INDIRECT = {"pandas": "streamlit", "altair": "streamlit", "pyoxigraph": "oxrdflib"}
"""Imported libraries that come with another one that is declared."""


@cache
def tracked() -> list[Path]:
    """Return all files of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [p for name in listed.stdout.split("\0") if name and (p := ROOT / name).is_file()]


def modules() -> list[Path]:
    """Return the Python files that users run: not tests, benchmarks and tools."""
    return [p for p in tracked() if p.suffix == ".py"
            and relative(p).partition("/")[0].removesuffix(".py") in MAY_IMPORT]


def relative(path: Path) -> str:
    """Return a path as people write it."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the top-level names of everything a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{relative(path)}: relative import"
            yield node.module.partition(".")[0]


def test_imports_run_one_way() -> None:
    wrong = [
        (relative(path), name) for path in modules() for name in imports(path)
        if name in MAY_IMPORT
        and name not in MAY_IMPORT[relative(path).partition("/")[0].removesuffix(".py")]
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_own_place(library: str) -> None:
    users = [relative(path) for path in modules() if library in set(imports(path))]
    assert [user for user in users if not user.startswith(ONLY_IN[library])] == []


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {plain(d) for d in project["dependencies"]}
    optional = {plain(d) for group in project["optional-dependencies"].values() for d in group}
    names = packages_distributions()
    used = {
        plain(INDIRECT.get(dist, dist)) for path in modules() for name in imports(path)
        for dist in names.get(name, [])[:1] if name not in MAY_IMPORT
    } - {"samenspel"}
    assert used - declared - optional == set()
    assert declared - used == set()


def plain(requirement: str) -> str:
    """Return the name of a requirement without version and extras."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_files_are_short_enough_to_read() -> None:
    code = [p for p in tracked() if p.suffix == ".py" and "benchmarks" not in p.parts]
    lengths = {relative(p): len(p.read_text("utf-8").splitlines()) for p in code}
    assert {name: n for name, n in lengths.items() if n >= LONGEST} == {}


def test_nothing_is_put_where_nobody_looks_for_it() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    assert [relative(p) for p in tracked() if p.name in vague] == []


def test_every_public_name_says_what_it_is() -> None:
    silent = [
        f"{relative(path)}: {node.name}" for path in modules()
        for node in public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node) and not overloaded(node)
    ]
    assert silent == []


def public(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield public functions and classes, and the public methods of public classes."""
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def overloaded(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Tell whether a node is a method of a Protocol that is only `...`, documented by its class."""
    return all(isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in node.body)


def test_every_file_says_what_it_is() -> None:
    silent = [relative(p) for p in modules()
              if p.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text()))]
    assert silent == []


def test_every_source_says_how_much_is_expected() -> None:
    sources = [*FOLDER.glob("*/source.toml"), *(ROOT / "ingest/sources").glob("*.toml")]
    assert len(sources) > 4
    silent = [p.name for p in sources if not tomllib.loads(p.read_text("utf-8")).get("expect")]
    assert silent == []


def test_both_languages_have_the_same_texts_with_the_same_fields() -> None:
    dutch, english = (catalogue(lang) for lang in LANGUAGES)
    assert set(dutch) == set(english)
    assert {k for k in dutch if fields(dutch[k], "nl") != fields(english[k], "en")} == set()


def fields(text: str, lang: str) -> set[str]:
    """Return the names of the fields in a text; `choices_nl` answers to `choices_en`."""
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name)
    return {name.removesuffix(f"_{lang}") for name in names}


def test_every_text_is_used() -> None:
    strings = {s for path in modules() for s in literals(path)}
    stems = {s for s in strings if s.endswith((".", "_"))}
    unused = [
        key for key in catalogue("nl")
        if not any(key[i:] in strings for i in starts(key))
        and not any(key[i:].startswith(stem) for i in starts(key) for stem in stems
                    if stem != key[i:])
    ]
    assert unused == []


def starts(key: str) -> list[int]:
    """Return the places where a dotted key, or what is left of it below a section, begins."""
    return [0, *(i + 1 for i, letter in enumerate(key) if letter == ".")][: key.count(".") + 1]


def literals(path: Path) -> Iterator[str]:
    """Yield all strings of a file; of an f-string the part before the first field."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_nothing_points_at_one_machine() -> None:
    marks = re.compile(
        rb"/(?:home|Users|root|work)/\w|[A-Z]:\\\\Users|pypi\.org|pythonhosted|jfrog|artifactory"
    )
    skipped = {".lock", ".png", ".svg"}
    found = [relative(p) for p in tracked() if p.suffix not in skipped
             and p != Path(__file__) and marks.search(p.read_bytes())]
    assert found == []


def test_the_changelog_is_open_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in text


def test_everything_needed_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])
    needed = {relative(p).partition("/")[0] for p in modules()} | {"data", ".streamlit"}
    assert needed == shipped
