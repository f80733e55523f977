"""Data never becomes markup: everything is escaped unless this project made it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.components.html import Html, safe_url, tag


class Elements(HTMLParser):
    """Collects the names of the elements of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


@given(st.text(), st.text())
def test_whatever_a_register_says_stays_text(label: str, title: str) -> None:
    read = Elements(tag("p", tag("b", label), title=title))
    assert read.names == ["p", "b"]


def test_what_was_made_here_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "a & b"), " <i>") == "<p><b>a &amp; b</b> &lt;i&gt;</p>"
    assert isinstance(tag("p"), Html)


@pytest.mark.parametrize("url", [
    "javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//[bad",
    "java\nscript:alert(1)",
])
def test_links_that_could_run_something_lead_nowhere(url: str) -> None:
    assert safe_url(url) == "#"


@pytest.mark.parametrize("url", [
    "https://example.org/a?b=c", "mailto:loket@stad.example", "tel:0999100100", "./thing?thing=x",
])
def test_ordinary_links_stay(url: str) -> None:
    assert safe_url(url) == url
