"""The expected findings of the demo's coverage, as they stand in expected.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class ExpectedStatement:
    kind: str
    source: str
    content: str


@dataclass(frozen=True)
class ExpectedFigure:
    words: str
    bound: str
    low: float | None = None
    high: float | None = None
    state: str | None = None


@dataclass(frozen=True)
class ExpectedArticle:
    file: str
    outlet: str
    title: str
    published: date
    url: str
    first: str
    last: str
    absent: tuple[str, ...]
    statements: tuple[ExpectedStatement, ...]
    figures: tuple[ExpectedFigure, ...]
    markers: tuple[tuple[str, str], ...]


STORED = tomllib.loads(Path(__file__).with_name("expected.toml").read_text("utf8"))


def articles() -> list[ExpectedArticle]:
    return [
        ExpectedArticle(
            **{name: record[name] for name in ("file", "outlet", "title", "published", "url", "first", "last")},
            absent=tuple(record["absent"]),
            statements=tuple(ExpectedStatement(**s) for s in record["statements"]),
            figures=tuple(ExpectedFigure(**f) for f in record["figures"]),
            markers=tuple((m["kind"], m["words"]) for m in record.get("markers", ())),
        )
        for record in STORED["article"]
    ]
