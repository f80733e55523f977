"""What a page works with: the open graph of one audience, and the language of the reader."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from explorer.lookups import Lookups
from graph.home import Home
from graph.schema import Label
from graph.statement import Access
from graph.store import Graph
from graph.texts import catalogue, say


@dataclass(frozen=True, slots=True)
class View:
    """One reader's view of one graph."""

    home: Home
    graph: Graph
    lookups: Lookups
    lang: str

    def say(self, key: str, /, **fields: object) -> str:
        """Return the explorer's text of `key` in the reader's language."""
        return say(f"explorer.{key}", self.lang, **fields)

    def has(self, key: str) -> bool:
        """Tell whether the explorer has a text of `key`."""
        return f"explorer.{key}" in catalogue(self.lang)

    def label(self, label: Label) -> str:
        """Return a label of the model in the reader's language."""
        return label.get(self.lang) or label["nl"]


def audience() -> str:
    """Return whose graph is served: public, unless SAMENSPEL_AUDIENCE says otherwise."""
    return os.environ.get("SAMENSPEL_AUDIENCE") or Access.PUBLIC.value


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(path: str, identity: tuple[int, int, int]) -> tuple[Graph, Lookups]:
    """Open a graph once for each state of its file: `identity` is part of the cache's key."""
    del identity
    graph = Graph(Path(path))
    return graph, Lookups(graph)


def open_view(lang: str) -> View:
    """Open the graph as it is on disk now; raises GraphError when there is none."""
    home = Home.find()
    path = home.graph(audience())
    try:
        found = path.stat()
    except FileNotFoundError:
        graph = Graph(path)  # raises the error that says what to do
        return View(home, graph, Lookups(graph), lang)
    graph, lookups = _open(str(path), (found.st_mtime_ns, found.st_size, found.st_ino))
    return View(home, graph, lookups, lang)
