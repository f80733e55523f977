"""A small town with something for every page, and labels that would do harm if they could."""

from __future__ import annotations

from graph.statement import Fact
from tests.making import fact, thing

SQUARE = "[[[5.10,52.05],[5.14,52.05],[5.14,52.07],[5.10,52.07],[5.10,52.05]]]"
BESIDE = "[[[5.14,52.05],[5.18,52.05],[5.18,52.07],[5.14,52.07],[5.14,52.05]]]"
WHOLE = "[[[5.10,52.05],[5.18,52.05],[5.18,52.07],[5.10,52.07],[5.10,52.05]]]"
EVIL = "<img src=x onerror=parent.document.title='hacked'> href"
EVIL_END = "</script><script>parent.document.title='hacked'</script>"


def town() -> list[Fact]:
    """Return the facts of the town."""
    return [
        *_places(),
        *thing("theme:groen", "Theme", "groen"),
        *thing("theme:moestuin", "Theme", "moestuin", broader="theme:groen"),
        *thing("resource:ruimte", "Resource", "ruimte"),
        *_people(),
        *_initiatives(),
        *_money(),
    ]


def _places() -> list[Fact]:
    return [
        *thing("area:t/stad", "Area", "Stad", level="gemeente", outline=WHOLE),
        *thing("area:t/oost", "Area", "Oost", level="wijk", within="area:t/stad", outline=SQUARE),
        *thing("area:t/west", "Area", "West", level="wijk", within="area:t/stad", outline=BESIDE),
        *thing("venue:t/huis", "Venue", "Het Huis", located_in="area:t/oost", point="5.12,52.06"),
    ]


def _people() -> list[Fact]:
    return [
        *thing("publicbody:t/stad", "PublicBody", "Gemeente Stad"),
        *thing("post:t/groen", "Post", "Groenregisseur Oost", at="publicbody:t/stad",
               covers="theme:groen", serves="area:t/oost", standing="office",
               email="groen@stad.example"),
        *thing("person:t/jo", "Person", "Jo Janssen", holds="post:t/groen"),
        *thing("post:t/leeg", "Post", "Groenregisseur West", at="publicbody:t/stad",
               covers="theme:groen", serves="area:t/west", vacant_since="2026-01-01"),
        *thing("servicepoint:t/loket", "ServicePoint", "Loket Stad", at="publicbody:t/stad",
               serves="area:t/stad", phone="0999 100 100"),
    ]


def _initiatives() -> list[Fact]:
    tuin = "initiative:t/tuin"
    return [
        *thing(tuin, "Initiative", "Tuin van Oost", about="theme:moestuin", active_in="area:t/oost",
               housed_in="venue:t/huis", run_by="organisation:t/club"),
        *thing("organisation:t/club", "Organisation", "De Club", active_in="area:t/oost"),
        *thing("initiative:t/evil", "Initiative", EVIL, about="theme:groen",
               active_in="area:t/oost", works_with=tuin, description=EVIL),
        *thing("initiative:t/end", "Initiative", EVIL_END, active_in="area:t/oost",
               works_with=tuin),
        *thing("need:t/schuur", "Need", "Een schuur", sought_by=tuin, asks_for="resource:ruimte",
               needed_in="area:t/oost", status="open"),
        *thing("offer:t/schuur", "Offer", "Een lege schuur", offered_by="organisation:t/club",
               provides="resource:ruimte", available_in="area:t/oost", meets="need:t/schuur"),
    ]


def _money() -> list[Fact]:
    grant = "grant:t/een"
    return [
        *thing(grant, "Grant", "=SUM(1)", payer="publicbody:t/stad", benefits="area:t/oost",
               recipient="organisation:t/club", year="2025", amount_requested="1250.50",
               amount_granted="1000"),
        fact(grant, "purpose", "@planten"),
    ]
