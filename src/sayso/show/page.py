"""One article as a web page that needs nothing else.

In: a `Reading`. Out: one HTML page with its style and script inside, allowed by their hashes and nothing else allowed;
and what the templates of the server share: the environment and the view of a reading. It fetches and stores nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.compare.outlets import NO_OUTLET
from sayso.show import formats, series_text
from sayso.show.annotate import Node, Segment, nested, paragraphs
from sayso.types import Actor, Document, Figure, Kind, Marker, Reading, Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it is listed below the text. Numbers are shown from 1."""

    number: int
    kind: Kind
    content: str
    source: str | None
    cue: str | None
    markers: tuple[tuple[Marker, str], ...]
    figures: tuple[tuple[Figure, str], ...]
    permanent: str | None  # its id in the ledger, where there is one
    actor: Actor | None  # whom the source refers to, where that is known


@dataclass(frozen=True, slots=True)
class View:
    """What the article template shows."""

    document: Document
    paragraphs: tuple[tuple[Node, ...], ...]
    entries: tuple[Entry, ...]
    figures: tuple[tuple[Figure, str, int | None], ...]  # figure, its words, the number of its statement
    titles: Mapping[int, str]  # what is shown on pointing at a figure
    reading: Reading
    part: bool  # whether only some paragraphs are shown


def reading_page(reading: Reading) -> str:
    """The reading as one self-contained HTML page: it loads nothing and runs only its own script."""
    style, script = static("sayso.css"), static("article.js")
    return (
        environment()
        .get_template("reading.html")
        .render(view=view(reading), style=Markup(style), script=Markup(script), policy=policy(style, script))
    )


def policy(style: str, script: str | None = None) -> str:
    """The Content-Security-Policy of a page on its own: this style and this script (or none), and nothing else."""
    scripts = f"script-src '{_hash(script)}'; " if script is not None else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )


def view(reading: Reading, permanent: Mapping[int, str] | None = None) -> View:
    """The whole article; `permanent` gives the ledger's id of each statement by its index."""
    every = range(len(reading.statements))
    return _view(reading, paragraphs(reading), every, permanent or {}, part=False)


def view_around(reading: Reading, statement: int, permanent: Mapping[int, str] | None = None) -> View:
    """The paragraphs that a statement, its source and its cue stand in, with every statement of those paragraphs."""
    whole = paragraphs(reading)
    shown = [p for p in whole if any(statement in segment.statements for segment in p)]
    within = sorted({index for p in shown for segment in p for index in segment.statements} | {statement})
    return _view(reading, shown, within, permanent or {}, part=len(shown) < len(whole))


def _view(
    reading: Reading,
    shown: Iterable[tuple[Segment, ...]],
    statements: Iterable[int],
    permanent: Mapping[int, str],
    part: bool,
) -> View:
    text = reading.document.text
    shown = tuple(shown)
    owner = formats.statement_of_figure(reading)
    present = {index for p in shown for segment in p for index in segment.figure}
    return View(
        document=reading.document,
        paragraphs=nested(shown),
        entries=tuple(_entry(reading, index, permanent.get(index)) for index in statements),
        figures=tuple(
            (figure, figure.span.words(text), owner[index] + 1 if index in owner else None)
            for index, figure in enumerate(reading.figures)
            if index in present or not part
        ),
        titles={index: _title(figure) for index, figure in enumerate(reading.figures)},
        reading=reading,
        part=part,
    )


def _entry(reading: Reading, index: int, permanent: str | None) -> Entry:
    statement: Statement = reading.statements[index]
    text = reading.document.text
    figures = [reading.figures[i] for i in statement.figures if i < len(reading.figures)]
    return Entry(
        number=index + 1,
        kind=statement.kind,
        content=formats.words(statement.content, text) or "",
        source=formats.words(statement.source, text),
        cue=formats.words(statement.cue, text),
        markers=tuple((marker, marker.span.words(text)) for marker in statement.markers),
        figures=tuple((figure, figure.span.words(text)) for figure in figures),
        permanent=permanent,
        actor=reading.actor_of(statement),
    )


def _title(figure: Figure) -> str:
    said = (formats.amount(figure), figure.counted, figure.state, figure.place, figure.as_of)
    return " · ".join(part for part in said if part)


def web_link(url: str | None) -> str | None:
    """The URL if it is one to follow (http or https with a host), else None: javascript: and file: are only shown."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@cache
def environment() -> Environment:
    """The templates, with escaping always on and a name that is not defined an error."""
    env = Environment(
        loader=PackageLoader("sayso.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["amount"] = formats.amount
    env.filters["web_link"] = web_link
    env.filters["count"] = formats.count
    env.globals["KIND_LABELS"] = formats.KIND_LABELS
    env.filters["standing"] = series_text.standing
    env.filters["where"] = series_text.where
    env.globals["PERIODS"] = series_text.PERIODS
    env.filters["digits"] = lambda value: "" if value is None else formats.digits(value)
    env.filters["read_as"] = formats.read_as
    env.globals["NO_SOURCE"] = formats.NO_SOURCE
    env.globals["NO_OUTLET"] = NO_OUTLET
    env.globals["READ_AS"] = formats.READ_AS
    env.globals["ONE_SOURCE"] = formats.ONE_SOURCE
    return env


@cache
def static(name: str) -> str:
    """A file of `static/`, as text."""
    return files("sayso.show").joinpath("static", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
