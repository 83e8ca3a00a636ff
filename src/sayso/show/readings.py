"""Readings written out, one after the other as they are made: text, JSON, JSON Lines or a page.

In: readings and a stream. Out: nothing but what is written. Each reading is flushed as it comes, so that a pipe sees it
at once and a stop loses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console

from sayso.show import terminal
from sayso.show.formats import reading_record
from sayso.show.page import reading_page
from sayso.types import Reading, SaysoError


def write(readings: Iterable[Reading], form: str, out: TextIO) -> int:
    """Write readings in `form`: "text", "json" (indented, one after the other), "jsonl" (a line each) or "html" (one
    self-contained page). Returns how many were written.

    Raises SaysoError where "html" is asked for more than one reading.
    """
    console = Console(file=out)
    count = 0
    for reading in readings:
        if count and form == "html":
            raise SaysoError(
                f"a page holds one article, and {reading.document.name or 'another'} is the second: "
                "name a single file, or add them to a ledger and look with `sayso serve`"
            )
        if form == "text":
            terminal.article(console, reading)
        elif form == "html":
            out.write(reading_page(reading))
        else:
            indent = 2 if form == "json" else None
            out.write(json.dumps(reading_record(reading), ensure_ascii=False, indent=indent) + "\n")
        out.flush()
        count += 1
    return count
