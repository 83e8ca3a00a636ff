"""Lists from the ledger: a table in a terminal, plain lines in a pipe, or JSON.

In: a page of rows and a stream. Out: nothing but what is written.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from rich.console import Console

from sayso.compare import SourceCount
from sayso.ledger import FigureRow, Page, StatementRow
from sayso.show import formats, terminal
from sayso.show.formats import row_record


def as_json(page: Page[StatementRow] | Page[FigureRow] | Page[SourceCount], out: TextIO) -> None:
    """One object: total, limit, offset and the rows."""
    record = {
        "total": page.total,
        "limit": page.limit,
        "offset": page.offset,
        "rows": [row_record(r) for r in page.rows],
    }
    out.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def unshown(page: Page[Any], noun: str) -> str | None:
    """What a page leaves out, and which option shows it: "1–50 of 55 claims; --limit 55 shows all". None where it
    shows all from its offset on."""
    last = page.offset + len(page.rows)
    if not page.total:
        return f"no {formats.plural(noun)} match"
    if not page.rows:
        return f"no {formats.plural(noun)} after the first {page.offset:,}; there are {page.total:,}"
    if last == page.total:
        return None
    more = f"--offset {last} goes on" if page.offset else f"--limit {page.total} shows all"
    return f"{page.offset + 1:,}–{last:,} of {formats.count(page.total, noun)}; {more}"


def statements(page: Page[StatementRow], out: TextIO) -> None:
    terminal.statements_table(Console(file=out), page)


def figures(page: Page[FigureRow], out: TextIO) -> None:
    terminal.figures_table(Console(file=out), page)


def sources(page: Page[SourceCount], out: TextIO) -> None:
    terminal.sources_table(Console(file=out), page)
