"""Stories and reprints as text or JSON.

In: stories, reprints, a stream. Out: nothing but what is written; a table in a terminal, plain lines in a pipe.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from sayso.compare.outlets import NO_OUTLET
from sayso.compare.reprints import Reprint
from sayso.compare.stories import Story
from sayso.ledger import DocumentRow, Page
from sayso.show import formats, terminal
from sayso.show.changed_words import differing
from sayso.types import Document


def story_summary(story: Story) -> dict[str, object]:
    """A story in a list, as JSON."""
    return {
        "id": story.id,
        "name": story.name,
        "first": formats.plain(story.first),
        "last": formats.plain(story.last),
        "articles": len(story.articles),
        "independent_texts": len(story.texts),
        "outlets": list(story.outlets),
        "decisions": list(story.decisions),
    }


def story_record(story: Story, shared: Sequence[Reprint]) -> dict[str, object]:
    """A story with its articles and what they share, as JSON."""
    return {
        **story_summary(story),
        "documents": [formats.row_record(row) for row in story.articles],
        "texts": [list(group) for group in story.texts],
        "reprints": [reprint_record(one) for one in shared],
    }


def reprint_record(one: Reprint) -> dict[str, object]:
    """Two documents that share passages, as JSON; spans are of the stored texts."""
    return {
        "document": one.document.id,
        "document_title": one.document.title,
        "outlet": one.document.outlet,
        "published": formats.plain(one.document.published),
        "other": one.other.id,
        "other_title": one.other.title,
        "other_outlet": one.other.outlet,
        "other_published": formats.plain(one.other.published),
        "extent": one.extent.value,
        "share": one.share,
        "other_share": one.other_share,
        "own_words": one.own,
        "order": one.order,
        "passages": [
            {"span": list(here), "other_span": list(there), "equal": equal, "words": words}
            for here, there, equal, words in one.passages
        ],
    }


def stories_json(page: Page[Story], out: TextIO) -> None:
    rows = [story_summary(story) for story in page.rows]
    _json({"total": page.total, "limit": page.limit, "offset": page.offset, "rows": rows}, out)


def stories(page: Page[Story], out: TextIO) -> None:
    """Piped: id, name, articles, independent texts, outlets, first, last."""
    console = Console(file=out)
    cells = []
    for one in page.rows:
        outlets = ", ".join(one.outlets) or NO_OUTLET
        counts = (str(len(one.articles)), str(len(one.texts)))
        dates = " to ".join(dict.fromkeys(str(day) for day in (one.first, one.last) if day))
        cells.append((one.id, one.name, *counts, outlets, dates))
        if terminal.is_plain(console):
            fields = (one.id, one.name, *counts, outlets, str(one.first or ""), str(one.last or ""))
            terminal.lines(console, [terminal.tabbed(fields)])
    if not terminal.is_plain(console):
        heads = ("Id", "Story", "Articles", "Texts of their own", "Outlets", "Published")
        terminal.show(console, heads, cells, (2, 3))


def story(one: Story, shared: Sequence[Reprint], out: TextIO, *, as_json: bool) -> None:
    """One story: its articles in order of time, copies under the text that they share."""
    if as_json:
        _json(story_record(one, shared), out)
        return
    console = Console(file=out)
    rows = {row.id: row for row in one.articles}
    console.print(Text(terminal.clean(one.name), style="bold"), soft_wrap=True)
    articles, texts = formats.count(len(one.articles), "article"), formats.count(len(one.texts), "text")
    by = f" by {formats.count(len(one.outlets), 'outlet')}" if one.outlets else f", {NO_OUTLET}"
    terminal.lines(console, [f"{articles}{by}, {texts} of their own · {one.id}", ""])
    for group in one.texts:
        terminal.lines(console, [article_line(rows[group[0]])])
        terminal.lines(console, [f"    in the main the same text: {article_line(rows[id])}" for id in group[1:]])
    if shared:
        terminal.lines(console, ["", *(reprint_line(reprint) for reprint in shared)])


def article_line(row: DocumentRow) -> str:
    when = str(row.published or "undated")
    return f"{when}  {row.outlet or NO_OUTLET}  {row.title or row.name}  {row.id}"


def reprint_line(one: Reprint) -> str:
    """ "62 % of A (2f0c5a) stands in B (77ab01), 90 % of B in A; ..." """
    here, there = (f"{row.outlet or NO_OUTLET} {row.id[:8]}" for row in (one.document, one.other))
    said = f"{one.share:.0%} of {here} stands in {there}, {one.other_share:.0%} the other way round"
    order = f"; {here} first: {one.order}" if one.order else "; which was first is not known"
    return f"{said}; {formats.count(len(one.passages), 'passage')}, {formats.count(one.own, 'word')}{order}"


def reprints_json(page: Page[Reprint], out: TextIO) -> None:
    rows = [reprint_record(one) for one in page.rows]
    _json({"total": page.total, "limit": page.limit, "offset": page.offset, "rows": rows}, out)


def reprints(page: Page[Reprint], out: TextIO) -> None:
    """Piped: document, its outlet, share, other, its outlet, share, extent, own words, why the first is earlier."""
    console = Console(file=out)
    cells = []
    for one in page.rows:
        shares = (f"{one.share:.2f}", f"{one.other_share:.2f}")
        here, there = one.document, one.other
        fields = (here.id, here.outlet, shares[0], there.id, there.outlet, shares[1], one.extent.value, str(one.own))
        if terminal.is_plain(console):
            terminal.lines(console, [terminal.tabbed((*fields, one.order))])
        names = [f"{row.outlet or NO_OUTLET}: {row.title or row.name}" for row in (here, there)]
        cells.append((names[0], shares[0], names[1], shares[1], one.extent.value, one.order or "not known"))
    if not terminal.is_plain(console):
        heads = ("Article", "Share", "Other", "Share", "In all", "First, because")
        terminal.show(console, heads, cells, (1, 3))


def passages(one: Reprint, asked: Document, other: Document, out: TextIO) -> None:
    """The passages that an article shares with another, in the words of the one that was asked for; under each, the
    words that differ."""
    console = Console(file=out)
    terminal.lines(console, ["", reprint_line(one)])
    for first, second, *_ in one.passages:
        mine, theirs = (first, second) if one.document.id == asked.id else (second, first)
        here, there = mine.words(asked.text), theirs.words(other.text)
        terminal.lines(console, [f"    “{' '.join(here.split())}”"])
        if words := differing(here, there):
            terminal.lines(console, [f"        {words}"])


def _json(value: object, out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
