"""Text out of .txt, .md, .html, .docx and .pdf; headings and bullets keep a mark in front."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from logging import CRITICAL, getLogger
from pathlib import Path
from typing import Any, Final

from graph.errors import InputError
from ingest.zipped import refuse_bomb

_MARKDOWN: Final = re.compile(
    r"(?<!\w)(?:\*\*|__|\*|_)(?=[^\s*_])|(?<=[^\s*_])(?:\*\*|__|\*|_)(?!\w)|!?\[(?=[^\]\n]*\]\()"
    r"|(?<=[^\s])\]\([^)\n]*\)|^\s{0,3}>\s?|`",
    re.MULTILINE,
)
_BROKEN: Final = re.compile(r"(?<=[a-zà-ÿ])-[ \t]*\r?\n[ \t]*(?=[a-zà-ÿ]{2})(?!en\b|of\b)")
_LONGEST_CELL: Final = 300
_SKIPPED: Final = frozenset("script style nav footer aside form button noscript svg head".split())
_BLOCKS: Final = frozenset(
    "p div section article main header ul ol table tr blockquote figure figcaption dl dt dd pre br"
    " body address td th".split()
)


@dataclass(slots=True)
class Raw:
    """The text of a file as its quotes are given; `pages` holds (offset, page number)."""

    text: str
    title: str | None = None
    pages: list[tuple[int, int]] = field(default_factory=list)
    drop: list[tuple[int, int]] = field(default_factory=list)


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "iso8859_15", "cp850", "mac_roman"]).best()
    if best is None:
        raise InputError("report_unreadable", file=name, reason="encoding")
    return str(best)


def _txt(path: Path) -> Raw:
    text = _decode(path.read_bytes(), path.name)
    return Raw(text, drop=[found.span() for found in _BROKEN.finditer(text)])


def _markdown(path: Path) -> Raw:
    text = _decode(path.read_bytes(), path.name)
    return Raw(text, drop=[found.span() for found in _MARKDOWN.finditer(text)])


def _html_parts(node: Any, depth: int = 0) -> Iterator[str]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in _SKIPPED or depth > 200:
        return
    cells = _cells(node) if tag == "tr" else []
    if cells:
        yield f"\n\n{' | '.join(cells)}\n\n"
        return
    if re.fullmatch(r"h[1-6]", tag):
        yield f"\n\n{'#' * int(tag[1])} {' '.join(node.text_content().split())}\n\n"
        return
    edge = "\n\n• " if tag == "li" else "\n\n" if tag in _BLOCKS else ""
    yield edge
    yield re.sub(r"\s+", " ", node.text or "")
    for child in node:
        yield from _html_parts(child, depth + 1)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield "\n\n" if edge else ""


def _cells(row: Any) -> list[str]:
    """Return the texts of a row of short cells; none of a row that only lays out a page."""
    found = [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
    short = len(found) > 1 and all(len(text) < _LONGEST_CELL for text in found)
    return found if short and any(found) else []


def _html(path: Path) -> Raw:
    from lxml import html

    text = _decode(path.read_bytes(), path.name)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return Raw("")
    root = html.document_fromstring(text)
    title = root.findtext(".//title")
    main = root.find(".//article")
    main = root.find(".//main") if main is None else main
    main = root.find(".//body") if main is None else main
    made = "".join(_html_parts(root if main is None else main))
    made = re.sub(r"[ \t]*\n[ \t]*", "\n", made)
    return Raw(re.sub(r"\n{3,}", "\n\n", made).strip(), title.strip() if title else None)


def _row(row: Any) -> str:
    """Return a row as one line, a merged cell once; a row of one cell as it stands."""
    cells = list({id(cell._tc): cell.text.strip() for cell in row.cells}.values())
    if sum(map(bool, cells)) < 2:
        return "".join(cells)
    return " | ".join(re.sub(r"\s+", " ", cell) for cell in cells)


def _docx(path: Path) -> Raw:
    import docx
    from docx.table import Table

    refuse_bomb(path)
    file = docx.Document(str(path))
    parts: list[str] = []
    for item in file.iter_inner_content():
        if isinstance(item, Table):
            parts += [_row(row) for row in item.rows]
            continue
        style = ((item.style.name or "") if item.style is not None else "").lower()
        mark = "# " if style.startswith(("heading", "kop", "title", "titel")) else ""
        numbered = item._p.pPr is not None and item._p.pPr.numPr is not None
        parts.append(
            (mark or ("• " if style.startswith(("list", "lijst")) or numbered else "")) + item.text
        )
    return Raw(
        "\n\n".join(part for part in parts if part.strip()), file.core_properties.title or None
    )


def _pdf(path: Path) -> Raw:
    from pypdf import PdfReader

    getLogger("pypdf").setLevel(CRITICAL)  # what is wrong is said once, by us
    reader = PdfReader(path)
    text, pages = "", []
    for number, page in enumerate(reader.pages, 1):
        pages.append((len(text), number))
        text += page.extract_text() + "\n"
    title = reader.metadata.title if reader.metadata else None
    drop = [found.span() for found in _BROKEN.finditer(text)]
    return Raw(text, title if title and " " in title else None, pages, drop)


READERS: Final[Mapping[str, Callable[[Path], Raw]]] = {
    ".txt": _txt,
    ".text": _txt,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}


def readable(path: Path) -> bool:
    """Tell whether a file is one of the kinds of report that can be read."""
    return path.suffix.lower() in READERS


def read_raw(path: Path) -> Raw:
    """Return the text of a report; raises InputError when the file cannot be read."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("unknown_kind", file=path.name, expected=", ".join(READERS))
    try:
        return reader(path)
    except InputError:
        raise
    except Exception as error:  # damaged files fail in every way the libraries know
        reason = f"{type(error).__name__}: {error}"
        raise InputError("report_unreadable", file=path.name, reason=reason) from error
