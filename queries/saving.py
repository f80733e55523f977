"""Keeps a composed question as a file of its own in the home folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomli_w

from graph.errors import QuestionError
from graph.naming import plain, slug
from graph.whole import whole
from queries.compose import Draft
from queries.question import FOLDER, read_question


def save(draft: Draft, labels: Mapping[str, str], title: str, folder: Path) -> Path:
    """Write the question as a file of its own in `folder`; raises QuestionError if it is taken."""
    name = slug(title).replace("-", "_")
    if not plain(title):
        raise QuestionError("question.no_title")
    path = folder / f"{name}.toml"
    if path.exists() or (FOLDER / path.name).exists():
        raise QuestionError("question.taken", value=title)
    draft.question(labels, title)
    folder.mkdir(parents=True, exist_ok=True)
    with whole(path) as part:
        part.write_bytes(tomli_w.dumps(draft.table(labels, title)).encode())
        read_question(part)
    return path
