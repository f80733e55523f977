"""An optional language model as extractor, at any address that speaks the OpenAI protocol.

Off unless somebody gives an address: the text of the report then leaves this machine. What the
model says is never believed: a fact whose quote is not literally in the text is dropped, and no
fact of a model is accepted without a person.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Protocol

from graph.errors import SamenspelError
from graph.schema import Property, Relation, schema
from graph.statement import State
from graph.texts import say
from graph.whole import whole
from ingest.prose.document import Document
from ingest.prose.entities import Entities, Entity
from ingest.prose.extraction import Candidate, Extraction, extract
from ingest.prose.fitting import declared
from ingest.prose.knowledge import Knowledge
from ingest.prose.prompt import SCHEMA, VERSION, question

CEILING: Final = 0.75
"""No fact of a model is surer than this; automatic acceptance begins far higher."""
_PIECE: Final = 6000
_TRIES: Final = 2
_NAMELESS: Final = frozenset(
    {"Need", "Offer", "Commitment", "Grant", "Theme", "TargetGroup", "Post"}
)


class ModelError(SamenspelError):
    """The language model cannot be reached, is too slow, or does not answer in the agreed form."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model is; `timeout` in seconds; `cache` is a folder for its answers."""

    url: str
    model: str
    key: str | None = None
    timeout: float = 60.0
    cache: Path | None = None

    @classmethod
    def from_environment(cls, cache: Path | None = None) -> Settings | None:
        """Return the settings of SAMENSPEL_MODEL_URL, _NAME and _KEY; None when there is no URL."""
        url = os.environ.get("SAMENSPEL_MODEL_URL")
        if not url:
            return None
        name = os.environ.get("SAMENSPEL_MODEL_NAME", "default")
        return cls(url, name, os.environ.get("SAMENSPEL_MODEL_KEY"), cache=cache)


class Extractor(Protocol):
    """What reads a document: the rules alone, or with a model beside them."""

    def __call__(
        self,
        document: Document,
        knowledge: Knowledge | None = None,
        *,
        source: str | None = None,
        area: str | None = None,
    ) -> Extraction:
        """Return what the document says."""


def warning(settings: Settings, lang: str = "nl") -> str:
    """Return what a person must know before the text of a report goes to a model."""
    return say("report.model_warning", lang, url=settings.url)


def model_extractor(settings: Settings) -> Extractor:
    """Return an extractor like `extract` that adds what a language model proposes."""

    def read(
        document: Document,
        knowledge: Knowledge | None = None,
        *,
        source: str | None = None,
        area: str | None = None,
    ) -> Extraction:
        extraction = extract(document, knowledge, source=source, area=area)
        known = {_key(c) for c in extraction.candidates}
        for start, text in _pieces(document.original):
            for raw in ask_model(settings, text):
                made = _candidate(raw, start, text, extraction.entities)
                if made is not None and _key(made) not in known:
                    known.add(_key(made))
                    extraction.candidates.append(made)
        extraction.candidates.sort(key=lambda c: (c.start, c.end, c.relation))
        return extraction

    return read


def _key(candidate: Candidate) -> tuple[str, str, str]:
    end = candidate.object.id if candidate.object else str(candidate.value)
    return candidate.subject.id, candidate.relation, end


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, text) of parts that end at an empty line where there is one."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            cut = text.rfind("\n\n", start + 1, end)
            end = cut if cut > start else end
        if text[start:end].strip():
            yield start, text[start:end]
        start = end


# ── asking ────────────────────────────────────────────────────────────────────────────────────


def ask_model(settings: Settings, text: str) -> list[Mapping[str, Any]]:
    """Return the facts that the model proposes for a text; raises ModelError. Answers are kept."""
    kept = _kept(settings, text)
    if kept is not None and kept.exists():
        return _facts_in(kept.read_text("utf-8"))
    for attempt in range(1, _TRIES + 1):
        answer = _post(settings, text)
        try:
            found = _facts_in(answer)
        except ModelError:
            if attempt == _TRIES:
                raise
            continue
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            with whole(kept) as part:
                part.write_text(answer, "utf-8")
        return found
    return []


def _kept(settings: Settings, text: str) -> Path | None:
    if settings.cache is None:
        return None
    name = "\x1f".join((VERSION, settings.url, settings.model, text))
    return settings.cache / f"{blake2b(name.encode(), digest_size=16).hexdigest()}.json"


def _post(settings: Settings, text: str) -> str:
    body = {
        "model": settings.model,
        "temperature": 0,
        "messages": question(text),
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "facts", "strict": True, "schema": SCHEMA},
        },
    }
    headers = {"Content-Type": "application/json"}
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    address = f"{settings.url.rstrip('/')}/chat/completions"
    try:
        if not address.startswith(("http://", "https://")):
            raise ValueError(address)
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=settings.timeout) as reply:
            whole = json.loads(reply.read().decode("utf-8"))
        return str(whole["choices"][0]["message"]["content"])
    except TimeoutError:
        raise ModelError("model_slow", url=settings.url, seconds=settings.timeout) from None
    except urllib.error.URLError as error:
        slow = isinstance(error.reason, TimeoutError)
        key = "model_slow" if slow else "model_unreachable"
        raise ModelError(
            key, url=settings.url, seconds=settings.timeout, reason=error.reason
        ) from None
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelError("model_answer", url=settings.url, reason=type(error).__name__) from None


def _facts_in(answer: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(answer)["facts"]
        return [fact for fact in found if isinstance(fact, dict)]
    except (ValueError, KeyError, TypeError):
        raise ModelError("model_answer", url="", reason="JSON") from None


# ── believing ─────────────────────────────────────────────────────────────────────────────────


def _candidate(
    raw: Mapping[str, Any], offset: int, text: str, entities: Entities
) -> Candidate | None:
    """Return a proposal, or None when its quote, its names or its relation do not hold."""
    quote, relation = raw.get("quote"), raw.get("relation")
    if not isinstance(quote, str) or not quote.strip() or not isinstance(relation, str):
        return None
    at = text.find(quote)
    subject = _thing(raw.get("subject"), text, entities)
    if at < 0 or subject is None:
        return None
    known = declared(subject.type, relation)
    target = _thing(raw.get("object"), text, entities) if isinstance(known, Relation) else None
    value = raw.get("value") if isinstance(known, Property) and known.value != "money" else None
    if isinstance(known, Relation) and (
        target is None or not any(schema().is_a(target.type, t) for t in known.targets)
    ):
        return None
    if target is None and not (isinstance(value, str) and value and value in text):
        return None
    given = raw.get("certainty")
    sure = min(float(given), CEILING) if isinstance(given, int | float) else CEILING / 2
    return Candidate(
        subject,
        relation,
        target,
        value if target is None else None,
        {},
        quote,
        offset + at,
        offset + at + len(quote),
        "model",
        max(0.0, round(sure, 2)),
        State.PROPOSED,
    )


def _thing(raw: Any, text: str, entities: Entities) -> Entity | None:
    """Return the thing that a model names, if its name is in the text and its type exists."""
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
        return None
    name, type_name = raw["name"].strip(), raw.get("type")
    known = schema().types.get(type_name) if isinstance(type_name, str) else None
    if known is None or known.abstract or not name:
        return None
    same = next(
        (e for e in entities if name in e.variants | {e.name} and e.type == type_name), None
    )
    if same is not None:
        return same
    if name not in text and known.name not in _NAMELESS:
        return None
    return entities.add(known.name, name)
