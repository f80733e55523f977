"""What README and docs say is tried: commands run, made pages are up to date, links lead somewhere.

Every line of a block marked `sh` that starts with `samenspel` is run, in order and in one home, and
must not fail. Not run: blocks without that mark (make, pip and git set up a machine) and lines that
wait for a reader (`samenspel serve`, `samenspel demo` without `--no-serve`).
"""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from cli import NOTHING_FOUND, run
from graph.derive import analyses
from graph.home import Home
from ingest.declared import DECLARATION, read_declaration
from ingest.declared import KEYS as DECLARED
from queries.question import make_question
from queries.shapes import KEYS
from tools.write_docs import pages

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WAITING = re.compile(r"samenspel (serve|demo(?!.*--no-serve))")


def blocks(page: Path, mark: str) -> list[str]:
    """Return the code blocks of a page that are marked `mark`."""
    return re.findall(rf"^```{mark}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """Return the lines of a page that are to be run."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [x for x in lines if x.startswith("samenspel") and not WAITING.match(x)]


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.name)
def test_every_command_of_a_page_runs(
    page: Path, own_demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMENSPEL_HOME", str(own_demo_home.path))
    own_demo_home.questions.mkdir(exist_ok=True)
    for block in blocks(page, "toml"):
        if "pattern" in tomllib.loads(block):
            (own_demo_home.questions / "initiatives_here.toml").write_text(block, "utf-8")
    for line in commands(page):
        code = run(shlex.split(line)[1:])
        said = capsys.readouterr()
        assert code in (0, NOTHING_FOUND), f"{line}\n{said.err}"


def test_the_question_in_the_docs_is_a_right_one() -> None:
    (block,) = blocks(ROOT / "docs/add-a-question.md", "toml")
    assert make_question("initiatives_here", tomllib.loads(block)).answer == ("initiative",)


def test_the_docs_explain_every_key_of_a_question() -> None:
    text = (ROOT / "docs/add-a-question.md").read_text("utf-8")
    assert {key for key in KEYS if f"`{key}`" not in text} == set()


def test_the_docs_tell_what_every_analysis_concludes() -> None:
    text = (ROOT / "docs/analyses.md").read_text("utf-8")
    names = {module.__name__.rpartition(".")[2] for module in analyses()}
    assert {name for name in names if f"| `{name}` |" not in text} == set()


def test_the_declaration_in_the_docs_is_a_right_one_and_names_every_key(tmp_path: Path) -> None:
    page = ROOT / "docs/your-own-lists.md"
    (block,) = blocks(page, "toml")
    (tmp_path / DECLARATION).write_text(block, "utf-8")
    declared = read_declaration(tmp_path, None)
    assert (declared.source.area, declared.expect) == ("area:GM0344", {"initiatieven": 150})
    text = page.read_text("utf-8")
    assert [key for key in DECLARED if not re.search(rf"\b{key}\b", text)] == []


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
def test_a_made_page_is_what_the_code_says_now(page: Path) -> None:
    assert page.read_text("utf-8") == pages()[page], "run: python -m tools.write_docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_environment_variable_is_explained() -> None:
    code = [p for p in ROOT.rglob("*.py") if not {".venv", "tests", "benchmarks"} & set(p.parts)]
    used = {v for p in code for v in re.findall(r"SAMENSPEL_[A-Z_]+", p.read_text("utf-8"))}
    text = "".join(page.read_text("utf-8") for page in PAGES)
    assert {name for name in used if name not in text} == set()
