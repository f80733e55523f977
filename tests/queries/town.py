"""A town small enough to work out every answer on paper.

Areas: Eemdorp ⊃ Noord ⊃ (Oever, Veld), Eemdorp ⊃ Zuid. Themes: natuur ⊃ bomen; sport.
Today is 23 November 2026; facts were confirmed on 1 November unless they say otherwise.
"""

from __future__ import annotations

from typing import Final

from graph.statement import Fact
from tests.making import fact, thing

STALE: Final = "2024-05-01"
AGEING: Final = "2026-06-01"


def town() -> list[Fact]:
    """Return all facts of the town."""
    return [*_places(), *_posts(), *_people(), *_money(), *_needs(), *_groups()]


def _places() -> list[Fact]:
    return [
        *thing("area:town/eemdorp", "Area", "Eemdorp"),
        *thing("area:town/noord", "Area", "Noord", within="area:town/eemdorp"),
        *thing("area:town/zuid", "Area", "Zuid", within="area:town/eemdorp"),
        *thing("area:town/oever", "Area", "Oever", within="area:town/noord"),
        *thing("area:town/veld", "Area", "Veld", within="area:town/noord"),
        *thing("theme:natuur", "Theme", "natuur", alt_name="groen"),
        *thing("theme:bomen", "Theme", "bomen", broader="theme:natuur"),
        *thing("theme:sport", "Theme", "sport"),
        *thing("theme:water", "Theme", "water"),
        *thing("resource:ruimte", "Resource", "ruimte"),
        *thing("resource:geld", "Resource", "geld"),
        *thing("publicbody:town/gemeente", "PublicBody", "Gemeente Eemdorp",
               active_in="area:town/eemdorp", about="theme:sport", phone="0999100000"),
    ]


def post(name: str, covers: str | None, serves: str, **more: str) -> list[Fact]:
    """Return a post at the municipality."""
    found = thing(
        f"post:town/{name}", "Post", name.capitalize(), at="publicbody:town/gemeente",
        standing="professional", **more,
    )
    found.append(fact(f"post:town/{name}", "serves", f"area:town/{serves}"))
    return found + ([fact(f"post:town/{name}", "covers", f"theme:{covers}")] if covers else [])


def _posts() -> list[Fact]:
    return [
        *post("groenman", "natuur", "noord", email="groen@eemdorp.example"),
        *post("boomman", "bomen", "eemdorp"),
        *post("groenbaas", "natuur", "eemdorp"),
        *post("oeverman", "natuur", "oever", vacant_since="2026-09-01"),
        *post("vroegerman", "natuur", "oever", ended="2025-01-01"),
        *post("straksman", "natuur", "veld", ended="2027-01-01"),
        *thing("post:town/sportman", "Post", "Sportman", at="publicbody:town/gemeente"),
        fact("post:town/sportman", "covers", "theme:sport", confirmed=STALE),
        fact("post:town/sportman", "serves", "area:town/zuid"),
        *thing("servicepoint:town/loket", "ServicePoint", "Loket Noord",
               at="publicbody:town/gemeente", serves="area:town/noord", visit="Dijk 1"),
    ]


def _people() -> list[Fact]:
    def holder(name: str, held: str, since: str, until: str | None = None) -> list[Fact]:
        return [
            *thing(f"person:town/{name}", "Person", name.capitalize()),
            fact(f"person:town/{name}", "holds", f"post:town/{held}", valid_from=since,
                 valid_until=until),
        ]

    return [
        *holder("anna", "groenman", "2026-03-01"),
        *holder("bram", "groenman", "2020-01-01", "2026-02-28"),
        *holder("carla", "oeverman", "2021-01-01"),
        *holder("daan", "groenbaas", "2019-01-01", "2022-01-01"),
        *thing("person:town/eva", "Person", "Eva"),
        fact("person:town/eva", "holds", "post:town/boomman", valid_from="2018-01-01",
             confirmed=STALE),
    ]


def grant(name: str, payer: str | None, payee: str, **more: str) -> list[Fact]:
    """Return a grant; amounts in `more`."""
    found = thing(f"grant:town/{name}", "Grant", name, recipient=payee, **more)
    return found + ([fact(f"grant:town/{name}", "payer", payer)] if payer else [])


def _money() -> list[Fact]:
    town, tuin, club = "publicbody:town/gemeente", "initiative:town/tuin", "initiative:town/club"
    return [
        *grant("a", town, tuin, amount_requested="1000.10", amount_granted="800.05", year="2024",
               benefits="area:town/oever", about="theme:bomen"),
        *grant("b", town, tuin, amount_requested="500.00", amount_granted="500.00",
               amount_settled="450.01", year="2025", benefits="area:town/zuid",
               about="theme:natuur"),
        *grant("c", town, club, amount_granted="199.95", year="2025", benefits="area:town/noord",
               about="theme:sport"),
        *grant("d", None, tuin, amount_requested="100.00", per="year", years="3", year="2026",
               status="requested"),
        *thing("person:register/1", "Person", "(Particulier)", unknown="true"),
        *thing("person:register/2", "Person", "(Particulier)", unknown="true"),
        *grant("e", town, "person:register/1", amount_granted="10.00", year="2025"),
        *grant("f", town, "person:register/2", amount_granted="20.00", year="2025"),
    ]


def _needs() -> list[Fact]:
    return [
        *thing("need:town/kamer", "Need", "Een kamer", sought_by="initiative:town/club",
               asks_for="resource:ruimte", needed_in="area:town/oever", status="open",
               obstacle="De vergunning ontbreekt", lifted_by="publicbody:town/gemeente",
               about="theme:sport"),
        *thing("need:town/klaar", "Need", "Al klaar", sought_by="initiative:town/club",
               asks_for="resource:ruimte", needed_in="area:town/oever", status="met"),
        *thing("need:town/geld", "Need", "Geld", sought_by="initiative:town/tuin",
               asks_for="resource:geld", needed_in="area:town/zuid", status="open"),
        *thing("offer:town/zaal", "Offer", "Zaal", offered_by="initiative:town/tuin",
               provides="resource:ruimte", meets="need:town/kamer", status="conditional",
               condition="Alleen met vergunning", lifted_by="post:town/groenman"),
        *thing("offer:town/oud", "Offer", "Oude zaal", offered_by="initiative:town/tuin",
               provides="resource:ruimte", meets="need:town/kamer", status="ended"),
    ]


def _groups() -> list[Fact]:
    return [
        *thing("initiative:town/tuin", "Initiative", "De Tuin", about="theme:natuur",
               active_in="area:town/oever"),
        *thing("initiative:town/club", "Initiative", "De Club", about="theme:sport",
               active_in="area:town/noord"),
        *thing("initiative:town/oude-tuin", "Initiative", "De Oude Tuin", about="theme:water",
               active_in="area:town/zuid", ended="2020-01-01"),
        fact("initiative:town/tuin", "follows", "initiative:town/oude-tuin", certainty=0.6),
    ]
