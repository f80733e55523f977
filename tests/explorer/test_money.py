"""Money on a page: streams from payer by scheme to receiver, each status apart."""

from __future__ import annotations

from explorer.components.money import Flow, flows, used
from explorer.components.sankey import MOST, spec, streams
from explorer.view import View
from graph.store import Node


def flow(place: int, amount: float) -> Flow:
    """Return a grant of a town to one of many clubs."""
    return Flow(
        Node(f"grant:{place}", "Grant", "g"), Node("publicbody:x", "PublicBody", "Stad"),
        Node(f"organisation:{place}", "Organisation", f"Club {place}"), None, "2026", "", "",
        {"granted": amount, "requested": 2 * amount},
    )


def test_a_flow_tells_who_pays_whom_and_each_amount_apart(view: View) -> None:
    (found,) = flows(view, ["grant:t/een"])
    assert found.payer is not None and found.payer.label == "Gemeente Stad"
    assert found.amounts == {"requested": 1250.5, "granted": 1000.0}
    assert used([found]) == ["requested", "granted"]


def test_more_than_thirty_streams_become_other_and_nothing_is_lost(view: View) -> None:
    many = [flow(i, 100 + i) for i in range(50)]
    drawn = streams(view, many, "granted")
    assert len(drawn) == MOST
    assert drawn[-1][0] == "overig (21)"
    assert sum(s[3] for s in drawn) == sum(f.amounts["granted"] for f in many)


def test_what_was_cut_off_before_is_part_of_other(view: View) -> None:
    drawn = streams(view, [flow(1, 100)], "granted", total=150, hidden=3)
    assert drawn[-1] == ("overig (3)", "overig (3)", "overig (3)", 50)


def test_only_one_status_is_drawn(view: View) -> None:
    assert streams(view, [flow(1, 100)], "granted")[0][3] == 100
    assert streams(view, [flow(1, 100)], "settled") == []


def test_a_name_cannot_be_read_as_code_by_the_drawing(view: View) -> None:
    drawn = spec(view, [("Stad {b}", "Pot|x", "Club", 10.0)])
    labels = [entry["label"]["formatter"] for entry in drawn["series"][0]["data"]]
    assert not any(mark in label for label in labels for mark in "{}|")
