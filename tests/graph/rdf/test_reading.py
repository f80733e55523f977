"""What a graph holds goes out as linked data and comes in again with nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from rdflib import Graph as RdfGraph

from graph.errors import InputError
from graph.exports import export
from graph.home import Home
from graph.rdf.reading import read
from graph.rdf.staging import FORMATS
from graph.statement import AUDIENCES
from graph.store import Graph
from tests.drawing import Drawing, draw

TABLES: Final = {
    "meta": "SELECT * FROM meta ORDER BY key",
    "node": "SELECT * FROM node ORDER BY n",
    "alias": "SELECT a.id, n.id FROM alias a JOIN node n ON n.n = a.n ORDER BY a.id",
    "source": "SELECT * FROM source ORDER BY id",
    "relation": "SELECT name FROM relation ORDER BY name",
    "statement": "SELECT t.n, t.id, s.id, r.name, o.id, t.value, source, locator, quote,"
                 " valid_from, valid_until, seen, method, certainty, state, current, detail FROM"
                 " statement t JOIN node s ON s.n = t.s JOIN relation r ON r.r = t.r LEFT JOIN node"
                 " o ON o.n = t.o ORDER BY t.n",
    "basis": "SELECT * FROM basis ORDER BY statement, rests_on",
    "edge": "SELECT r.name, s, o, seen, certainty, sources, state FROM edge e JOIN relation r ON"
            " r.r = e.r ORDER BY r.name, s, o",
    "closure": "SELECT r.name, below, above, distance FROM closure c JOIN relation r ON r.r = c.r"
               " ORDER BY r.name, below, above",
    "search": "SELECT * FROM temp.words ORDER BY term, doc, col, offset",
}


def same(one: Graph, other: Graph) -> None:
    for graph in (one, other):
        graph.db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING"
                         " fts5vocab(main, search, instance)")
    for table, query in TABLES.items():
        assert one.db.execute(query).fetchall() == other.db.execute(query).fetchall(), table


def test_every_table_is_compared(small_home: Home) -> None:
    with Graph(small_home.graph("public")) as graph:
        made = {name for name, in graph.db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%' AND"
            " name NOT LIKE 'sqlite_%'")}
    assert made == set(TABLES)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_round_trip_through_turtle_loses_nothing(
    small_home: Home, tmp_path: Path, audience: str
) -> None:
    with Graph(small_home.graph(audience)) as graph:
        written = export(graph, "turtle", tmp_path / "out.ttl")
        with read(written, tmp_path / "back.sqlite") as back:
            same(graph, back)
    assert not list(tmp_path.glob("*.part"))


def test_the_round_trip_through_json_ld_loses_nothing(
    small_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_IRI", "https://data.voorbeeldstad.nl/id/")
    with Graph(small_home.graph("public")) as graph:
        written = export(graph, "jsonld", tmp_path / "out.jsonld")
        monkeypatch.delenv("SAMENSPEL_IRI")
        with read(written, tmp_path / "back.sqlite") as back:
            same(graph, back)


STRANGE: Final = Drawing(
    {"initiative:t/ë 'x\" > <y>": "Initiative", "theme:a%20b": "Theme", "area:t/\\": "Area"},
    {("initiative:t/ë 'x\" > <y>", "about", "theme:a%20b")},
    {("theme:a%20b", "description", text) for text in (
        "twee\nregels\r\n", 'aan"halings', "\\u0041", "\x01\x1f\x7f\u2028", "🌳 ë", " ", "a^^b@nl",
    )} | {("area:t/\\", "population", text) for text in ("007", "1e5", "1.50", "veel")},
)


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt", "TTL"])
def test_other_programs_may_write_it_anew(tmp_path: Path, form: str) -> None:
    with draw(tmp_path / "g.sqlite", STRANGE) as graph:
        written = export(graph, "turtle", tmp_path / "out.ttl")
        again = tmp_path / f"again.{form}"
        names = {"ttl": "turtle", "TTL": "turtle", "jsonld": "json-ld", "nt": "nt"}
        RdfGraph().parse(written).serialize(again, format=names[form], encoding="utf-8")
        with read(again, tmp_path / "back.sqlite") as back:
            same(graph, back)


def test_strange_texts_survive_both_formats(tmp_path: Path) -> None:
    with draw(tmp_path / "g.sqlite", STRANGE) as graph:
        for name, end in (("turtle", "ttl"), ("jsonld", "jsonld")):
            written = export(graph, name, tmp_path / f"out.{end}")
            with read(written, tmp_path / "back.sqlite") as back:
                same(graph, back)


@pytest.mark.parametrize("start", ["https://voorbeeld.nl/id#", "urn:stad:", "https://x.nl/#/"])
def test_addresses_may_begin_with_anything_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setenv("SAMENSPEL_IRI", start)
    outline = ("area:t/\\", "outline", "[[[5.1,52.1],[5.2,52.1],[5.1,52.1]]]")
    drawing = Drawing(STRANGE.things, STRANGE.arrows, {outline, *STRANGE.values})
    with draw(tmp_path / "g.sqlite", drawing) as graph:
        for name, end in (("turtle", "ttl"), ("jsonld", "jsonld")):
            written = export(graph, name, tmp_path / f"out.{end}")
            assert "wktLiteral" in written.read_text("utf-8")
            with read(written, tmp_path / "back.sqlite") as back:
                same(graph, back)


@pytest.mark.parametrize(("name", "text", "said"), [
    ("x.ttl", "dit is geen turtle", "linked data"), ("x.jsonld", "{", "linked data"),
    ("x.ttl", "<urn:a> a <urn:b> .", "geen uitvoer van Samenspel"),
    ("x.csv", "", ", ".join(FORMATS)), ("x.rdf", '<!DOCTYPE r [<!ENTITY a "b">]><r/>', ".ttl"),
    ("x.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a", "urn:b": 1}', "linked data"),
])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=said):
        read(tmp_path / name, tmp_path / "back.sqlite")
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_source_that_does_not_say_who_may_see_it_is_refused(tmp_path: Path) -> None:
    with draw(tmp_path / "g.sqlite", STRANGE) as graph:
        written = export(graph, "turtle", tmp_path / "out.ttl")
    text = written.read_text("utf-8")
    written.write_text(text.replace("s:visible_to", "s:seen_by"), "utf-8")
    with pytest.raises(InputError, match="s:visible_to"):
        read(written, tmp_path / "back.sqlite")


def test_a_statement_without_a_source_is_refused(tmp_path: Path) -> None:
    with draw(tmp_path / "g.sqlite", STRANGE) as graph:
        written = export(graph, "turtle", tmp_path / "out.ttl")
    text = written.read_text("utf-8")
    written.write_text(text.replace("prov:hadPrimarySource", "prov:wasQuotedFrom", 1), "utf-8")
    with pytest.raises(InputError, match="prov:hadPrimarySource"):
        read(written, tmp_path / "back.sqlite")
