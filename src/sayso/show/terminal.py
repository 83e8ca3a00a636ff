"""Readings and rows of the ledger in a terminal, or as plain lines where the output is not one.

In: a rich `Console` and what to show. Out: lines on that console. On a terminal statements are underlined by kind with
their number, sources bold, cues italic, figures in reverse; piped (or with NO_COLOR) the same is said by brackets in
the text and by one line a statement or figure, fields separated by tabs, fit for grep and cut. Articles are written by
strangers: control characters never reach the terminal and no markup in a text is interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.segment import Segment as Written
from rich.segment import Segments
from rich.table import Table
from rich.text import Text

from sayso.compare import SourceCount
from sayso.compare.outlets import NO_OUTLET
from sayso.ledger import FigureRow, Page, StatementRow
from sayso.show import formats
from sayso.show.annotate import Node, Role, Segment, nested, paragraphs
from sayso.types import Kind, Reading

# C0 and C1 controls (escape sequences begin with one), and the marks that reorder text on the screen.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Told apart by more than colour: by weight, slant, underline, reverse and the bracketed number before each statement.
KIND_STYLES = {
    Kind.DIRECT: "underline blue",
    Kind.MIXED: "underline magenta",
    Kind.INDIRECT: "underline cyan",
    Kind.NARRATOR: "dim",
}
STYLES = {Role.SOURCE: "bold yellow", Role.CUE: "italic yellow", Role.FIGURE: "reverse", Role.MARKER: "bold red"}
LETTERS = {Kind.DIRECT: "D", Kind.MIXED: "M", Kind.INDIRECT: "I", Kind.NARRATOR: "N"}
LEGEND = "D direct  M partly quoted  I indirect  N article's own assertion"


def article(console: Console, reading: Reading) -> None:
    """The annotated article, then its statements, figures and markers."""
    if is_plain(console):
        lines(console, _plain_article(reading))
        return
    document = reading.document
    console.print(Text(clean(document.title or document.name or "untitled"), style="bold"))
    console.print(Text(_where(reading), style="dim"))
    console.print()
    if reading.unread:
        console.print(Text(f"Not read: {clean(reading.unread)}", style="bold"))
    for paragraph in paragraphs(reading):
        console.print(_styled(reading, paragraph))
        console.print()
    legend = Text(LEGEND, style="dim")
    for role in (Role.SOURCE, Role.CUE, Role.FIGURE, Role.MARKER):
        legend.append("  ").append(role.value, style=STYLES[role])
    console.print(legend)
    fields = _statement_cells(reading)
    cells = [(*c[:2], _who(c[2] or "", *c[5:]), *c[3:5]) for c in fields]
    console.print(_table("Statements", ("", "Kind", "Source", "Cue", "Words"), cells, (0,)))
    _explain(console, ((c[2], c[5]) for c in fields))
    figures = _figure_cells(reading)
    if figures:
        heads = ("Amount", "Counted", "State", "Place", "As of", "Words", "Statement")
        console.print(_table("Figures", heads, figures, (6,)))
    markers = _marker_cells(reading)
    if markers:
        console.print(_table("Markers", ("Kind", "Words", "Why", "Statement"), markers, (3,)))


def statements_table(console: Console, page: Page[StatementRow]) -> None:
    """Statements of the ledger; piped: id, kind, source, cue, words, outlet, date, title, actor, role, naming."""
    if is_plain(console):
        lines(console, (tabbed(_statement_fields(row)) for row in page.rows))
        return
    cells = [
        (
            row.id,
            str(row.kind),
            _who(_source(row.kind, row.source), row.actor, row.role, row.naming),
            row.cue,
            row.content,
            row.outlet,
            _day(row.published),
        )
        for row in page.rows
    ]
    show(console, ("Id", "Kind", "Source", "Cue", "Words", "Outlet", "Date"), cells)
    _explain(console, ((row.source, row.actor) for row in page.rows))


def figures_table(console: Console, page: Page[FigureRow]) -> None:
    """Figures of the ledger; piped: id, low, high, bound, counted, unit, state, place, as of, source, words, outlet,
    date, title, actor, role, naming."""
    if is_plain(console):
        lines(console, (tabbed(_figure_fields(row)) for row in page.rows))
        return
    cells = [
        (
            formats.amount(row),
            row.counted,
            row.state,
            row.place,
            row.as_of,
            _who(row.source or "", row.actor, row.role, row.naming),
            row.words,
            row.outlet,
            _day(row.published),
        )
        for row in page.rows
    ]
    heads = ("Amount", "Counted", "State", "Place", "As of", "Source", "Words", "Outlet", "Date")
    show(console, heads, cells)
    _explain(console, ((row.source, row.actor) for row in page.rows))


def sources_table(console: Console, page: Page[SourceCount]) -> None:
    """Who is quoted, how often, by whom; piped: source, statements, articles, kinds, outlets, role, naming."""
    cells = [
        (
            row.source,
            f"{row.statements}",
            f"{row.documents}",
            _pairs(row.kinds.items()),
            _pairs(row.outlets.items()),
            row.role,
            row.naming,
        )
        for row in page.rows
    ]
    if is_plain(console):
        lines(console, map(tabbed, cells))
        return
    shown = [(c[0] or formats.NO_SOURCE, _labels(*c[5:]), *c[1:5]) for c in cells]
    heads = ("Source", "Role", "Statements", "Articles", "How reported", "Outlets")
    show(console, heads, shown, (2, 3))


def is_plain(console: Console) -> bool:
    """Whether to write plain lines: piped, a file, a dumb terminal, or NO_COLOR."""
    return not console.is_terminal or console.no_color or console.is_dumb_terminal


def clean(words: str) -> str:
    """The words without anything that could move the cursor, change a colour or reorder the line."""
    return UNSAFE.sub("\ufffd", words)


def tabbed(cells: Iterable[str | None]) -> str:
    """One line, fields separated by tabs; what is missing is an empty field."""
    return "\t".join(" ".join(clean(cell or "").split()) for cell in cells)


def lines(console: Console, said: Iterable[str]) -> None:
    """Plain lines, whatever stands in them."""
    # Segments go out as they are: not folded, tabs kept, and no markup, emoji or highlighting read into them
    for line in said:
        console.print(Segments([Written(line + "\n")]), crop=False, soft_wrap=True, end="")


def show(
    console: Console,
    heads: Sequence[str],
    cells: Sequence[Sequence[str | None]],
    right: Sequence[int] = (),
) -> None:
    """A table, or nothing where there are no rows; right: columns of numbers. `listings.unshown` says what is left."""
    if cells:
        console.print(_table(None, heads, cells, right))


def _table(
    title: str | None, heads: Sequence[str], cells: Iterable[Sequence[str | None]], right: Sequence[int] = ()
) -> Table:
    table = Table(
        title=f"\n{title}" if title else None,
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        header_style="dim",
    )
    for index, head in enumerate(heads):
        narrow = head in ("Id", "Kind", "Date", "Statement", "")
        justify = "right" if index in right else "left"
        table.add_column(head, justify=justify, overflow="fold", no_wrap=narrow, ratio=3 if head == "Words" else None)  # type: ignore[arg-type]
    for row in cells:
        table.add_row(*(Text(" ".join(clean(cell or "").split())) for cell in row))
    return table


def _styled(reading: Reading, paragraph: Sequence[Segment]) -> Text:
    line = Text()
    seen: set[int] = set()
    for segment in paragraph:
        for index in segment.content:
            if index not in seen and _begins(reading, index, segment):
                line.append(f"[{LETTERS[reading.statements[index].kind]}{index + 1}] ", style="bold")
            seen.add(index)
        styles = [KIND_STYLES[segment.kind]] if segment.kind else []
        styles += [STYLES[role] for role in Role if role in segment.roles and role in STYLES]
        line.append(clean(segment.text), style=" ".join(styles) or None)
    return line


def _begins(reading: Reading, statement: int, segment: Segment) -> bool:
    return any(span.start == segment.span.start for span in reading.statements[statement].content)


def _plain_article(reading: Reading) -> Iterable[str]:
    document = reading.document
    yield clean(document.title or document.name or "untitled")
    yield _where(reading)
    yield ""
    if reading.unread:
        yield f"not read: {clean(reading.unread)}"
        yield ""
    for nodes in nested(paragraphs(reading)):
        yield clean(_bracketed(nodes))
        yield ""
    for cells in _statement_cells(reading):
        yield tabbed(("statement", *cells))
    for cells in _figure_cells(reading):
        yield tabbed(("figure", *cells))
    for cells in _marker_cells(reading):
        yield tabbed(("marker", *cells))


def _bracketed(nodes: Iterable[Node]) -> str:
    """Statements as [1 direct: …], sources {who: …}, cues {cue: …}, figures {figure: …}, markers {marker: …}."""
    found = ""
    for node in nodes:
        inner = node.text if node.role is None else _bracketed(node.children)
        if node.role is Role.CONTENT:
            numbers = "+".join(str(index + 1) for index in node.of)
            found += f"[{numbers} {node.kind}: {inner}]"
        elif node.role is not None:
            found += f"{{{'who' if node.role is Role.SOURCE else node.role.value}: {inner}}}"
        else:
            found += inner
    return found


def _where(reading: Reading) -> str:
    document = reading.document
    said = (document.outlet or NO_OUTLET, _day(document.published), document.byline, document.url)
    return clean(" · ".join(part for part in said if part))


def _statement_cells(reading: Reading) -> list[tuple[str | None, ...]]:
    text = reading.document.text
    return [
        (
            str(index),
            statement.kind.value,
            _source(statement.kind, formats.words(statement.source, text)),
            formats.words(statement.cue, text),
            formats.words(statement.content, text),
            *((actor.name, actor.role, actor.naming) if (actor := reading.actor_of(statement)) else (None,) * 3),
        )
        for index, statement in enumerate(reading.statements, 1)
    ]


def _figure_cells(reading: Reading) -> list[tuple[str | None, ...]]:
    text, owner = reading.document.text, formats.statement_of_figure(reading)
    return [
        (
            formats.amount(figure),
            figure.counted,
            figure.state,
            figure.place,
            figure.as_of,
            figure.span.words(text),
            str(owner[index] + 1) if index in owner else None,
        )
        for index, figure in enumerate(reading.figures)
    ]


def _marker_cells(reading: Reading) -> list[tuple[str | None, ...]]:
    text = reading.document.text
    return [
        (marker.kind, marker.span.words(text), marker.why, str(index))
        for index, statement in enumerate(reading.statements, 1)
        for marker in statement.markers
    ]


def _statement_fields(row: StatementRow) -> tuple[str | None, ...]:
    said = (row.id, str(row.kind), row.source, row.cue, row.content, row.outlet, _day(row.published))
    return (*said, row.document_title, row.actor, row.role, row.naming)


def _figure_fields(row: FigureRow) -> tuple[str | None, ...]:
    low, high = (None if end is None else str(formats.number(end)) for end in (row.low, row.high))
    return (
        row.id,
        low,
        high,
        str(row.bound),
        row.counted,
        row.unit,
        row.state,
        row.place,
        row.as_of,
        row.source,
        row.words,
        row.outlet,
        _day(row.published),
        row.document_title,
        row.actor,
        row.role,
        row.naming,
    )


def _source(kind: Kind, source: str | None) -> str:
    """Who says it, in words that are never empty on a screen."""
    return source or ("article's own assertion" if kind is Kind.NARRATOR else formats.NO_SOURCE)


def _who(source: str, actor: str | None, role: str | None, naming: str | None) -> str:
    """A source in its own words, and what the program makes of it: "she, read as Ilse Brandt (official, named)"."""
    read = formats.read_as(source, actor)
    said = ", ".join(part for part in (source, read and f"read as {read}") if part)
    labels = _labels(role, naming)
    return f"{said} ({labels})" if labels else said


def _labels(role: str | None, naming: str | None) -> str:
    return ", ".join(label for label in (role, naming) if label)


def _explain(console: Console, sources: Iterable[tuple[str | None, str | None]]) -> None:
    """Say what "read as" means where it was shown for one of these sources and actors."""
    if any(formats.read_as(source, actor) for source, actor in sources):
        console.print(Text(formats.READ_AS, style="dim"))


def _pairs(counts: Iterable[tuple[object, int]]) -> str:
    return ", ".join(f"{name or NO_OUTLET} {count}" for name, count in counts)


def _day(published: object) -> str:
    return "" if published is None else str(published)
