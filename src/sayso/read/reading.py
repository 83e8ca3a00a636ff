"""Reading: everything read from a document in one pass.

In: documents, or bare texts. Out: one `Reading` each, in order. This module only calls the others in turn; a document
in a language that no model reads comes back unread, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import tee

from threadpoolctl import ThreadpoolController

from sayso import datelines
from sayso.read.actors import find_actors
from sayso.read.attribution import attributions
from sayso.read.edges import behind, dateline, located, outside, trimmed
from sayso.read.encoder import Encoded, encoder
from sayso.read.entities import mentions
from sayso.read.fates import find_fates
from sayso.read.figures import find_figures
from sayso.read.headlines import headlines, labelled
from sayso.read.introduced import introduced
from sayso.read.markers import find_markers
from sayso.read.per import per
from sayso.read.quotations import inside, quotations
from sayso.read.reckoning import reckonings
from sayso.read.relayed import relayed
from sayso.read.scare import scare_quotes
from sayso.read.sentences import sentences
from sayso.read.statements import statements
from sayso.read.tokens import Tokens, dashed
from sayso.read.verbatim import continued, in_place, shown_again, verbatim
from sayso.types import Document, Reading, normalise

# Change MODEL_VERSION with the shipped model, RULES_VERSION with anything else that changes a reading.
MODEL_VERSION = "tagger-6"
RULES_VERSION = "rules-18"
LANGUAGES = {"en"}  # what the model was trained on


def versions() -> dict[str, str]:
    """The versions that a reading made now would carry."""
    return {"model": MODEL_VERSION, "rules": RULES_VERSION}


def read(what: str | Document) -> Reading:
    """The reading of one document, or of a bare text (normalised first: offsets count in `reading.document.text`)."""
    return next(read_all([what]))


def read_all(documents: Iterable[str | Document]) -> Iterator[Reading]:
    """Readings in the order of the documents; some are read ahead, so that every core has work."""
    kept, sent = tee(_document(what) for what in documents)
    seen = encoder().encode_all(_tokens(document) for document in sent)
    for document, (tokens, encoded) in zip(kept, seen, strict=True):
        # numpy's own threads would wait, busily, for cores on which the encoder reads ahead: without them the whole
        # took 1.5 times the encoder's time, with them 2.2 (2026-11, two cores).
        with _threads().limit(limits=1):
            reading = _reading(document, tokens, encoded)
        yield reading


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _document(what: str | Document) -> Document:
    if isinstance(what, Document):
        return what
    text = normalise(what)
    return Document(text, dateline=datelines.dateline(text))


def _unread(document: Document) -> str | None:
    if document.language is not None and document.language not in LANGUAGES:
        return f"no model for language {document.language}"
    return None


def _tokens(document: Document) -> Tokens:
    if _unread(document):
        return encoder().tokenise("")
    return dashed(encoder().tokenise(document.text), dateline(document.text, document.dateline))


def _reading(document: Document, tokens: Tokens, encoded: Encoded) -> Reading:
    if reason := _unread(document):
        return Reading(document, versions=versions(), unread=reason)
    text = document.text
    bounds = sentences(text)
    shown, marks = verbatim(text, quotations(text))
    named = mentions(text, tokens, encoded)
    head = dateline(text, document.dateline)
    said = relayed(text, located(text, attributions(tokens, encoded), named))
    said = introduced(text, bounds, in_place(in_place(said, per(text, bounds)), labelled(text)))
    said = continued(text, reckonings(text, bounds, said), marks)
    said = in_place(in_place(headlines(text), said), shown)
    said = shown_again(text, trimmed(text, said, head, marks), marks)
    figures = find_figures(text, bounds, named)
    attributed = [span for one in said for span in one.content]
    speakers = [span for one in said for span in one.source]
    cues = [span for one in said for span in one.cue]
    held_off = scare_quotes(text, marks, attributed, named, bounds, sources=speakers, cues=cues)
    wording = (*find_markers(text, marks, bounds), *held_off)
    wording = tuple(sorted(wording, key=lambda marker: (marker.span, marker.kind)))
    actors, who = find_actors(text, named, said, tokens, encoded)
    claims = statements(
        text, said, behind(outside(tuple(bounds), head), head), inside(text, marks), figures, wording, who
    )
    fates = find_fates(text, bounds, named)
    return Reading(document, claims, figures, named, versions(), actors=actors, fates=fates)
