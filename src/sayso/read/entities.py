"""Entities: persons, organisations, places, times and nationalities named in a text.

In: a text, its tokens and what the encoder says of them. Out: mentions in order. The encoder sees what stands around a
name, not the name; what it says of that is weighed here together with the words themselves. Who is meant by a mention
is not asked here.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.encoder import SLICES, Encoded
from sayso.read.matching import TITLES, WORD
from sayso.read.names import are_common
from sayso.read.quotations import last_line
from sayso.read.tagging import decode, log_softmax
from sayso.read.tokens import NAME, SEP, Tokens, capitals
from sayso.types import Mention, Span

KINDS = ("person", "organisation", "place", "time", "nationality")  # labels of the scorer, in its order
PLAIN = ("organisation", "time")
LEXICAL, HIDDEN_WORD, FLAGS = 48, 128, 6
Floats = NDArray[np.float32]
# What the tagger at times takes along at either end of a name, and no name begins or ends with; Said is a name.
SMALL = "the|a|an|of|in|at|on|and|for|to|from|near|by"
LOOSE_START = re.compile(rf"(?:(?:{SMALL})\b|[^\w\s]|\s)+", re.I)
WHOLE = frozenset({"person", "organisation"})
FIRM = re.compile(
    r"\s(?:Ltd|Inc|Corp|LLC|LLP|PLC|plc|AG|GmbH|SA|NV|SpA|Pty|Holdings?|Group|Foods|Motors|Industries|Logistics|Consulting"
    r"|Partners|Airlines|Airways|Bank|Energy|Pharma|Pharmaceuticals|Technologies|Systems|Media)\b(?:\s(?:Ltd|Inc|AG|GmbH|SA"
    r"|LLC|PLC|plc)\b)?"
)
FORM = 9  # code points behind a name in which its form may stand
GLUED = re.compile(r"-[^\W\d_][^\W_]*")  # the rest of a name cut at its hyphen: Ki-moon, Saint-Denis
LOOSE_END = re.compile(rf"(?:\s+(?:{SMALL}|(?-i:said|says))\b|[^\w\s.)]|\s)+$", re.I)


class Scorer(NamedTuple):
    """The weights of `training.model.Names`."""

    lexical: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats


def mentions(text: str, tokens: Tokens, encoded: Encoded) -> tuple[Mention, ...]:
    """The mentions of a text, in order; they do not overlap."""
    if not len(tokens.words.start):
        return ()
    w, s = tokens.words, _scorer()
    around = encoded.logits[w.piece, SLICES["around"]]
    x = np.concatenate([around, s.lexical[pieces(tokens)].reshape(len(around), -1), flags(text, tokens)], 1)
    scores = np.tanh(x @ s.hidden + s.hidden_bias) @ s.out + s.out_bias
    found: list[Mention] = []
    before = 0
    for label, first, last in decode(log_softmax(scores), w.head == SEP):
        # A full name is whole: what stands before it is a title that is not on the list ("Adviser Ben Rhodes").
        if KINDS[label] == "organisation" or (KINDS[label] == "person" and last == first + 1):
            first = _begun(text, tokens, first, before, KINDS[label])
        before = last
        span = last_line(text, Span(int(w.start[first]), int(w.end[last - 1])))
        span = trimmed(text, span, KINDS[label])
        kind, span = _firm(text, KINDS[label], span)
        if not any(c.isalnum() for c in span.words(text)) or (found and span.start < found[-1].span.end):
            continue
        if found and kind in WHOLE and _goes_on(text, tokens, found[-1], kind, span):
            span = Span(found.pop().span.start, span.end)
        found.append(Mention(kind, span))
    return tuple(found)


def _begun(text: str, tokens: Tokens, first: int, before: int, kind: str) -> int:
    """The first word of a name of which `first` is one, or, if later, the word behind the mention before: scored word
    by word, rare given names and firms' names are left behind ("Priya" Nair, "Brandt" Foods)."""
    piece = tokens.words.piece
    if tokens.ids[piece[first]] == NAME:
        w = tokens.words
        while first > before and piece[first - 1] == piece[first]:
            if kind == "person" and are_common(text[w.start[first - 1] : w.end[first - 1]]):
                break  # a calling, not a given name
            first -= 1
    return first


def _firm(text: str, kind: str, span: Span) -> tuple[str, Span]:
    """The kind and span of a name, made whole where it is a firm's: "Dremmel Consulting Ltd" is nobody."""
    form = FIRM.search(text[span.start : span.end + FORM]) if kind in WHOLE else None
    if form is None or form.end() < span.end - span.start:
        return kind, span
    return "organisation", Span(span.start, span.start + form.end())


def _goes_on(text: str, tokens: Tokens, last: Mention, kind: str, span: Span) -> bool:
    """Whether a name goes on with the next one: a given name, or a firm's first word, taken for somebody."""
    if last.kind != "person" or text[last.span.end : span.start] != " " or " " in last.span.words(text):
        return False
    if kind == "organisation" and not FIRM.search(span.words(text)):
        return False
    at, other = np.searchsorted(tokens.words.start, (last.span.start, span.start))
    piece = tokens.words.piece
    return bool(piece[at] == piece[other] and tokens.ids[piece[at]] == NAME)


def pieces(tokens: Tokens) -> NDArray[np.int32]:
    """[words, 4]: each word's first and last piece, and the first ones of the words before and after it."""
    head = tokens.words.head
    return np.stack([head, tokens.words.tail, np.append(SEP, head[:-1]), np.append(head[1:], SEP)], 1)


def flags(text: str, tokens: Tokens) -> Floats:
    """[words, FLAGS]: lower case, Capitalised, CAPITALS; inside a name, at its beginning, at its end."""
    w = tokens.words
    named = tokens.ids[w.piece] == NAME
    changes = np.append(np.diff(w.piece) != 0, True)
    result = np.zeros((len(w.start), FLAGS), np.float32)
    result[:, 0] = 1
    before = np.append(0, np.cumsum(capitals(text)))
    for at in np.flatnonzero(before[w.end] > before[w.start]).tolist():
        word = text[w.start[at] : w.end[at]]
        shape = 2 if len(word) > 1 and word.isupper() else 1 if word[0].isupper() else 0
        result[at, 0], result[at, shape] = 0, 1
    result[:, 3], result[:, 4], result[:, 5] = named, named & np.append(True, changes[:-1]), named & changes
    return result


def trimmed(text: str, span: Span, kind: str) -> Span:
    """The span without what no name of its kind begins or ends with. Only organisations and times are also called by
    plain words ("the rebels"): of the others what is left begins and ends with a capital, or is nothing. A title is no
    part of a person's name."""
    start, end = span
    if match := LOOSE_START.match(text, start, end):
        start = match.end()
    if match := LOOSE_END.search(text[start:end]):
        end = start + match.start()
    if kind not in PLAIN:
        named = [match for match in WORD.finditer(text, start, end) if any(c.isupper() for c in match[0])]
        if all(match[0].lower() in TITLES for match in named):
            return Span(start, start)
        titles = [at for at, match in enumerate(named[:-1]) if match[0].lower() in TITLES] if kind == "person" else []
        after = titles[-1] + 1 if titles else 0
        adjacent = not titles or not text[named[after - 1].end() : named[after].start()].strip(" .")
        start, end = named[after if adjacent else 0].start(), named[-1].end()
    if end > start and (glued := GLUED.match(text, end)):
        end = glued.end() if kind == "person" or glued[0][1].isupper() else end
    return Span(start, end)


@cache
def _scorer() -> Scorer:
    stored = np.load(BytesIO(files("sayso.read").joinpath("model", "entities.npz").read_bytes()))
    lexical = stored["lexical"].astype(np.float32) * stored["scale"]
    return Scorer(lexical, stored["hidden"], stored["hidden_bias"], stored["out"], stored["out_bias"])
