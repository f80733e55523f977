"""The network drawing: pyvis in-line in a sandboxed frame, laid out beforehand, clicks come back.

Labels come from registers and are not trusted. They travel as data only: never as a `title` (which
pyvis may put in as HTML), and the frame may reach neither this page nor the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st
from pyvis.network import Network

from explorer.components.icon import icon_of, type_name
from explorer.components.layout import positions
from explorer.neighbourhood import Neighbourhood
from explorer.view import View
from graph.freshness import Freshness, freshness
from graph.schema import schema
from graph.statement import State
from queries.words import relation_label

_HERE: Final = Path(__file__).parent
_POLICY: Final = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;'
    " script-src 'unsafe-inline'; style-src 'unsafe-inline'\">"
)
_OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        # Without focus on hover: that scrolls the page, away from under the click.
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        "tooltipDelay": 150,
        "selectConnectedEdges": True,
    },
    "edges": {
        "smooth": False,
        "color": {"color": "#8a938e", "highlight": "#1a9c7c"},
        "arrows": {"to": {"scaleFactor": 0.45}},
        "selectionWidth": 0.6,
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3, "font": {"size": 13}},
}
_SIZES: Final = {"circle": 13, "dot": 8, "square": 11, "diamond": 13, "triangle": 11, "star": 12}
_LABEL: Final = 26

_frame = st.components.v2.component(
    "samenspel.drawing",
    html='<div class="drawing"></div>',
    css=".drawing iframe { display: block; width: 100%; border: 0 }",
    js=(_HERE / "drawing.js").read_text("utf-8"),
)
_selected = st.components.v2.component(
    "samenspel.selected", html="", js=(_HERE / "selected.js").read_text("utf-8")
)
"""Apart from the drawing, which is then the same after a click and not sent again."""


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def _templates() -> Any:
    """Return the templates of pyvis, read and compiled once."""
    return Network().templateEnv


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"


def network_html(view: View, around: Neighbourhood, height: int = 560) -> str:
    """Return a page of its own that draws `around` and needs nothing from elsewhere."""
    ties = [(edge.subject, edge.object) for edge in around.edges]
    spots = positions(around.centre.id, [n.id for n in around.nodes], ties, around.steps)
    net = Network(height=f"{height}px", width="100%", directed=True, cdn_resources="in_line")
    net.templateEnv = _templates()
    net.options = _OPTIONS
    weight = _weights(around)
    smaller = 1.0 if len(around.nodes) <= 30 else 0.8 if len(around.nodes) <= 100 else 0.6
    for node in around.nodes:
        shape, colour = icon_of(node.type)
        x, y = spots[node.id]
        net.add_node(
            node.id,
            label=_short(node.label),
            shape="dot" if shape == "circle" else shape,
            color=colour,
            x=x,
            y=y,
            whole=f"{node.label} ({type_name(view, node.type)})",
            size=_SIZES.get(shape, 11) * smaller + (4 if node.id == around.centre.id else 0),
            weight=weight[node.id] + (1000 if node.id == around.centre.id else 0),
        )
    _ties(view, net, around)
    return _stand_alone(net.generate_html(), view)


def _weights(around: Neighbourhood) -> dict[str, int]:
    weight = {node.id: 0 for node in around.nodes}
    for edge in around.edges:
        weight[edge.subject] += 1
        weight[edge.object] += 1
    return weight


def _ties(view: View, net: Network, around: Neighbourhood) -> None:
    types = {node.id: node.type for node in around.nodes}
    for edge in around.edges:
        kind = schema().types.get(types[edge.subject])
        relation = kind.relations.get(edge.relation) if kind else None
        doubtful = edge.state == State.PROPOSED or freshness(edge.seen) == Freshness.STALE
        net.add_edge(
            edge.subject,
            edge.object,
            width=min(1 + edge.sources, 5),
            dashes=doubtful,
            arrows="" if relation and relation.symmetric else "to",
            whole=relation_label(kind, edge.relation, view.lang),
        )


def _stand_alone(html: str, view: View) -> str:
    """Take out all that would be fetched, and the style sheet that is not used; add our script."""
    html = re.sub(r"<link\b[^>]*>", "", html)
    html = re.sub(r"<script\b[^>]*\bsrc=[^>]*>\s*</script>", "", html)
    html = re.sub(r"<style>.*?</style>", "", html, count=1, flags=re.DOTALL)
    html = re.sub(r"<center>.*?</center>", "", html, flags=re.DOTALL)
    html = html.replace("<head>", f"<head>{_POLICY}", 1).replace(
        "<html>", f'<html lang="{view.lang}">', 1
    )
    head, _, tail = html.rpartition("</body>")
    script = f"<script>const INK='__INK__',PAPER='__PAPER__';{_part('inside.js')}</script>"
    return f"{head}<style>{_part('inside.css')}</style>{script}</body>{tail}"


def drawing(
    view: View,
    around: Neighbourhood,
    key: str,
    *,
    selected: str | None = None,
    height: int = 560,
    on_pick: Callable[[str], None],
    on_open: Callable[[str], None],
) -> None:
    """Draw a neighbourhood; a click calls `on_pick` with an id, a double click `on_open`."""
    known = {node.id for node in around.nodes}

    def tell(name: str, then: Callable[[str], None]) -> None:
        said = st.session_state[key].get(name) or {}
        if said.get("id") in known:
            then(said["id"])

    _frame(
        key=key,
        height=height + 4,
        data={
            "html": network_html(view, around, height),
            "height": height,
            "title": view.say("network.drawing", name=around.centre.label),
        },
        default={"picked": None, "opened": None},
        on_picked_change=lambda: tell("picked", on_pick),
        on_opened_change=lambda: tell("opened", on_open),
    )
    _selected(key=f"{key}_selected", data={"selected": selected})
