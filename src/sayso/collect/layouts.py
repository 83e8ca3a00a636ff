"""Layouts: which column of a table of records holds what.

In: a header, as the file has it, and the name of a layout. Out: for each figure of a row the columns to take. Public
layouts are in layouts.toml; HXL tables say it themselves, in a row of tags.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.collect.skips import CollectError

FIELDS = ("id", "best", "low", "high", "first", "last", "state", "counted", "grade", "title")
PRECISIONS = ("date_precision", "place_precision")
HXL = "hxl"
TAG = re.compile(r"#\w+(?:\s*\+\w+)*")
# HXL: the attribute that tells the state, as our figures have it; #affected alone is affected.
STATES = {
    "killed": "killed",
    "injured": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "idps": "displaced",
    "refugees": "displaced",
    "abducted": "abducted",
    "detained": "detained",
    "infected": "infected",
    "returned": "returned",
    "trapped": "trapped",
    "evacuated": "evacuated",
}
BASES = {"#affected": "affected", "#inneed": "in need", "#reached": "reached"}
GROUPS = {"civilians": "civilians", "children": "children", "f": "women", "m": "men"}
PLACES = ("#loc", "#adm5", "#adm4", "#adm3", "#adm2", "#adm1", "#country")  # the finest first


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by their place in a row. state, counted: what every row is of, where no column tells."""

    columns: Mapping[str, int]
    places: tuple[int, ...] = ()
    state: str | None = None
    counted: str | None = None
    more: tuple[Layout, ...] = field(default=())  # further figures of the same row


@cache
def _known() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("sayso.collect").joinpath("layouts.toml").read_text("utf8"))


def names() -> tuple[str, ...]:
    """The layouts that a file can be read as."""
    return (*_known(), HXL)


def layout(name: str, header: Sequence[str], given: Mapping[str, str], state: str | None) -> Layout:
    """The layout of a table with this header. given: columns named by a person, by field.

    :raises CollectError: if a column is not there that the layout needs.
    """
    at = {_same(column): number for number, column in reversed(list(enumerate(header)))}
    listed = {**_known()[name]}
    for one, column in given.items():
        if one not in (*FIELDS, "place"):
            raise CollectError(f"there is no field {one!r} to put a column into: {', '.join((*FIELDS, 'place'))}")
        if _same(column) not in at:
            raise CollectError(f"there is no column {column!r}; the table has {_shown(header)}")
        listed["places" if one == "place" else one] = [column]
    found = _layout(listed, at)
    if missing := [one for one in listed.get("needs", ()) if one not in found.columns]:
        said = "; ".join(f"{one} ({' or '.join(listed.get(one, [one]))})" for one in missing)
        hint = " Is it of another layout, or should --column name them?"
        raise CollectError(f"not the layout {name}: no column for {said}; the table has {_shown(header)}.{hint}")
    if found.state is None and state is None and "state" not in found.columns:
        raise CollectError("no column tells the state that is counted: give --state, such as --state killed")
    state = found.state or state
    shared = {one: here for one, here in found.columns.items() if one not in ("low", "best", "high")}
    more = [Layout({**shared, **one.columns}, found.places, state, one.counted) for one in found.more]
    return Layout(found.columns, found.places, state, found.counted, tuple(more))


def _layout(listed: Mapping[str, Any], at: Mapping[str, int]) -> Layout:
    columns = {}
    for one in (*FIELDS, *PRECISIONS):
        if here := [at[_same(c)] for c in listed.get(one, ()) if _same(c) in at]:
            columns[one] = here[0]
    places = tuple(at[_same(c)] for c in listed.get("places", ()) if _same(c) in at)
    more = tuple(_layout(one, at) for one in listed.get("more", ()))
    return Layout(columns, places, listed.get("states"), listed.get("who"), tuple(m for m in more if m.columns))


def is_tags(row: Sequence[str]) -> bool:
    """Whether a row is one of HXL tags: there are some, and nothing else."""
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and all(TAG.fullmatch(cell) for cell in said)


def tagged(tags: Sequence[str]) -> Layout:
    """The layout that a row of HXL tags tells.

    :raises CollectError: if no tag is of a count that we know.
    """
    split = [(tag.strip().lower().partition("+")[0].strip(), set(_attributes(tag))) for tag in tags]
    shared: dict[str, int] = {}
    for number, (base, more) in enumerate(split):
        if base == "#date":
            shared["last" if "end" in more else "first"] = number
        elif base in ("#meta", "#event", "#crisis", "#item") and more & {"id", "code"}:
            shared.setdefault("id", number)
        elif base == "#description":
            shared.setdefault("title", number)
    named = [n for n, (_, more) in enumerate(split) if not more & {"code", "lat", "lon"}]
    places = tuple(n for base in PLACES for n in named if split[n][0] == base)
    counts: dict[tuple[str, str | None], dict[str, int]] = {}
    for number, (base, more) in enumerate(split):
        if base in BASES and not more & {"pct", "code", "name"}:
            state = next((STATES[one] for one in sorted(more) if one in STATES), BASES[base])
            who = next((GROUPS[one] for one in sorted(more) if one in GROUPS), None)
            end = "low" if "min" in more else "high" if "max" in more else "best"
            counts.setdefault((state, who), {})[end] = number
    if not counts:
        raise CollectError(f"no HXL tag here is of people counted ({', '.join(BASES)}): {_shown(tags)}")
    made = [Layout({**shared, **ends}, places, state, who) for (state, who), ends in counts.items()]
    return Layout(made[0].columns, places, made[0].state, made[0].counted, tuple(made[1:]))


def _attributes(tag: str) -> list[str]:
    return [one.strip() for one in tag.lower().split("+")[1:]]


def _same(column: str) -> str:
    return re.sub(r"[\s_]+", "", column.casefold())


def _shown(header: Sequence[str]) -> str:
    said = ", ".join(column.strip() or "(no name)" for column in header[:30])
    return said + (", ..." if len(header) > 30 else "")
