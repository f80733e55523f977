"""Names in linked data: stable IRIs for things, own terms, and the vocabularies that are reused."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Final
from urllib.parse import quote, unquote

from graph.errors import InputError

TERMS: Final = "urn:samenspel:term:"
"""Of the types and relations: the same everywhere, so that graphs of two cities fit together."""
DEFAULT_BASE: Final = "urn:samenspel:"
PREFIXES: Final = {
    "s": TERMS,
    "cpov": "http://data.europa.eu/m8g/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_BASE: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]", re.IGNORECASE)


def base() -> str:
    """Return what the IRIs of things begin with; raises InputError for a wrong SAMENSPEL_IRI."""
    chosen = os.environ.get("SAMENSPEL_IRI") or DEFAULT_BASE
    if not is_base(chosen):
        raise InputError("iri_base", value=chosen)
    return chosen


def is_base(text: str) -> bool:
    """Tell whether IRIs can begin with a text."""
    return bool(_BASE.fullmatch(text)) and text.count("#") <= 1


def iri(entity_id: str, start: str = DEFAULT_BASE) -> str:
    """Return the stable IRI of an id; nothing in an id can end it early."""
    return start + quote(entity_id, safe=":/-._~")


def entity_id(of_iri: str, start: str = DEFAULT_BASE) -> str:
    """Return the id that an IRI stands for."""
    return unquote(of_iri.removeprefix(start))


def fill(text: str, given: Mapping[str, str], start: str) -> str:
    """Put the IRIs of what is given in the VALUES lines of SPARQL; the rest may be anything.

    Nothing in an IRI can end it early.
    """
    def one(found: re.Match[str]) -> str:
        if found[1] in given:
            return f"{{ <{iri(given[found[1]], start)}> }}"
        return f"{{ UNDEF }}  # anything; or one thing, as <{start}...>"

    return re.sub(r"\{ \$(\w+) \}", one, text)


@cache
def expand(curie: str) -> str:
    """Return the whole IRI of a short name such as `org:memberOf`."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name
