"""Versions as text or JSON: what changed between them, in words that pages use as well.

In: histories, revisions, a stream. Out: nothing but what is written. Every change is told with the words before and
after and the rule by which it is one; none is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.text import Text

from sayso.compare.outlets import NO_OUTLET
from sayso.compare.recounted import Recount
from sayso.compare.restated import Aspect, Difference, Restatement, words
from sayso.compare.revisions import Alignment, Extent, How, Passage
from sayso.compare.versions import History, Revision
from sayso.compare.wording import Edit
from sayso.ledger import Page, SightingRow
from sayso.show import formats, terminal
from sayso.types import Figure, Reading, Span, Statement

OTHERWISE_READ = "The two were read by different versions of the program: a difference may be the program's."
AROUND = 6  # words shown on either side of an edit
MARKED = {Aspect.MARKER_ADDED: "put in", Aspect.MARKER_REMOVED: "taken out"}


class Line(NamedTuple):
    """A change in words: what it is, before, after, of which statement, by which rule, and where it stands in the older
    and in the newer text."""

    what: str
    before: str | None
    after: str | None
    of: str | None = None
    why: str | None = None
    old: int | None = None
    new: int | None = None


def changes(revision: Revision) -> list[Line]:
    """What changed above the text, in its figures and in its statements."""
    found = [Line(one.part, one.before, one.after) for one in revision.head]
    found += [_figure_line(one, revision) for one in revision.figures]
    return [*found, *(line for one in revision.statements for line in _statement_lines(one, revision))]


def _figure_line(one: Recount, revision: Revision) -> Line:
    old = None if one.old is None else revision.old_reading.figures[one.old]
    new = None if one.new is None else revision.new_reading.figures[one.new]
    before, after = (counted(figure) if figure else None for figure in (old, new))
    at, there = (figure.span.start if figure else None for figure in (old, new))
    return Line(one.change.value, before, after, None, one.why, at, there)


def counted(figure: Figure) -> str:
    """ "at least 33 people killed" """
    return " ".join(part for part in (formats.amount(figure), figure.counted, figure.state) if part)


def _statement_lines(one: Restatement, revision: Revision) -> Iterator[Line]:
    old, new = _statement(one.old, revision.old_reading), _statement(one.new, revision.new_reading)
    if old and not new:
        yield Line("statement removed", _said(old, revision.old_reading), None, old=old.content[0].start)
    elif new and not old:
        yield Line("statement added", None, _said(new, revision.new_reading), new=new.content[0].start)
    elif new:
        of = words(new.content, revision.new_reading)
        for difference in one.differences:
            yield _difference_line(difference, of)


def _difference_line(one: Difference, of: str | None) -> Line:
    old, new = (spans[0].start if spans else None for spans in (one.old, one.new))
    if one.aspect in MARKED:
        what = str(one.turn) if one.turn else f"wording {MARKED[one.aspect]}"
        return Line(what, one.before, one.after, of, f"{MARKED[one.aspect]}: {one.why}", old, new)
    whole = one.aspect in (Aspect.QUOTATION, Aspect.WORDS)
    return Line(one.aspect.value, one.before, one.after, None if whole else of, None, old, new)


def _statement(at: int | None, reading: Reading) -> Statement | None:
    return None if at is None else reading.statements[at]


def _said(statement: Statement, reading: Reading) -> str:
    """ "the hospital: that 33 people had died (indirect)" """
    source = words(statement.source, reading)
    return f"{f'{source}: ' if source else ''}{words(statement.content, reading)} ({statement.kind.value})"


def summary(counts: dict[str, int]) -> str:
    """ "title; other number 2; softened" """
    return "; ".join(name if n == 1 else f"{name} {n}" for name, n in counts.items()) or "nothing but white space"


def extent_line(revision: Revision) -> str:
    """How much of the text stayed, and what follows from that."""
    kept, known = revision.texts.shares
    said = revision.extent.value
    if revision.extent in (Extent.EDITED, Extent.ANOTHER):
        said += f"; {kept:.0%} of the older words are kept, {known:.0%} of the newer were there before"
    if revision.extent is Extent.ANOTHER:
        said += "; statements and figures are not held against each other"
    if revision.unread and revision.extent is not Extent.SAME:
        said += f"; not read ({revision.unread}), so nothing is known of statements and figures"
    return said


def version_line(number: int, row: SightingRow) -> str:
    return "  ".join((f"[{number}]", seen(row), row.title or row.name, row.id))


def seen(row: SightingRow) -> str:
    """When a version was fetched: "2031-05-01 06:30 to 2031-05-01 09:00", or that this is not known."""
    moments = dict.fromkeys(f"{moment:%Y-%m-%d %H:%M}" for moment in (row.first, row.last) if moment)
    return " to ".join(moments) or "no time of fetching"


def history(one: History, out: TextIO, *, as_json: bool) -> None:
    """What stood at an address, and what changed from each version to the next."""
    if as_json:
        _json(history_record(one), out)
        return
    console = Console(file=out)
    console.print(Text(terminal.clean(one.url), style="bold"), soft_wrap=True)
    count = formats.count(len(one.versions), "version")
    terminal.lines(console, [f"{one.versions[-1].outlet or NO_OUTLET}, {count}", ""])
    terminal.lines(console, [terminal.clean(version_line(n, row)) for n, row in enumerate(one.versions, 1)])
    for number, revision in enumerate(one.revisions, 1):
        _revision(console, revision, number, number + 1)


def revision(one: Revision, numbers: tuple[int, int], out: TextIO, *, as_json: bool) -> None:
    """What changed between two versions."""
    if as_json:
        _json(revision_record(one), out)
        return
    _revision(Console(file=out), one, *numbers)


def _revision(console: Console, one: Revision, number: int, other: int) -> None:
    terminal.lines(console, [""])
    heading = f"[{number}] to [{other}]: {extent_line(one)}"
    console.print(Text(terminal.clean(heading), style="bold"), soft_wrap=True)
    if not one.read_alike and one.read:
        terminal.lines(console, [f"  {OTHERWISE_READ}"])
    terminal.lines(console, [f"  {terminal.clean(line(change))}" for change in changes(one)])
    if one.extent is not Extent.ANOTHER:
        terminal.lines(console, [f"    {terminal.clean(said)}" for said in _passage_lines(one.texts)])


def line(change: Line) -> str:
    """ "other number: “33 people killed” to “29 people killed” (one stands for the other)" """
    before, after = (f"“{words}”" if words else None for words in (change.before, change.after))
    said = f"{before} to {after}" if before and after else after or before or ""
    of = f", in “{_short(change.of)}”" if change.of else ""
    return f"{change.what}: {said}{of}{f' ({change.why})' if change.why else ''}"


def _short(said: str, most: int = 90) -> str:
    return said if len(said) <= most else said[: most - 1] + "…"


def _passage_lines(texts: Alignment) -> Iterator[str]:
    """The passages that changed, deletions and insertions marked as `git diff --word-diff` marks them."""
    for passage in texts.passages:
        moved = "moved: " if passage.moved else ""
        if passage.how is How.REMOVED:
            yield f"[-{_flat(texts.old_text, texts.old_span(passage.at))}-]"
        elif passage.how is How.ADDED:
            yield f"{{+{_flat(texts.new_text, texts.new_span(passage.there))}+}}"
        elif passage.edits:
            yield moved + _edited(texts, passage)
        elif passage.moved:
            yield moved + _flat(texts.new_text, texts.new_span(passage.there))


def _edited(texts: Alignment, passage: Passage) -> str:
    """A passage with its edits; what is far from any is left out."""
    parts: list[str] = []
    at, end = passage.there.start, passage.there.stop
    for number, edit in enumerate((*passage.edits, None)):
        stop = edit.new.start if edit else end
        kept = range(at, stop)
        if len(kept) > 2 * AROUND:
            head = range(at, at + (AROUND if number else 0))
            tail = range(stop - (AROUND if edit else 0), stop)
            parts += [_words(texts, head), "…", _words(texts, tail)]
        else:
            parts.append(_words(texts, kept))
        if edit:
            parts += _marked(texts, edit)
            at = edit.new.stop
    return " ".join(part for part in parts if part)


def _marked(texts: Alignment, edit: Edit) -> Iterator[str]:
    if edit.old:
        yield f"[-{_flat(texts.old_text, texts.old_span(edit.old))}-]"
    if edit.new:
        yield f"{{+{_flat(texts.new_text, texts.new_span(edit.new))}+}}"


def _words(texts: Alignment, at: range) -> str:
    return _flat(texts.new_text, texts.new_span(at)) if at else ""


def _flat(text: str, span: Span | None) -> str:
    return " ".join(span.words(text).split()) if span else ""


def table(page: Page[History], out: TextIO) -> None:
    """Piped: id, address, outlet, versions, title, what changed."""
    console = Console(file=out)
    cells = []
    for one in page.rows:
        last = one.versions[-1]
        said = summary(one.counts)
        fields = (one.id, one.url, last.outlet, str(len(one.versions)), last.title, said)
        if terminal.is_plain(console):
            terminal.lines(console, [terminal.tabbed(fields)])
        cells.append((one.id, last.title or last.name, last.outlet or NO_OUTLET, fields[3], said))
    if not terminal.is_plain(console):
        heads = ("Id", "Article", "Outlet", "Versions", "What changed")
        terminal.show(console, heads, cells, (3,))


def table_json(page: Page[History], out: TextIO) -> None:
    rows = [history_summary(one) for one in page.rows]
    _json({"total": page.total, "limit": page.limit, "offset": page.offset, "rows": rows}, out)


def history_summary(one: History) -> dict[str, object]:
    """An address in a list, as JSON."""
    last = one.versions[-1]
    return {
        "id": one.id,
        "url": one.url,
        "outlet": last.outlet,
        "title": last.title,
        "versions": len(one.versions),
        "first": formats.plain(one.versions[0].first),
        "last": formats.plain(last.last),
        "changed": one.counts,
    }


def history_record(one: History) -> dict[str, object]:
    """An address with its versions and what changed, as JSON."""
    rows = [
        {"number": number, "id": row.id, "document": row.document}
        | {name: formats.plain(getattr(row, name)) for name in ("title", "byline", "dateline", "first", "last")}
        for number, row in enumerate(one.versions, 1)
    ]
    return {**history_summary(one), "history": rows, "revisions": [revision_record(r) for r in one.revisions]}


def revision_record(one: Revision) -> dict[str, object]:
    """Two versions held against each other, as JSON; spans are of the two stored texts."""
    kept, known = one.texts.shares
    return {
        "old": one.old.id,
        "new": one.new.id,
        "extent": one.extent.value,
        "kept": round(kept, 4),
        "known": round(known, 4),
        "unread": one.unread,
        "read_alike": one.read_alike,
        "changed": one.counts,
        "head": [formats.plain(change) for change in one.head],
        "passages": [
            _passage_record(p, one.texts) for p in one.texts.passages if p.moved or p.how is not How.UNCHANGED
        ],
        "figures": [_figure_record(change, one) for change in one.figures],
        "statements": [_statement_record(change, one) for change in one.statements],
    }


def _passage_record(passage: Passage, texts: Alignment) -> dict[str, object]:
    return {
        "how": passage.how.value,
        "moved": passage.moved,
        "old_span": formats.plain(texts.old_span(passage.at)),
        "new_span": formats.plain(texts.new_span(passage.there)),
        "edits": [_edit_record(edit, texts) for edit in passage.edits],
    }


def _edit_record(edit: Edit, texts: Alignment) -> dict[str, object]:
    old, new = texts.old_span(edit.old), texts.new_span(edit.new)
    return {
        "old_span": formats.plain(old),
        "new_span": formats.plain(new),
        "before": old.words(texts.old_text) if old else None,
        "after": new.words(texts.new_text) if new else None,
    }


def _figure_record(change: Recount, revision: Revision) -> dict[str, object]:
    sides = {}
    for name, at, reading in (("old", change.old, revision.old_reading), ("new", change.new, revision.new_reading)):
        figure = None if at is None else reading.figures[at]
        fields = ("low", "high", "bound", "counted", "unit", "state", "span")
        sides[name] = figure and {"words": figure.span.words(reading.document.text)} | {
            field: formats.plain(getattr(figure, field)) for field in fields
        }
    return {"change": change.change.value, "why": change.why, **sides}


def _statement_record(change: Restatement, revision: Revision) -> dict[str, object]:
    sides = {}
    for name, at, reading in (("old", change.old, revision.old_reading), ("new", change.new, revision.new_reading)):
        statement = _statement(at, reading)
        sides[name] = statement and {
            "kind": statement.kind.value,
            "content": words(statement.content, reading),
            "source": words(statement.source, reading),
            "content_spans": formats.plain(statement.content),
        }
    what = "added" if change.old is None else "removed" if change.new is None else "changed"
    return {
        "change": what,
        "turns": [str(turn) for turn in change.turns],
        **sides,
        "differences": [formats.plain(difference) for difference in change.differences],
    }


def _json(value: object, out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
