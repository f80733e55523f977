"""The main journeys, in a browser: what a resident, a broker and a policymaker do."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from graph.build import build
from graph.home import Home
from queries.question import questions
from tests.explorer.conftest import serving, visitor
from tests.explorer.test_pages import PAGES
from tests.making import thing, write

FOOT = ".foot"
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
DRAWN_WITHIN = 500
"""Milliseconds that a first draw may take on a quiet machine; tests run beside each other."""


def opened(page: Page, url: str) -> Page:
    """Open an address and wait until the whole page is there."""
    page.goto(url)
    page.wait_for_selector(FOOT)
    page.wait_for_function("new URL(location.href).searchParams.has('lang')")
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until nothing is being made any more: a button that moves is not pressed."""
    page.wait_for_selector(DONE)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def press(what: Locator) -> None:
    """Click on something once the page is whole: until then it may move, or be of before."""
    settled(what.page)
    what.click()


def lead(page: Page) -> str:
    """Return the sentence that a page opens with."""
    return page.locator(".lead").first.inner_text()


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by typing, as somebody in a hurry does."""
    page.get_by_label(label).first.fill(option)
    page.get_by_role("option", name=option).first.click()


def drawn(page: Page) -> Frame:
    """Return the frame of the drawing once it is drawn."""
    page.wait_for_selector(".drawing[data-drawn]")
    return next(f for f in page.frames[1:] if f.query_selector("#mynetwork"))


def spot(page: Page, frame: Frame, node: str) -> tuple[float, float]:
    """Return where a thing of the drawing is on the screen."""
    at = frame.evaluate("id => network.canvasToDOM(network.getPositions([id])[id])", node)
    box = page.locator(".drawing iframe").bounding_box()
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def test_a_resident_finds_the_right_contact(page: Page, served_town: str) -> None:
    opened(page, served_town)
    choose(page, "Waar gaat het over?", "groen")
    choose(page, "Waar woon je?", "Oost")
    press(page.get_by_role("button", name="Zoek mijn contact"))
    card = page.locator("article.card.first")
    expect(card).to_contain_text("Groenregisseur Oost")
    expect(card).to_contain_text("Jo Janssen")
    expect(card).to_contain_text("groen@stad.example")
    assert "theme=groen" in page.url and "area=Oost" in page.url
    expect(page.locator(".lead")).to_contain_text("Voor groen in Oost")
    card.get_by_text("Hoe weten we dit?").click()
    expect(card.locator("cite").first).to_be_visible()


def test_a_shared_link_shows_the_same_view_to_somebody_else(
    page: Page, browser: Browser, served_town: str
) -> None:
    opened(page, f"{served_town}/right_contact")
    choose(page, "Thema", "groen")
    choose(page, "Gebied", "West")
    expect(page.locator(".lead")).to_contain_text("niet bezet")
    page.wait_for_function("location.search.includes('West')")
    other = visitor(browser).new_page()
    opened(other, page.url)
    assert lead(other) == lead(page)
    for tab in (page, other):
        expect(tab.get_by_role("combobox", name="Gebied")).to_have_value("West (Stad)")
    other.context.close()


def test_share_copies_the_address(
    context: BrowserContext, page: Page, served_town: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served_town)
    opened(page, f"{served_town}/right_contact?theme=groen&area=Oost")
    press(page.get_by_role("button", name="Deel deze pagina"))
    expect(page.get_by_text("De link staat op je klembord.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_back_returns_to_what_was_seen_before(page: Page, served_town: str) -> None:
    opened(page, f"{served_town}/right_contact?theme=groen&area=Oost&lang=nl")
    first = lead(page)
    press(page.get_by_role("link", name="Groenregisseur Oost", exact=True))
    expect(page.locator("h1")).to_have_text("Groenregisseur Oost")
    press(page.get_by_role("link", name="Jo Janssen", exact=True).first)
    expect(page.locator("h1")).to_have_text("Jo Janssen")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Groenregisseur Oost")
    page.go_back()
    expect(page.locator(".lead").first).to_have_text(first)
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Groenregisseur Oost")


def test_the_search_box_knows_names_and_questions(page: Page, served_town: str) -> None:
    opened(page, served_town)
    page.get_by_label("Zoek een initiatief, persoon of vraag").fill("groen in oost")
    page.keyboard.press("Enter")
    # What is often asked, on the first page, has the same link and stays until all is found.
    expect(page.locator(".lead")).to_contain_text("gevonden voor ‘groen in oost’")
    press(page.get_by_role("link", name="Wie gaat over groen in Oost?"))
    expect(page.locator("article.card.first")).to_contain_text("Groenregisseur Oost")


def test_a_click_in_the_drawing_selects_and_a_double_click_expands(
    page: Page, served_town: str
) -> None:
    got: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda text: got.append(len(text))))
    opened(page, f"{served_town}/network?start=organisation.t.club&steps=1&lang=nl")
    frame = drawn(page)
    whole = sum(got)
    page.mouse.click(*spot(page, frame, "initiative:t/tuin"))
    expect(page.locator("h2").first).to_have_text("Tuin van Oost")
    assert sum(got) - whole < whole / 4, "the drawing is sent once, not at every click"
    assert "node=initiative.t.tuin" in page.url
    before = frame.evaluate("nodes.length")
    page.mouse.dblclick(*spot(page, frame, "initiative:t/tuin"))
    page.wait_for_function("location.search.includes('open=')")
    page.wait_for_timeout(500)
    assert drawn(page).evaluate("nodes.length") > before
    page.go_back()
    page.wait_for_function("!location.search.includes('open=')")


def test_the_page_stays_where_it_is_when_the_pointer_enters_the_drawing(
    page: Page, served_town: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    opened(page, f"{served_town}/network?start=organisation.t.club&steps=1&lang=nl")
    frame = drawn(page)
    before = page.locator(".drawing iframe").bounding_box()
    x, y = spot(page, frame, "initiative:t/tuin")
    for step in range(5):
        page.mouse.move(x + step, y)
        page.wait_for_timeout(100)
    assert page.locator(".drawing iframe").bounding_box() == before


def test_labels_from_registers_never_run(page: Page, served_town: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, f"{served_town}/network?start=initiative.t.tuin&lang=nl")
    frame = drawn(page)
    page.mouse.move(*spot(page, frame, "initiative:t/evil"))
    page.wait_for_timeout(600)
    assert frame.evaluate("nodes.get('initiative:t/evil').whole").startswith("<img src=x")
    assert page.title() != "hacked"
    assert frame.evaluate("document.querySelectorAll('img').length") == 0
    assert not [url for url in asked if url.endswith("/x")]
    opened(page, f"{served_town}/thing?thing=initiative.t.evil&lang=nl")
    assert page.locator("img[src='x']").count() == 0 and page.title() != "hacked"


def test_a_frame_that_is_not_ours_cannot_choose(page: Page, served_town: str) -> None:
    opened(page, f"{served_town}/network?start=initiative.t.tuin&lang=nl")
    drawn(page)
    page.evaluate("window.postMessage({picked: 'organisation:t/club'}, '*')")
    page.wait_for_timeout(800)
    assert "node=" not in page.url


def test_tables_download_as_csv_and_excel_without_formulas(
    page: Page, served_town: str, tmp_path: Path
) -> None:
    opened(page, f"{served_town}/thing?thing=organisation.t.club&lang=nl")
    for ending in ("CSV", "Excel"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download {ending}").first.click()
        name = waiting.value.suggested_filename
        assert name.startswith("samenspel-geld-naar-de-club")
        waiting.value.save_as(tmp_path / name)
    (sheet,) = load_workbook(next(tmp_path.glob("*.xlsx"))).worksheets
    cells = [cell for row in sheet for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'@planten" in next(tmp_path.glob("*.csv")).read_text("utf-8-sig")


def test_the_map_opens_the_area_that_is_clicked(page: Page, served_town: str) -> None:
    opened(page, f"{served_town}/areas?lang=nl")
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    chart.locator("canvas, svg").first.wait_for()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    expect(page.locator("h1")).to_have_text("Oost")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kaart")


def test_the_language_changes_everywhere_and_stays(page: Page, served_town: str) -> None:
    opened(page, f"{served_town}/right_contact?theme=groen&area=Oost")
    assert page.evaluate("document.documentElement.lang") == "nl"
    press(page.get_by_role("radio", name="EN"))
    expect(page.locator("h1")).to_have_text("Who is the right contact?")
    page.wait_for_function("document.documentElement.lang === 'en'")
    press(page.get_by_role("link", name="Groenregisseur Oost", exact=True))
    expect(page.get_by_role("heading", name="About what")).to_be_visible()
    assert "lang=en" in page.url


@pytest.mark.parametrize("name", ["", *PAGES, *questions()])
def test_no_page_fetches_anything_from_elsewhere_or_scrolls_sideways_on_a_phone(
    browser: Browser, served_demo: str, name: str
) -> None:
    context = visitor(browser, viewport={"width": 360, "height": 740})
    page = context.new_page()
    elsewhere: list[str] = []

    def look(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            elsewhere.append(url)

    page.on("request", lambda request: look(request.url))
    page.on("websocket", lambda socket: look(socket.url))
    given = DEMO.get(name, {})
    query = "&".join(f"{key}={value}" for key, value in {**given, "lang": "nl"}.items())
    opened(page, f"{served_demo}/{name}?{query}")
    page.wait_for_timeout(1_000)
    wide = page.evaluate(
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    assert elsewhere == [] and wide <= 360
    context.close()


DEMO = {
    "thing": {"thing": "initiative.voorbeeldstad.buurttuin-de-linde"},
    "network": {"start": "initiative.voorbeeldstad.buurttuin-de-linde"},
    "search": {"q": "tuin"},
    "right_contact": {"theme": "ontmoeting", "area": "Veenslag"},
    "department": {"theme": "ontmoeting", "area": "Veenslag"},
    "service_point": {"area": "Veenslag"},
    "introductions": {"from": "Buurttuin De Linde", "to": "Stichting De Veerpont"},
}


def test_a_neighbourhood_of_200_is_drawn_quickly(page: Page, served_demo: str) -> None:
    around = "network?start=area.voorbeeldstad.voorbeeldstad&steps=2&most=200&lang=nl"
    opened(page, f"{served_demo}/{around}")
    assert drawn(page).evaluate("nodes.length") == 200
    took = int(page.locator(".drawing").get_attribute("data-drawn") or 0)
    assert 0 < took < 4 * DRAWN_WITHIN


def test_a_rebuild_is_seen_without_a_restart(page: Page, tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, thing("initiative:t/tuin", "Initiative", "De Tuin"))
    build(home, audiences=["public"])
    with serving(home) as address:
        opened(page, f"{address}/search?q=tuin&lang=nl")
        expect(page.get_by_role("link", name="De Tuin")).to_be_visible()
        write(home, thing("initiative:t/tuin", "Initiative", "De Grote Tuin"))
        build(home, audiences=["public"])
        opened(page, f"{address}/search?q=tuin&lang=nl")
        expect(page.get_by_role("link", name="De Grote Tuin")).to_be_visible()
