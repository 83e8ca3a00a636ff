"""Same claims and their origins as text or JSON.

In: claims, origins, a stream. Out: nothing but what is written; a table in a terminal, plain lines in a pipe.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from sayso.compare.claims import CHANGED
from sayso.compare.origins import Origin, Origins, Telling
from sayso.compare.outlets import NO_OUTLET
from sayso.compare.same_claims import SameClaim, reasons
from sayso.ledger import ClaimRow, Page, StatementRow
from sayso.show import formats, terminal
from sayso.show.changed_words import differing

Traced = tuple[SameClaim, Origins]


def claim_summary(claim: SameClaim, origins: Origins) -> dict[str, object]:
    """A claim in a list, as JSON."""
    return {
        "id": claim.id,
        "claim": claim.statements[0].content,
        "articles": claim.articles,
        "outlets": list(claim.outlets),
        "origins": [one.name for one in origins.origins],
        "sole_origin": origins.sole,
        "unnamed": all(one.unnamed for one in origins.origins),
        "first": formats.plain(origins.tellings[0].published),
    }


def claim_record(claim: SameClaim, origins: Origins) -> dict[str, object]:
    """A claim with its statements, what says that they are one, and its origins, as JSON."""
    return {
        **claim_summary(claim, origins),
        "statements": [formats.row_record(row) for row in claim.statements],
        "pairs": [_pair(pair.statement, pair.other_statement, pair.chance, pair.why) for pair in claim.pairs],
        "possibly": [
            formats.row_record(row) | {"chance": pair.chance, "why": pair.why} for row, pair in possibly(claim, origins)
        ],
        **origins_record(origins),
    }


def possibly(claim: SameClaim, origins: Origins) -> list[tuple[StatementRow, ClaimRow]]:
    """What is possibly the same, less what was added to the tellings because one of them leads to it."""
    told = {one.statement for one in origins.tellings}
    return [(row, pair) for row, pair in claim.possibly if row.id not in told]


def _pair(one: str, other: str, chance: float, why: str) -> dict[str, object]:
    return {"statement": one, "other": other, "chance": chance, "why": why}


def origins_record(origins: Origins) -> dict[str, object]:
    """Tellings and origins as JSON; tellings are referred to by their numbers, from 0."""
    return {
        "tellings": [formats.plain(telling) for telling in origins.tellings],
        "rests_on": [formats.plain(one) for one in origins.origins],
    }


def claims_json(found: Sequence[Traced], page: Page[SameClaim], out: TextIO) -> None:
    rows = [claim_summary(claim, origins) for claim, origins in found]
    _json({"total": page.total, "limit": page.limit, "offset": page.offset, "rows": rows}, out)


def claims(found: Sequence[Traced], page: Page[SameClaim], out: TextIO) -> None:
    """Piped: id, articles, outlets, number of origins, origins, the first statement's words."""
    console = Console(file=out)
    cells = []
    for claim, origins in found:
        names = ", ".join(one.name for one in origins.origins)
        outlets = ", ".join(claim.outlets) or NO_OUTLET
        counts = (str(claim.articles), outlets, str(len(origins.origins)))
        cells.append((claim.id, claim.statements[0].content, *counts, names))
        if terminal.is_plain(console):
            terminal.lines(console, [terminal.tabbed((claim.id, *counts, names, claim.statements[0].content))])
    if not terminal.is_plain(console):
        heads = ("Id", "Claim", "Articles", "Outlets", "Origins", "Rests on")
        terminal.show(console, heads, cells, (2, 4))


def claim(claim: SameClaim, origins: Origins, out: TextIO, *, as_json: bool) -> None:
    """One claim: who tells it in which words, what it rests on, and what possibly is the same."""
    if as_json:
        _json(claim_record(claim, origins), out)
        return
    console = Console(file=out)
    console.print(Text(terminal.clean(claim.statements[0].content), style="bold"), soft_wrap=True)
    terminal.lines(console, [counted(origins), ""])
    for number, (one, held) in enumerate(zip(origins.tellings, held_lines(claim, origins), strict=True)):
        terminal.lines(console, [telling_line(number, one), *(f"      {line}" for line in held)])
    _rests(console, origins)
    if near := possibly(claim, origins):
        terminal.lines(console, ["", "Possibly the same:"])
        for row, pair in near:
            who = row.actor or row.source or ""
            said = (str(row.published or "undated"), row.outlet or NO_OUTLET, who, row.content, f"({pair.why})", row.id)
            terminal.lines(console, ["  ".join(part for part in said if part)])


def held_lines(claim: SameClaim, origins: Origins) -> list[list[str]]:
    """For each telling why it is held for the same as others: "the same as [1]: a changed quotation: ..."."""
    ids = [one.statement or "" for one in origins.tellings]
    contents = {row.id: row.content for row in claim.statements}
    found: list[list[str]] = []
    for at, id in enumerate(ids):
        found.append([])
        for other, why in reasons(claim, id, ids[:at]):
            words = differing(contents[id], contents[other]) if why.startswith(CHANGED) else ""
            found[-1].append(f"the same as [{ids.index(other) + 1}]: {why}{f' ({words})' if words else ''}")
    return found


def origins(found: Origins, name: str, out: TextIO, *, as_json: bool) -> None:
    """What a claim or a series rests on."""
    if as_json:
        _json({"of": name, **origins_record(found)}, out)
        return
    console = Console(file=out)
    console.print(Text(terminal.clean(name), style="bold"), soft_wrap=True)
    terminal.lines(console, [counted(found), ""])
    terminal.lines(console, [telling_line(number, one) for number, one in enumerate(found.tellings)])
    _rests(console, found)


def _rests(console: Console, found: Origins) -> None:
    terminal.lines(console, ["", "Rests on:", *(origin_line(one) for one in found.origins)])


def counted(found: Origins) -> str:
    """ "3 articles, 2 outlets, 1 origin: all of it rests on one origin" """
    outlets = formats.count(len(found.outlets), "outlet") if found.outlets else NO_OUTLET
    said = f"{formats.count(found.articles, 'article')}, {outlets}, {formats.count(len(found.origins), 'origin')}"
    return said + (": all of it rests on one origin" if found.sole else "")


def telling_line(number: int, one: Telling) -> str:
    said = (str(one.published or "undated"), one.outlet or NO_OUTLET, one.source or formats.NO_SOURCE, one.words)
    return f"[{number + 1}] {'  '.join(said)}" + (f"\n      {reason(one)}" if one.why else "")


def reason(one: Telling) -> str:
    """What a telling rests on, and why."""
    if one.rests_on is not None:
        return f"from [{one.rests_on + 1}]: {one.why}"
    return f"from {one.outside}, whose own telling is not here: {one.why}"


def origin_line(one: Origin) -> str:
    """ "Northline, for [1] [3]: the hospital; by telephone" """
    numbers = " ".join(f"[{at + 1}]" for at in one.tellings)
    sources = ", ".join(source or formats.NO_SOURCE for source in one.sources)
    notes = ["source not named"] if one.unnamed and any(one.sources) else []
    notes += [f"“{words}”" for words in one.access]
    return "; ".join(
        [f"{one.name}{'' if one.here else ' (its own telling is not here)'}, for {numbers}: {sources}", *notes]
    )


def _json(value: object, out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
