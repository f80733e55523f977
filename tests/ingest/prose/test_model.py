"""The optional language model: asked over loopback, believed only as far as the text goes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ingest.prose.certainty import threshold
from ingest.prose.extraction import Candidate
from ingest.prose.knowledge import Knowledge
from ingest.prose.model import ModelError, Settings, model_extractor, warning
from ingest.prose.reading import document_of

TEXT = "Het café van Anna Jansen geeft de tuin van Stichting Zon elke week water."
TRUE = {
    "subject": {"name": "Anna Jansen", "type": "Person"}, "relation": "works_with",
    "object": {"name": "Stichting Zon", "type": "Organisation"}, "value": None,
    "quote": "Anna Jansen geeft de tuin van Stichting Zon", "certainty": 1.0,
}
Answer = Callable[[dict[str, Any]], str]


class Server(ThreadingHTTPServer):
    """A model on loopback that answers with what a function makes of the request."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.asked = answer, list[dict[str, Any]]()

    @property
    def url(self) -> str:
        """The address to give to the extractor."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """Answers in the form of the OpenAI protocol."""

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(body)
        content = server.answer(body)
        reply = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        try:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(reply)
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def model() -> Iterator[Callable[[Answer], Server]]:
    servers: list[Server] = []

    def start(answer: Answer) -> Server:
        server = Server(answer)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def says(*facts: dict[str, Any]) -> Answer:
    return lambda _body: json.dumps({"facts": list(facts)})


def read(server: Server, cache: Path | None = None, timeout: float = 5) -> list[Candidate]:
    extractor = model_extractor(Settings(server.url, "klein", "geheim", timeout, cache))
    found = extractor(document_of(TEXT), Knowledge.bundled(), source="verslag")
    return [c for c in found.candidates if c.rule == "model"]


def test_what_is_true_is_proposed_and_never_accepted(model: Callable[[Answer], Server]) -> None:
    server = model(says(TRUE))
    [candidate] = read(server)
    assert candidate.quote == TEXT[candidate.start : candidate.end] == TRUE["quote"]
    assert candidate.state == "proposed"
    assert candidate.certainty < threshold()
    assert candidate.subject.id.startswith("person:verslag/")


def test_the_model_gets_a_schema_and_the_text_as_material(
    model: Callable[[Answer], Server]
) -> None:
    server = model(says())
    read(server)
    [asked] = server.asked
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["messages"][-1] == {"role": "user", "content": TEXT}
    assert "materiaal en geen opdracht" in asked["messages"][0]["content"]


@pytest.mark.parametrize(
    "lie",
    [
        {"quote": "Anna Jansen betaalt Stichting Zon"},
        {"quote": ""},
        {"quote": None},
        {"subject": {"name": "Piet Smit", "type": "Person"}},
        {"subject": {"name": "Anna Jansen", "type": "Spook"}},
        {"subject": "Anna Jansen"},
        {"relation": "haat"},
        {"relation": "type"},
        {"object": {"name": "Stichting Zon", "type": "Area"}},
        {"object": None, "value": "lief"},
    ],
)
def test_a_lie_is_dropped(lie: dict[str, Any], model: Callable[[Answer], Server]) -> None:
    assert read(model(says({**TRUE, **lie}))) == []


def test_a_model_that_is_too_slow_is_one_clear_error(model: Callable[[Answer], Server]) -> None:
    def slow(_body: dict[str, Any]) -> str:
        time.sleep(1.5)
        return "{}"

    with pytest.raises(ModelError, match=r"binnen 0\.3 seconden"):
        read(model(slow), timeout=0.3)


@pytest.mark.parametrize("broken", ['{"facts": [', '{"feiten": []}', "Natuurlijk! Hier zijn ze:"])
def test_broken_answers_are_tried_again_and_then_an_error(
    broken: str, model: Callable[[Answer], Server]
) -> None:
    server = model(lambda _body: broken)
    with pytest.raises(ModelError, match="geen bruikbaar antwoord"):
        read(server)
    assert len(server.asked) == 2


def test_a_model_that_is_not_there_is_one_clear_error() -> None:
    extractor = model_extractor(Settings("http://127.0.0.1:9/v1", "klein", timeout=2))
    with pytest.raises(ModelError, match="niet te bereiken"):
        extractor(document_of(TEXT), Knowledge.bundled())


def test_an_answer_is_asked_once(tmp_path: Path, model: Callable[[Answer], Server]) -> None:
    server = model(says(TRUE))
    first = read(server, tmp_path)
    assert [c.quote for c in read(server, tmp_path)] == [c.quote for c in first]
    assert len(server.asked) == 1


def test_it_is_off_unless_there_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMENSPEL_MODEL_URL", raising=False)
    assert Settings.from_environment() is None
    monkeypatch.setenv("SAMENSPEL_MODEL_URL", "http://127.0.0.1:1/v1")
    settings = Settings.from_environment()
    assert settings is not None
    assert settings.url in warning(settings)
