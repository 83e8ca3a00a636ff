"""Records: tables that others keep become Records.

In: a CSV file (plain or .gz) and its layout. Out: a Record for each figure of each row, one at a time, and a reason for
every row that is none. A file of a million rows is never held in memory; of what was read only the ids are.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import math
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sayso.collect import layouts
from sayso.collect.dates import published
from sayso.collect.files import opened, shown, stem
from sayso.collect.layouts import Layout
from sayso.collect.skips import CollectError, OnSkip, Skip
from sayso.types import Record

TAGS_WITHIN = 25  # rows of an HXL table in which its tags must stand, as the HXL standard has it
LARGEST_CELL = 10_000_000  # characters: UCDP lists all the sources of an event in one cell
MOST = 1e10  # people: beyond it no count is one
VERSION = re.compile(r"v?(\d+[._]\d+(?:[._]\d+)?)$")  # GEDEvent_v24_1
TITLE = 200  # characters of a title that are kept


@dataclass(frozen=True, slots=True)
class Table:
    """A file before its rows are read."""

    path: Path
    hash: str
    encoding: str


def records(
    path: Path,
    name: str,
    on_skip: OnSkip,
    columns: Mapping[str, str] | None = None,
    state: str | None = None,
) -> Iterator[Record]:
    """The records of a file in a layout: "ucdp-ged", "acled", "airwars", "hxl", or "csv" with `columns` by field.

    :raises CollectError: if the file cannot be read, or is not of that layout.
    """
    csv.field_size_limit(LARGEST_CELL)
    table = _looked_at(path, on_skip)
    with opened(path) as stream:
        rows = _rows(stream, table)
        header_at, header = next(rows, (0, []))
        if not header:
            raise CollectError(f"{shown(path)}: empty: there is no row")
        try:
            if name == layouts.HXL:
                made = _tagged(header_at, header, rows)
            else:
                made = layouts.layout(name, header, columns or {}, state)
        except CollectError as error:
            raise CollectError(f"{shown(path)}: {error}") from error
        yield from _records(rows, table, name, made, on_skip)


def _looked_at(path: Path, on_skip: OnSkip) -> Table:
    """Hash and encoding, in one pass over the bytes: UTF-8, or else Windows-1252, which older tables are in."""
    whole, utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    encoding, first = "utf-8-sig", True
    try:
        with opened(path) as stream:
            while chunk := stream.read(1 << 20):
                whole.update(chunk)
                if first and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    encoding = "utf-16"
                if encoding == "utf-8-sig":
                    try:
                        utf8.decode(chunk)
                    except UnicodeDecodeError:
                        encoding = "windows-1252"
                first = False
    except (OSError, EOFError, zlib.error) as error:
        raise CollectError(f"{shown(path)}: damaged or cut short: {error}") from error
    except CollectError as error:
        raise CollectError(f"{shown(path)}: {error}") from error
    if encoding == "windows-1252":
        on_skip(Skip(shown(path), "not UTF-8: read as Windows-1252; check the names of places", kept=True))
    return Table(path, whole.hexdigest(), encoding)


def _rows(stream: IO[bytes], table: Table) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that is not empty."""
    text = codecs.getreader(table.encoding)(stream, "replace")
    reader = csv.reader((line.replace("\x00", "") for line in text), strict=False)
    while True:
        at = reader.line_num + 1
        try:
            cells = next(reader, None)
        except (csv.Error, OSError, EOFError, zlib.error) as error:
            raise CollectError(f"{shown(table.path)}:{at}: not readable as CSV: {error}") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield at, cells


def _tagged(at: int, header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Layout:
    if layouts.is_tags(header):
        return layouts.tagged(header)
    for _, (_, cells) in zip(range(TAGS_WITHIN), rows, strict=False):
        if layouts.is_tags(cells):
            return layouts.tagged(cells)
    raise CollectError(f"no row of HXL tags, such as #affected+killed, in the first {TAGS_WITHIN} rows after line {at}")


def _records(
    rows: Iterator[tuple[int, list[str]]], table: Table, name: str, layout: Layout, on_skip: OnSkip
) -> Iterator[Record]:
    seen: dict[str, int] = {}
    for at, cells in rows:
        try:
            id = _cell(cells, layout, "id")
            if id and id in seen:
                raise CollectError(f"the id {id} stands in line {seen[id]} already")
            found = [_record(cells, at, id or str(at), table, name, one) for one in (layout, *layout.more)]
            # What is no figure of its own is left out: no dead civilians, beside a total.
            told = [one for one in found if one is not None and (one is found[0] or one.best or one.high)]
            if not told:
                raise CollectError("the row has no figure")
        except CollectError as error:
            on_skip(Skip(f"{shown(table.path)}:{at}", str(error)))
            continue
        if id:
            seen[id] = at
        yield from told


def _record(cells: list[str], at: int, id: str, table: Table, name: str, layout: Layout) -> Record | None:
    low, best, high = (_number(cells, layout, end) for end in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise CollectError(f"low ({low:g}) is above high ({high:g})")
    try:
        first, last = (published(_cell(cells, layout, end)) for end in ("first", "last"))
    except ValueError as error:
        raise CollectError(str(error)) from error
    if first and last and first > last:
        raise CollectError(f"it ends ({last}) before it begins ({first})")
    state = _cell(cells, layout, "state") or layout.state
    if state is None:
        raise CollectError("the row tells no state")
    places = dict.fromkeys(cells[n].strip() for n in layout.places if n < len(cells) and cells[n].strip())
    title = _cell(cells, layout, "title")
    return Record(
        name,
        table.path.name,
        table.hash,
        at,
        id,
        state.lower(),
        low,
        best,
        high,
        _cell(cells, layout, "counted") or layout.counted,
        first,
        last or first,
        tuple(places),
        _cell(cells, layout, "date_precision"),
        _cell(cells, layout, "place_precision"),
        _cell(cells, layout, "grade"),
        version[1].replace("_", ".") if (version := VERSION.search(stem(table.path))) else None,
        title[:TITLE] if title else None,
    )


def _cell(cells: list[str], layout: Layout, field: str) -> str | None:
    at = layout.columns.get(field)
    return cells[at].strip() or None if at is not None and at < len(cells) else None


def _number(cells: list[str], layout: Layout, field: str) -> float | None:
    said = _cell(cells, layout, field)
    if said is None:
        return None
    try:
        number = float(said.replace(",", "").replace(" ", ""))
    except ValueError:
        raise CollectError(f"{field} is {said[:40]!r}, which is no number") from None
    if not math.isfinite(number) or not 0 <= number <= MOST:
        raise CollectError(f"{field} is {said[:40]!r}, which is no count of people")
    return number
