"""What a proposal rests on: the sentence in its document, or what is known of both things."""

from __future__ import annotations

from explorer import address
from explorer.components import words
from explorer.components.html import Html, join, show, tag
from explorer.components.icon import kind
from explorer.view import View
from graph.ledger import Ledger, Source
from graph.reports import passage, rule_of
from graph.review import Proposal, known
from graph.schema import schema

_AROUND = 300
"""Characters to show before and after the sentence."""


def why(view: View, proposal: Proposal) -> Html:
    """Return how sure a proposal is and how it was found, in words."""
    sure = tag(
        "span", words.certainty(view, proposal.certainty).capitalize(),
        title=f"{round(100 * proposal.certainty)}%",
    )
    return tag("p", join([sure, _found(view, proposal)]))


def _found(view: View, proposal: Proposal) -> str | None:
    if proposal.kind == "pair":
        return proposal.why
    with Ledger(view.home.ledger) as ledger:
        rule = rule_of(view.home.ledger, ledger.statement(proposal.id))
    if rule is None:
        key = f"review.method.{proposal.why.split()[0]}" if proposal.why else ""
        return view.say(key) if view.has(key) else None
    family = f"review.rule.{rule.partition('.')[0]}"
    said = view.say(family) if view.has(family) else rule
    return view.say("review.found", rule=said, id=rule)


def document(view: View, proposal: Proposal, sources: dict[str, Source]) -> Html:
    """Return the sentence that says it, marked in its document when that is kept."""
    source = sources.get(proposal.source or "")
    title = source.title if source else proposal.source or ""
    where = tag(
        "p",
        join([
            tag("span", view.say("because.source"), " ", tag("cite", title)),
            proposal.locator or None,
            words.day(view, source.date) if source and source.date else None,
        ]),
        class_="quiet",
    )
    if not proposal.quote:
        return where
    found = passage(view.home.ledger, proposal.source or "", proposal.quote, _AROUND)
    if found is None:
        return tag("div", tag("blockquote", tag("mark", proposal.quote), class_="document"), where)
    text = tag(
        "blockquote",
        tag("span", "… " if found.before else None, _thinned(found.before).lstrip(),
            class_="around"),
        tag("mark", found.quote),
        tag("span", _thinned(found.after).rstrip(), " …" if found.after else None,
            class_="around"),
        class_="document",
    )
    return tag("div", text, where)


def _thinned(text: str) -> str:
    """Return text with one empty line at most between paragraphs."""
    lines = [line.strip(" \t\r\u00a0") for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or i in (0, len(lines) - 1) or lines[i-1]]
    ends = (text[:1].isspace(), text[-1:].isspace())
    return f"{' ' * ends[0]}{chr(10).join(kept)}{' ' * ends[1]}"


def things(view: View, proposal: Proposal) -> Html:
    """Return links to the pages of what a proposal is about, as far as there are pages."""
    found = [node for i in dict.fromkeys(proposal.about) if (node := view.graph.node(i))]
    links = [tag("span", kind(view, n.type), " ", address.to_thing(view, n)) for n in found]
    return tag("p", view.say("review.look"), " ", join(links)) if links else Html("")


def side(view: View, entity_id: str, label: str, sources: dict[str, Source]) -> Html:
    """Return one of two things that may be the same: its name, source and what is said of it."""
    node = view.graph.node(entity_id)
    found = schema().type_of(entity_id)
    source = sources.get(entity_id.partition(":")[2].partition("/")[0])
    facts = [fact.removeprefix(label).removeprefix(":").strip()
             for fact in known(view.home.ledger, entity_id, view.lang)]
    return tag(
        "article",
        tag("h3", address.to_thing(view, node, label) if node else label),
        tag("p", kind(view, found.name)) if found else None,
        tag("ul", [tag("li", fact) for fact in facts])
        if facts else tag("p", view.say("review.no_facts")),
        tag("p", view.say("because.source"), " ", tag("cite", source.title), class_="quiet")
        if source else None,
        class_="card",
    )


def both(view: View, proposal: Proposal, sources: dict[str, Source]) -> None:
    """Put the two things of a pair beside each other."""
    show(tag(
        "div",
        [side(view, i, name, sources) for i, name in zip(
            proposal.about, proposal.names, strict=True)],
        class_="two",
    ))
