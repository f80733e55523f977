"""Writes docs/command-line.md and docs/model.md from the code; a test holds them equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from cli import front
from commands.terminal.command import Group
from commands.terminal.session import Session
from graph.home import Home
from graph.schema import EntityType, Property, Relation, schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
_NOTE = "<!-- Made by tools/write_docs.py from the code: change that, and run it again. -->"


def command_line() -> str:
    """Return the page about all commands and options."""
    session = Session(Home(Path("samenspel")), "en")
    with front.make_context("samenspel", ["--help"], obj=session, resilient_parsing=True) as ctx:
        parts = "\n".join(_commands(front, ctx))
    return f"""# The command line

{_NOTE}

`samenspel COMMAND --help` tells the same, in Dutch; add `--lang en` for English.

Exit codes: 0 done, 1 nothing found, 2 wrong use or bad input, with one line that says what and
where. `ingest` also ends with 2 when rows were refused; the good rows are in the ledger then.
With `--format json` only JSON is on standard output; progress and notices are on standard error.

{parts}"""


def _commands(group: Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None:
            continue
        with click.Context(command, info_name=name, parent=ctx, resilient_parsing=True) as below:
            help_text = _without_given(command.get_help(below))
            yield f"## {below.command_path}\n\n```\n{help_text}\n```\n"
            if isinstance(command, Group):
                yield from _commands(command, below)


def _without_given(text: str) -> str:
    """Leave out the options that come from question files: a new question changes no page."""
    lines = text.splitlines()
    kept = [line for line in lines if not line.endswith("that it is about")]
    if len(kept) < len(lines):
        kept = [re.sub(r"(\S) {2,}", r"\1  ", line) for line in kept]
    return "\n".join(kept)


def model() -> str:
    """Return the page about the types."""
    types = schema()
    concrete = "\n".join(_type(t) for t in types.concrete())
    return f"""# The model

{_NOTE}

One TOML file per type in `graph/types/`. A type has everything of the type it extends; that is
repeated here, so that each table is complete. *Personal* values stay out of every graph but the
steward's. What is *over* (`unless` in a question) is left out of questions that people make.

{concrete}"""


def _type(found: EntityType) -> str:
    head = f"## {found.name}\n\n{found.label['nl']} / {found.label['en']}"
    over = ", ".join(f"`{test}`" for test in found.over)
    facts = [f"extends {found.extends}" if found.extends else "", found.same_as or "",
             f"over when {over}" if over else ""]
    said = "; ".join(filter(None, facts))
    return f"{head} ({said})\n\n{_properties(found.properties)}\n{_relations(found.relations)}"


def _properties(properties: Mapping[str, Property]) -> str:
    rows = [
        f"| `{p.name}` | {p.label['nl']} | {p.label['en']} | {_value(p)} | {p.same_as or ''} |"
        for p in properties.values()
    ]
    return "\n".join(("| property | Dutch | English | value | standard |", "|---|---|---|---|---|",
                      *rows, ""))


def _value(found: Property) -> str:
    words = [found.value]
    if found.choices:
        words.append(", ".join(f"`{choice}`" for choice in found.choices))
    if found.status:
        words.append(f"status {found.status}")
    if found.personal:
        words.append("*personal*")
    return "; ".join(words)


def _relations(relations: Mapping[str, Relation]) -> str:
    if not relations:
        return ""
    rows = [
        f"| `{r.name}` | {r.label['nl']} | {r.label['en']} | {', '.join(r.targets)} |"
        f" {_manner(r)} |" for r in relations.values()
    ]
    return "\n".join(("| relation | Dutch | English | to | |", "|---|---|---|---|---|", *rows, ""))


def _manner(found: Relation) -> str:
    inverse = f"inverse `{found.inverse}`" if found.inverse else ""
    derived = f"derived by {found.derived}" if found.derived else ""
    marks = ("transitive" if found.transitive else "", "symmetric" if found.symmetric else "")
    return "; ".join(filter(None, (inverse, *marks, derived)))


def pages() -> dict[Path, str]:
    """Return what each made page must hold."""
    return {DOCS / "command-line.md": command_line(), DOCS / "model.md": model()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(path.name)
