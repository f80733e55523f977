"""Sentences from a question's own templates: parts in [brackets] go when something is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_PART: Final = re.compile(r"\[([^\[\]]*)\]")
_FIELD: Final = re.compile(r"\{(\w+)\}")


def fill(template: str, known: Mapping[str, object]) -> str:
    """Return `template` filled in; a [part] with an unknown or empty field is left out."""
    whole = _PART.sub(lambda found: found[1] if _complete(found[1], known) else "", template)
    text = _FIELD.sub(lambda found: str(known.get(found[1], "…")), whole)
    text = re.sub(r"\s+", " ", text).strip()
    return text[:1].upper() + text[1:]


def _complete(part: str, known: Mapping[str, object]) -> bool:
    return all(known.get(name) not in (None, "", 0, "0") for name in _FIELD.findall(part))
