"""Series as text, JSON, CSV or JSON-LD.

In: series, records beside them, policies, a stream. Out: nothing but what is written; a table in a terminal, plain
lines in a pipe.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from sayso.compare import changes, meaning, places
from sayso.compare.changes import Carried, Contradiction, Revision, carried, contradictions, first, revisions, spreads
from sayso.compare.exchange import hxl_rows, json_ld
from sayso.compare.outlets import NO_OUTLET
from sayso.compare.points import Point
from sayso.compare.policies import Outcome, Policy, apply
from sayso.compare.records import Match
from sayso.compare.series import Series
from sayso.compare.tolls import Toll
from sayso.ledger import Page
from sayso.show import charts, formats, terminal
from sayso.types import Kind, Review

PERIODS = {meaning.DAY: "a day’s count", meaning.OVER_TIME: "a sum over time", meaning.EVENT: ""}


def summary(series: Series) -> dict[str, object]:
    """A series in a list, as JSON."""
    low, high = changes.standing(series)
    return {
        "id": series.id,
        "name": series.name,
        "state": series.state,
        "group": series.group,
        "scope": series.scope,
        "place": series.place,
        "hxl": series.hxl,
        "first": formats.plain(series.first),
        "last": formats.plain(series.last),
        "figures": len(series.points),
        "articles": series.articles,
        "outlets": list(series.outlets),
        "low": formats.number(low),
        "high": formats.number(high),
        "revisions": len(revisions(series)),
        "contradictions": len(contradictions(series)),
        "decisions": list(series.decisions),
    }


def point_record(point: Point) -> dict[str, object]:
    """A figure of a series, as JSON: the ledger's row, and what series make of it."""
    return {
        "figure": point.key,
        "day": formats.plain(point.day),
        "days": formats.plain(point.days),
        "group": point.group,
        "scope": point.scope,
        "period": point.period,
        "where": {"words": point.where.words, "from": point.where.found} if point.where else None,
        **formats.row_record(point.row),
    }


def record(series: Series, matches: Sequence[Match], policies: Sequence[Policy]) -> dict[str, object]:
    """A series with all that it shows, as JSON; figures are referred to by their ids."""
    return {
        **summary(series),
        "points": [point_record(point) for point in series.points],
        "first_to_report": [point.key for point in first(series)],
        "revisions": [
            {"by": r.by, "who": r.who, "before": r.before.key, "after": r.after.key} for r in revisions(series)
        ],
        "contradictions": [
            {"lower": c.lower.key, "higher": c.higher.key, "apart": formats.number(c.apart)}
            for c in contradictions(series)
        ],
        "spread": [formats.plain(one) for one in spreads(series)],
        "carried": [
            {
                "low": formats.number(one.low),
                "high": formats.number(one.high),
                "source": one.source,
                "outlets": list(one.outlets),
                "figures": [point.key for point in one.points],
            }
            for one in carried(series)
        ],
        "records": [match_record(match) for match in matches],
        "policies": [outcome_record(apply(policy, series)) for policy in policies],
    }


def match_record(match: Match) -> dict[str, object]:
    return {
        "where": match.where.value,
        "factor": formats.number(match.factor),
        "why": match.why,
        "record": formats.plain(match.record),
    }


def outcome_record(outcome: Outcome) -> dict[str, object]:
    """A convention's figure with its trace, as JSON."""
    return {
        "policy": outcome.policy.name,
        "title": outcome.policy.title,
        "low": formats.number(outcome.low),
        "best": formats.number(outcome.best),
        "high": formats.number(outcome.high),
        "none": outcome.none,
        "claims": [
            {
                "figure": claim.point.key,
                "words": claim.point.row.words,
                "counts": claim.counts,
                "low": formats.number(claim.low),
                "high": formats.number(claim.high),
                "why": claim.why,
            }
            for claim in outcome.claims
        ],
        "rules": [{"says": rule.says, "source": rule.source} for rule in outcome.applied],
        "left_out": [{"says": rule.says, "source": rule.source} for rule in outcome.left_out],
    }


def as_json(page: Page[Series], out: TextIO) -> None:
    rows = [summary(series) for series in page.rows]
    _json({"total": page.total, "limit": page.limit, "offset": page.offset, "rows": rows}, out)


def table(page: Page[Series], out: TextIO) -> None:
    """Piped: id, name, state, group, scope, place, low, high, figures, articles, outlets, first, last."""
    console = Console(file=out)
    cells = []
    for one in page.rows:
        said = summary(one)
        outlets = ", ".join(one.outlets) or NO_OUTLET
        dates = " to ".join(dict.fromkeys(str(day) for day in (one.first, one.last) if day))
        cells.append((one.id, one.name, standing(one), str(len(one.points)), str(one.articles), outlets, dates))
        if terminal.is_plain(console):
            ends = [None if said[end] is None else str(said[end]) for end in ("low", "high")]
            names = (one.id, one.name, one.state, one.group, one.scope, one.place)
            counts = (str(len(one.points)), str(one.articles), outlets, str(one.first or ""), str(one.last or ""))
            terminal.lines(console, [terminal.tabbed((*names, *ends, *counts))])
    if not terminal.is_plain(console):
        heads = ("Id", "Series", "Last told", "Figures", "Articles", "Outlets", "Published")
        terminal.show(console, heads, cells, (3, 4))


def standing(series: Series) -> str:
    """What all outlets last said, from the lowest to the highest."""
    return formats.interval(*changes.standing(series))


def write(series: Series, matches: Sequence[Match], policies: Sequence[Policy], form: str, out: TextIO) -> None:
    """One series in one of the forms of `sayso series show`."""
    if form == "json":
        _json(record(series, matches, policies), out)
    elif form == "svg":
        out.write(charts.intervals(series, matches) + "\n")
    elif form == "text":
        _text(Console(file=out), series, matches, policies)
    else:
        export([series], form, out)


def export(found: Iterable[Series], form: str, out: TextIO) -> None:
    """Series as CSV tagged with HXL, or as JSON-LD."""
    if form == "jsonld":
        _json(json_ld(found), out)
    else:
        csv.writer(out, lineterminator="\n").writerows(hxl_rows(found))


def _text(console: Console, series: Series, matches: Sequence[Match], policies: Sequence[Policy]) -> None:
    """The same lines in a terminal and in a pipe, sections apart by a blank line."""
    head = (
        f"{series.name} · {standing(series)} · {formats.count(series.articles, 'article')} · {series.id} · {series.hxl}"
    )
    sections = [
        ("", [head]),
        ("Figures", [point_line(point) for point in series.points]),
        ("First to report", [point_line(point) for point in first(series)]),
        ("Who carried which figure, on whose word", [carried_line(one) for one in carried(series)]),
        ("Revisions", [revision_line(one) for one in revisions(series)]),
        ("Contradictions", [contradiction_line(one) for one in contradictions(series)]),
        (
            "How far figures lay apart",
            [
                f"{s.day}  {formats.interval(s.low, s.high)}  {formats.count(s.outlets, 'outlet')}"
                for s in spreads(series)
            ],
        ),
        ("Records", [match_line(match) for match in matches]),
    ]
    outcomes = [apply(policy, series) for policy in policies]
    if len(outcomes) > 1:
        sections.append(("Conventions side by side", [f"{o.policy.name}: {result(o)}" for o in outcomes]))
    sections += [(outcome.policy.title, outcome_lines(outcome)) for outcome in outcomes]
    for title, body in sections:
        if body:
            if title:
                console.print()
                console.print(Text(title, style="bold"))
            for line in body:
                console.print(Text(terminal.clean(line)), soft_wrap=True)


def point_line(point: Point) -> str:
    row = point.row
    who = row.actor or row.source or (formats.KIND_LABELS[Kind.NARRATOR] if row.kind is Kind.NARRATOR else "")
    said = (
        str(row.published or "undated"),
        formats.amount(row),
        row.words,
        row.outlet or NO_OUTLET,
        who,
        where(point),
        "" if point.period == meaning.EVENT else PERIODS[point.period],
        point.key,
    )
    return "  ".join(part for part in said if part)


def where(point: Point) -> str:
    """The place of a figure, and whether it is only the dateline's."""
    if point.where is None:
        return ""
    return point.where.words + (" (by the dateline)" if point.where.found == places.DATELINE else "")


def carried_line(one: Carried) -> str:
    outlets = ", ".join(outlet or NO_OUTLET for outlet in one.outlets)
    return f"{formats.interval(one.low, one.high)}  {one.source or formats.NO_SOURCE}  carried by {outlets}"


def revision_line(one: Revision) -> str:
    before, after = one.before.row, one.after.row
    said = f"{formats.amount(before)} ({before.published}) became {formats.amount(after)} ({after.published})"
    return f"{one.by} {one.who}: {said}"


def contradiction_line(one: Contradiction) -> str:
    low, high = one.lower.row, one.higher.row
    return (
        f"as of {one.lower.day}: {formats.amount(low)} ({low.outlet or NO_OUTLET})"
        f" against {formats.amount(high)} ({high.outlet or NO_OUTLET})"
    )


def match_line(match: Match) -> str:
    one = match.record
    ends = [formats.digits(end) for end in (one.low, one.best, one.high) if end is not None]
    factor = f" by a factor of {match.factor:.3g}" if match.factor else ""
    said = f"{one.dataset} {one.id}: {' / '.join(ends)} {one.counted or ''} {one.state}".replace("  ", " ")
    grade = f", graded {one.grade}" if one.grade else ""
    return f"{match.where}{factor}  {said}{grade}  {match.why}  {one.file}:{one.row}"


def result(outcome: Outcome) -> str:
    """ "low 12, high 40", or why there is none."""
    if outcome.none:
        return f"no figure: {outcome.none}"
    ends = [("low", outcome.low), ("high", outcome.high)]
    said = ", ".join(f"{end} {'open' if value is None else formats.digits(value)}" for end, value in ends)
    return said + ("" if outcome.best is None else f", best {formats.digits(outcome.best)}")


def outcome_lines(outcome: Outcome) -> list[str]:
    """The convention's figure, then each claim and each rule."""
    found = [result(outcome)]
    for claim in outcome.claims:
        verb = "counts" if claim.counts else "does not count"
        found.append(f"  {claim.point.row.words} ({claim.point.row.outlet}) {verb}: {claim.why} [{claim.point.key}]")
    found += [f"  rule: {rule.says} [{rule.source}]" for rule in outcome.applied]
    found += [f"  left out, not verified: {rule.says} [{rule.source}]" for rule in outcome.left_out]
    return found


def matches(found: Sequence[tuple[Series, Match]], out: TextIO, *, as_json: bool) -> None:
    """Every series with its nearest record."""
    if as_json:
        rows = [{"series": summary(series), **match_record(match)} for series, match in found]
        _json({"total": len(rows), "rows": rows}, out)
        return
    terminal.lines(Console(file=out), (f"{s.id}  {s.name}: {standing(s)}  {match_line(match)}" for s, match in found))


def toll(told: Toll | None, out: TextIO, *, as_json: bool) -> None:
    """Killed, injured, and every claim that was weighed: state, number, weight, words, outlet, figure."""
    claims = told.claims if told else ()
    if as_json:
        rows = [
            {
                "state": claim.state,
                "number": claim.number,
                "weight": round(claim.weight, 3),
                "words": [point.row.words for point in claim.points],
                "outlet": claim.points[0].row.outlet,
                "figures": [point.key for point in claim.points],
            }
            for claim in claims
        ]
        _json({"killed": told and told.killed, "injured": told and told.injured, "claims": rows}, out)
        return
    out.write(f"killed {told.killed}, injured {told.injured}\n" if told else "no claim of killed or injured\n")
    for claim in claims:
        words = " + ".join(point.row.words for point in claim.points)
        keys = " ".join(point.key for point in claim.points)
        cells = (claim.state, str(claim.number), f"{claim.weight:.2f}", words, claim.points[0].row.outlet, keys)
        out.write(terminal.tabbed(cells) + "\n")


def decisions(found: Iterable[Review], out: TextIO, *, as_json: bool) -> None:
    """Every decision: number, time, what, who, why."""
    for one in found:
        if as_json:
            out.write(json.dumps(formats.plain(one), ensure_ascii=False) + "\n")
        else:
            what = f"undoes {one.undoes}" if one.undoes else one.name or _members(one)
            said = (str(one.number), str(one.made), str(one.decision), what, one.by, one.note)
            out.write(terminal.clean("\t".join(part or "" for part in said)) + "\n")


def _json(value: object, out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _members(one: Review) -> str:
    figures = sum("-" in member for member in one.members)
    return formats.count(figures, "figure") if figures else formats.count(len(one.members), "article")
