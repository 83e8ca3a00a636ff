"""Policies: what a recording convention would make of a series.

In: a series and a policy, one of this folder's or a file of the user's. Out: the convention's figure, with a trace of
every claim and every rule that led to it. Nothing is read again: a figure keeps the vague word it came from. A rule
that nobody could verify is shown, and not applied.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.compare.points import Point
from sayso.compare.series import Series
from sayso.types import Bound, SaysoError

NAMES = ("open", "acled", "ucdp", "airwars")
# What a verified rule may be. lowest, highest: of the numbers told, "at least 40" and "at most 40" telling 40. widest:
# an open end stays open.
KINDS = {"states", "vague", "lowest", "highest", "widest", "judgement"}
ENDS = {"low", "high", "one", "best"}


class PolicyError(SaysoError):
    """A policy is not there, or its file does not say what a policy must."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a convention, in its own words, with where they are from."""

    kind: str
    says: str
    source: str
    verified: bool
    end: str | None = None
    states: tuple[str, ...] = ()
    words: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of one figure: the ends it counts with, or why it does not count."""

    point: Point
    low: float | None
    high: float | None
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A convention's figure. `applied` and `left_out`: its rules, the latter for want of a source; `none`: why there is
    no figure, where there is none."""

    policy: Policy
    low: float | None
    best: float | None
    high: float | None
    claims: tuple[Claim, ...]
    applied: tuple[Rule, ...]
    left_out: tuple[Rule, ...]
    none: str | None = None


def policy(name: str) -> Policy:
    """A policy by name, or from a TOML file of the same form as those in this folder.

    :raises PolicyError: naming the file and what is wrong with it.
    """
    if name in NAMES:
        return _parsed(name, files(__name__).joinpath(f"{name}.toml").read_text("utf8"), name)
    path = Path(name)
    try:
        return _parsed(path.stem, path.read_text("utf8"), name)
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(NAMES)
        raise PolicyError(f"no policy {name}: it is none of {known}, and no file that can be read ({error})") from error


def _parsed(name: str, text: str, where: str) -> Policy:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{where}: not TOML: {error}") from error
    rules = said.get("rule")
    if not isinstance(rules, list) or not rules:
        raise PolicyError(f"{where}: no [[rule]]: copy one of the shipped policies and change it")
    return Policy(name, str(said.get("title", name)), tuple(_rule(one, n, where) for n, one in enumerate(rules, 1)))


def _rule(said: dict[str, Any], number: int, where: str) -> Rule:
    at = f"{where}: rule {number}"
    if missing := [key for key in ("kind", "says", "source", "verified") if key not in said]:
        raise PolicyError(f"{at} lacks {', '.join(missing)}")
    if said["verified"] and said["kind"] not in KINDS:
        raise PolicyError(f"{at}: kind is {said['kind']!r}; it is one of: {', '.join(sorted(KINDS))}")
    if said.get("end") is not None and said["end"] not in ENDS:
        raise PolicyError(f"{at}: end is {said['end']!r}; it is one of: {', '.join(sorted(ENDS))}")
    try:
        words = {
            str(word): (float(v[0]), float(v[1])) if isinstance(v, list) else (float(v), float(v))
            for word, v in said.get("words", {}).items()
        }
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise PolicyError(f"{at}: words must be like {{ dozens = 12 }} or {{ dozens = [12, 24] }}") from error
    return Rule(
        str(said["kind"]),
        str(said["says"]),
        str(said["source"]),
        bool(said["verified"]),
        said.get("end"),
        tuple(said.get("states", ())),
        words,
    )


def apply(chosen: Policy, series: Series) -> Outcome:
    """The convention's figure for a series: of each outlet the figures of its last article stand."""
    applied = tuple(rule for rule in chosen.rules if rule.verified)
    left_out = tuple(rule for rule in chosen.rules if not rule.verified)
    empty = Outcome(chosen, None, None, None, (), applied, left_out)
    for rule in applied:
        if rule.kind == "states" and series.state not in rule.states:
            kept = ", ".join(rule.states)
            return replace(empty, none=f"it counts only {kept}, and this series counts {series.state}")
    claims = tuple(_standing(series.points, [rule for rule in applied if rule.kind == "vague"]))
    counting = [c for c in claims if c.counts]
    told = [end for c in counting for end in (c.low, c.high) if end is not None]
    outcome = replace(empty, claims=claims)
    if not told:
        return replace(outcome, none="no figure stands that has a number")
    for rule in applied:
        if rule.kind == "lowest":
            lowest = min(told)
            outcome = replace(outcome, low=lowest)
            if rule.end == "one":
                outcome = replace(outcome, best=lowest, high=lowest)
        elif rule.kind == "highest":
            outcome = replace(outcome, high=max(told))
        elif rule.kind == "widest" and rule.end == "low":
            outcome = replace(outcome, low=None if any(c.low is None for c in counting) else min(told))
        elif rule.kind == "widest":
            outcome = replace(outcome, high=None if any(c.high is None for c in counting) else max(told))
        elif rule.kind == "judgement" and outcome.low == outcome.high:
            outcome = replace(outcome, best=outcome.low)
    return outcome


def _standing(points: Iterable[Point], vague: list[Rule]) -> list[Claim]:
    points = list(points)
    last = {_outlet(point): point.row.document for point in points}
    told: defaultdict[str, dict[tuple[float | None, float | None], str]] = defaultdict(dict)
    for point in points:
        if point.row.document == last[_outlet(point)]:
            told[_outlet(point)][point.row.low, point.row.high] = point.row.words
    found = []
    for point in points:
        low, high, why = _worth(point, vague)
        newer = told[_outlet(point)]
        stands = (point.row.low, point.row.high) in newer
        if not stands:
            why = f"the same outlet gave another figure later: {', '.join(newer.values())}"
        found.append(Claim(point, low, high, stands, why))
    return found


def _outlet(point: Point) -> str:
    return point.row.outlet or point.row.document


def _worth(point: Point, vague: list[Rule]) -> tuple[float | None, float | None, str]:
    """Low and high of a figure by these rules for vague words, and why."""
    row = point.row
    for rule in vague:
        if row.vague is not None and row.vague in rule.words:
            low, high = (end * row.scale for end in rule.words[row.vague])
            open_end = row.bound in (Bound.AT_LEAST, Bound.MORE_THAN) or row.high is None
            return low, None if open_end and low != high else high, rule.says
    return row.low, row.high, "as its words say"
