"""What a composed question becomes: a question to ask, and a file of its own in the home folder."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from graph.errors import QuestionError
from graph.naming import plain, slug
from graph.schema import schema
from graph.texts import LANGUAGES, say
from graph.whole import whole
from queries.compose import DRAFT, Draft
from queries.question import FOLDER, Question, make_question, read_question
from queries.telling import sentence


def table(draft: Draft, labels: Mapping[str, str], title: str | None = None) -> dict[str, Any]:
    """Return the question as it stands in a file; what is filled in becomes what is given."""
    given = {name: draft.type_of(name) for name in draft.names if name in labels}
    own = {lang: sentence(draft, labels, lang) for lang in LANGUAGES}
    wording = {lang: sentence(draft, {n: f"{{{n}}}" for n in given}, lang) for lang in LANGUAGES}
    return {
        "title": dict.fromkeys(LANGUAGES, title) if title else own, "wording": wording,
        "given": given, "types": draft.open_types(given),
        "pattern": list(map(str, draft.arrows)), "absent": list(map(str, draft.absent)),
        "differ": draft.differ(given), "unless": draft.unless(given), "answer": draft.root,
        "rank": [{"by": "certainty"}, {"by": "freshness"}],
        "sentence": {lang: _told(draft, lang) for lang in LANGUAGES},
    }


def _told(draft: Draft, lang: str) -> dict[str, str]:
    seek = schema()[draft.seek].plural[lang]
    return {"found": say("compose.found", lang, seek=seek), **{
        kind: say(f"compose.{kind}", lang) for kind in ("one", "nothing", "missing")
    }}


def question(draft: Draft, labels: Mapping[str, str], title: str | None = None) -> Question:
    """Return the question, ready to be asked; raises QuestionError for what cannot be."""
    return make_question(DRAFT, table(draft, labels, title))


def save(
    draft: Draft, labels: Mapping[str, str], title: str, folder: Path,
    reserved: Container[str] = (),
) -> Path:
    """Write the question as a file of its own in `folder`.

    Raises QuestionError if its name is that of another question, or `reserved` for something else.
    """
    name = slug(title).replace("-", "_")
    if not plain(title):
        raise QuestionError("question.no_title")
    path = folder / f"{name}.toml"
    if name in reserved or (FOLDER / path.name).exists():
        raise QuestionError("question.taken", value=title)
    question(draft, labels, title)
    folder.mkdir(parents=True, exist_ok=True)
    with whole(path) as part:
        part.write_bytes(tomli_w.dumps(table(draft, labels, title)).encode())
        read_question(part)
        _claim(path, part, title)
    return path


def _claim(path: Path, part: Path, title: str) -> None:
    """Give a file its name, unless that is there already: of two who save at once, one is told."""
    try:
        _link(path, part)
    except FileExistsError:
        raise QuestionError("question.taken", value=title) from None


def _link(path: Path, part: Path) -> None:
    """Let `path` hold what `part` does; raises FileExistsError when it is there already."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # exFAT and some network folders know no hard links
        with path.open("xb") as file:
            file.write(part.read_bytes())
