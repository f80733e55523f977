"""Reading files into the ledger from the command line: progress, and a summary per file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands.terminal.output import notice, write_json, write_table
from commands.terminal.session import Session
from graph.texts import say

if TYPE_CHECKING:
    from ingest.prose.model import Extractor
    from ingest.summary import Summary

_COLUMNS: Final = ("file", "rows", "added", "changed", "ended", "confirmed", "refused")
_SHOWN_REFUSALS: Final = 20


def read(
    session: Session, paths: Sequence[Path], source: str | None = None, *,
    date: str | None = None, title: str | None = None, model: bool = False,
) -> list[Summary]:
    """Read files and folders into the ledger of the session's home, and join names."""
    from graph.identity import join
    from graph.ledger import Ledger
    from ingest.reports import ingest

    extractor = _model(session) if model else None
    with Ledger(session.home.ledger) as ledger:
        with _bars() as progress:
            summaries = ingest(
                ledger, paths, source, date=date, title=title, progress=progress,
                extractor=extractor,
            )
        join(ledger)
    return summaries


def _model(session: Session) -> Extractor:
    """Return the language model that the environment names, after saying what that means."""
    from graph.errors import InputError
    from ingest.prose.model import Settings, model_extractor, warning

    settings = Settings.from_environment(session.home.path / "model")
    if settings is None:
        raise InputError("model_missing")
    notice(warning(settings, session.lang))
    return model_extractor(settings)


def report(session: Session, summaries: Sequence[Summary], format: str) -> int:
    """Say what each file brought; return 2 when a row was refused or a file could not be read."""
    lang = session.lang
    if format == "json":
        write_json([_as_json(summary, lang) for summary in summaries])
    else:
        write_table([say(f"read.{name}", lang) for name in _COLUMNS], map(_row, summaries))
    tell(summaries, lang)
    return 2 if any(s.refused or s.error for s in summaries) else 0


def tell(summaries: Sequence[Summary], lang: str) -> None:
    """Say which rows were refused and what else is worth knowing."""
    for summary in summaries:
        _tell(summary, lang)


def _row(summary: Summary) -> list[object]:
    return [f"{summary.source}/{summary.file}", summary.rows, *summary.change,
            len(summary.refused)]


def _tell(summary: Summary, lang: str) -> None:
    for message in summary.notices:
        notice(message.message(lang))
    for refusal in summary.refused[:_SHOWN_REFUSALS]:
        notice(refusal.message(lang))
    if (more := len(summary.refused) - _SHOWN_REFUSALS) > 0:
        notice(say("read.more_refused", lang, count=more, file=summary.file))
    if summary.error:
        notice(summary.error.message(lang))


def _as_json(summary: Summary, lang: str) -> dict[str, Any]:
    return {
        "source": summary.source, "file": summary.file, "rows": summary.rows,
        "unchanged": summary.unchanged, **summary.change._asdict(),
        "rejected": [
            {"file": r.file, "row": r.row, "column": r.column, "value": r.value,
             "reason": r.reason.message(lang)} for r in summary.refused
        ],
        "notices": [message.message(lang) for message in summary.notices],
        "error": summary.error.message(lang) if summary.error else None,
    }


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show a bar per file on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _file, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    tasks: dict[str, Any] = {}
    with Progress(console=Console(stderr=True), transient=True) as bars:
        def show(file: str, done: int, total: int | None) -> None:
            if file not in tasks:
                tasks[file] = bars.add_task(file, total=total)
            bars.update(tasks[file], completed=done, total=total)

        yield show
