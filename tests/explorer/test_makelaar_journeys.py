"""What somebody who connects people does in a browser: compose, review by keys, report."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.home import Home
from tests.explorer.conftest import serving, visitor
from tests.explorer.test_journeys import lead, opened, press
from tests.explorer.waiting import GREEN, WEST, states


@pytest.fixture
def waiting(waiting_home: Home) -> Iterator[str]:
    """Return the address of an explorer for the network, with proposals that wait."""
    with serving(waiting_home, "network") as address:
        yield address


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field or button with this label has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "label => { const now = document.activeElement;"
            " const text = now.tagName === 'BUTTON' ? now.innerText : '';"
            " return (now.getAttribute('aria-label') || text).includes(label) }",
            label,
        ):
            return
    raise AssertionError(f"Tab does not reach {label}")


def type_choice(page: Page, label: str, text: str) -> None:
    """Choose from a list with the keyboard only."""
    tab_to(page, label)
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_contain_text(text)
    page.keyboard.press("Enter")


def review(page: Page, url: str) -> None:
    """Open the review page and wait until it listens to keys."""
    opened(page, url)
    page.wait_for_function("document.documentElement.dataset.keys === 'ready'")


def test_a_question_is_composed_by_keyboard_and_its_link_shared(
    page: Page, browser: Browser, served_town: str
) -> None:
    opened(page, f"{served_town}/compose?lang=nl")
    type_choice(page, "Ik zoek", "initiatieven")
    expect(page.locator(".lead")).to_have_text("Alle initiatieven.")
    type_choice(page, "Wat moet er nog meer kloppen?", "gaat over → thema")
    tab_to(page, "Voeg toe")
    page.keyboard.press("Enter")
    expect(page.locator(".lead")).to_contain_text("het initiatief gaat over een thema")
    type_choice(page, "Thema", "groen")
    expect(page.locator(".lead")).to_contain_text("gaat over groen (of wat daaronder valt)")
    expect(page.locator("article.card")).to_have_count(2)
    other = visitor(browser).new_page()
    opened(other, page.url)
    assert lead(other) == lead(page)
    expect(other.get_by_role("link", name="Tuin van Oost")).to_be_visible()
    other.context.close()


def test_a_saved_question_opens_from_its_link(page: Page, waiting: str) -> None:
    arrows = "initiative+-about->+*theme"
    opened(page, f"{waiting}/compose?seek=Initiative&arrows={arrows}&theme=groen&lang=nl")
    page.get_by_text("Bewaar deze vraag").click()
    page.get_by_label("Naam van de vraag").fill("Groen bij ons")
    press(page.get_by_role("button", name="Bewaar", exact=True))
    press(page.get_by_role("link", name="Naar de vraag"))
    expect(page.locator("h1")).to_have_text("Groen bij ons")
    expect(page.locator(".lead").first).to_contain_text("Dit klopt voor")


def test_proposals_are_reviewed_with_the_keys_alone(
    page: Page, waiting: str, waiting_home: Home
) -> None:
    review(page, f"{waiting}/review?lang=nl")
    heading, said = page.locator("h2").first, page.locator(".told")
    expect(heading).to_have_text(GREEN)
    page.keyboard.press("j")
    expect(heading).to_have_text(WEST)
    page.keyboard.press("r")
    expect(said).to_have_text(f"Afgewezen: {WEST}")
    assert states(waiting_home)["active_in"] == "rejected"
    expect(page.get_by_role("button", name="Maak ongedaan (U)")).to_be_enabled()
    page.keyboard.press("u")
    expect(said).to_contain_text(f"Teruggedraaid: {WEST}")
    assert states(waiting_home)["active_in"] == "proposed"
    page.keyboard.press("k")
    expect(heading).to_have_text(GREEN)
    page.keyboard.press("a")
    expect(said).to_have_text(f"Aangenomen: {GREEN}")
    assert states(waiting_home) == {
        "about": "accepted", "active_in": "proposed", "phase": "proposed"
    }


def test_letters_typed_in_a_field_decide_nothing(
    page: Page, waiting: str, waiting_home: Home
) -> None:
    review(page, f"{waiting}/review?kind=fact&at=3&lang=nl")
    page.keyboard.press("e")
    form = page.locator(".st-key-review_form")
    chosen = form.get_by_role("combobox", name="Wat is juist?")
    right = form.get_by_role("textbox", name="Wat is juist?")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_value("begint")
    form.get_by_label("Waar gaat dit feit over?").fill("omschrijving")
    page.get_by_role("option", name="omschrijving").click()
    expect(right).to_have_value("")
    expect(chosen).to_have_count(0)
    right.click()
    page.keyboard.type("jaar sudkar")
    page.wait_for_timeout(500)
    assert set(states(waiting_home).values()) == {"proposed"}
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("Verbeterd: ")
    assert states(waiting_home)["phase"] == "rejected"


def test_something_new_is_reported_after_seeing_what_is_there(page: Page, waiting: str) -> None:
    opened(page, f"{waiting}/add?lang=nl")
    page.get_by_label("Naam").fill("Tuin Oost")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Tuin van Oost")).to_be_visible()
    press(page.get_by_role("button", name="Nee, dit is iets anders"))
    expect(page.locator(".lead")).to_contain_text("‘Tuin Oost’ is gemeld.")
    press(page.get_by_role("link", name="Kijk het nu na"))
    expect(page.locator("h1")).to_have_text("Nakijken")
    expect(page.locator(".lead")).to_contain_text("Er wachten 5 voorstellen")


def test_undo_and_what_was_decided_are_still_there_after_a_reload(
    page: Page, waiting: str, waiting_home: Home
) -> None:
    review(page, f"{waiting}/review?lang=nl")
    page.keyboard.press("a")
    expect(page.locator(".told")).to_have_text(f"Aangenomen: {GREEN}")
    page.reload()
    review(page, page.url)
    expect(page.get_by_role("button", name="Verwerk mijn besluiten")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".told")).to_contain_text(f"Teruggedraaid: {GREEN}")
    assert states(waiting_home)["about"] == "proposed"


def test_nothing_scrolls_sideways_on_a_phone_or_comes_from_elsewhere(
    browser: Browser, waiting: str
) -> None:
    context = visitor(browser, viewport={"width": 360, "height": 740})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    for address in (
        "review", "review?kind=pair", "add", "compose",
        "compose?seek=Initiative&arrows=initiative+-about->+*theme;!initiative+-run_by->+agent",
    ):
        opened(page, f"{waiting}/{address}{'&' if '?' in address else '?'}lang=nl")
        if address == "review":
            page.get_by_role("button", name="Verbeter (E)").click()
            page.locator(".st-key-review_form").wait_for()
        page.wait_for_timeout(800)
        wide = page.evaluate(
            "Math.max(document.documentElement.scrollWidth,"
            " document.querySelector('[data-testid=stMain]').scrollWidth)"
        )
        assert wide <= 360, address
    hosts = {urlsplit(url).hostname for url in asked
             if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts == {"127.0.0.1"}
    context.close()
