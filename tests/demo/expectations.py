"""The expected findings of the demo's coverage, as they stand in expected.toml.

Out: frozen values, every string of them words of a collected text. What Sayso makes of the coverage is not looked at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Statement:
    kind: str
    source: str  # "" where nobody is named
    cue: str  # "" where the narrator speaks
    content: str


@dataclass(frozen=True)
class Figure:
    words: str
    bound: str
    low: float | None = None  # None: open
    high: float | None = None
    counted: str | None = None  # None: not told, or not worth telling
    state: str | None = None


@dataclass(frozen=True)
class Marker:
    kind: str
    words: str


@dataclass(frozen=True)
class Article:
    file: str  # within the coverage
    outlet: str
    title: str
    byline: str
    published: date
    url: str
    first: str
    last: str
    paragraphs: int
    absent: tuple[str, ...]  # words of the page that are no words of the article
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    markers: tuple[Marker, ...]


@dataclass(frozen=True)
class Passage:
    """Words in a file, and who they come from where that is told."""

    file: str
    content: str
    source: str = ""


@dataclass(frozen=True)
class Reprint:
    of: str
    file: str
    how: str  # whole, cut, extended
    credit: str  # kept, lost, at the end
    share: float
    only: tuple[str, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    url: str
    files: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Point:
    file: str
    words: str
    by: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    counted: str
    state: str
    of: str
    points: tuple[Point, ...]
    apart: tuple[Point, ...]


@dataclass(frozen=True)
class Pair:
    """Two passages that contradict each other, or two wordings of one speech."""

    about: str
    one: Passage
    other: Passage


@dataclass(frozen=True)
class Chain:
    claim: str
    origin: str
    steps: tuple[Point, ...]


@dataclass(frozen=True)
class Expected:
    articles: tuple[Article, ...]
    distractors: tuple[Passage, ...]
    versions: tuple[Version, ...]
    reprints: tuple[Reprint, ...]
    series: tuple[Series, ...]
    contradictions: tuple[Pair, ...]
    wordings: tuple[Pair, ...]
    chains: tuple[Chain, ...]
    loaded: tuple[tuple[str, str], ...]  # of the army, of the council


@cache
def load() -> Expected:
    """What expected.toml says. An unknown or missing name in it is a TypeError: the table is checked as it is read."""
    stored = tomllib.loads(Path(__file__).with_name("expected.toml").read_text("utf8"))
    return Expected(
        articles=tuple(_article(record) for record in stored["article"]),
        distractors=tuple(
            Passage(record["file"], words) for record in stored["distractor"] for words in record["words"]
        ),
        versions=tuple(
            Version(r["url"], tuple(r["files"]), tuple((old, new) for old, new in r["changed"]))
            for r in stored["version"]
        ),
        reprints=tuple(Reprint(**{**r, "only": tuple(r["only"]), "cut": tuple(r["cut"])}) for r in stored["reprint"]),
        series=tuple(
            Series(**{**r, "points": _points(r["points"]), "apart": _points(r["apart"])}) for r in stored["series"]
        ),
        contradictions=tuple(_pair(r["about"], r) for r in stored["contradiction"]),
        wordings=tuple(_pair(r["speaker"], r) for r in stored["wording"]),
        chains=tuple(Chain(r["claim"], r["origin"], _points(r["steps"])) for r in stored["chain"]),
        loaded=tuple((r["army"], r["council"]) for r in stored["loaded"]),
    )


def _article(record: Mapping[str, Any]) -> Article:
    return Article(
        **{
            **record,
            "absent": tuple(record["absent"]),
            "statements": tuple(Statement(**s) for s in record["statements"]),
            "figures": tuple(Figure(**f) for f in record["figures"]),
            "markers": tuple(Marker(**m) for m in record.get("markers", ())),
        }
    )


def _points(records: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    return tuple(Point(**record) for record in records)


def _pair(about: str, record: Mapping[str, Any]) -> Pair:
    return Pair(about, Passage(**record["one"]), Passage(**record["other"]))
