"""Tokens: a text as the encoder sees it.

In: a text. Out: word pieces with code-point offsets, a shape for each (capitals, inside quotation marks), and the
windows that cover them all with context on both sides. A name is one piece, the same for all names (`names`): what the
encoder says of a sentence cannot depend on whom it is about. Beside the pieces stand the words as they are written,
from which `entities` tells what a name names. Training and reading share this module, so that the model is asked
exactly what it was taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.paragraphs import paragraphs
from sayso.read.names import names
from sayso.read.quotations import inside, quotations
from sayso.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, NAME = 101, 102, 103  # of the BERT uncased vocabulary, whose mask stands for any name
ENDS, DASH = (1024, 1007, 1012), 1517  # : ) . and — there
# The model was trained with windows of this many word pieces, special ones included; its position table has 512.
# CONTEXT is what each side of an inner window only looks at: predictions come from where they see furthest.
WINDOW, CONTEXT = 320, 40
# (lower or no case, Capitalised, ALL CAPITALS), and the same again from QUOTED on for what stands in quotation marks.
SHAPES, QUOTED = 6, 3


class Words(NamedTuple):
    """The words of a text as they are written: int32 [m] each.

    start, end: offsets in code points. head, tail: the vocabulary's numbers of a word's first and last piece. piece:
    the index of the piece in `Tokens` that holds the word, or its beginning.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    head: NDArray[np.int32]
    tail: NDArray[np.int32]
    piece: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Pieces of a text; names are one piece each, and paragraph breaks pieces of their own (SEP, of no width).

    ids, start, end: int32 [n], offsets in code points. shape: int8 [n], below SHAPES. first: bool [n], true where a
    word or name begins; a word is a run of letters and digits or one mark.
    """

    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    shape: NDArray[np.int8]
    first: NDArray[np.bool_]
    words: Words

    def __len__(self) -> int:
        return len(self.ids)


class Window(NamedTuple):
    """Pieces `start` to `end` go through the encoder; predictions are kept for `keep_start` to `keep_end`."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def tokenise(text: str, tokenizer: Tokenizer) -> Tokens:
    """Word pieces of `text`, paragraph by paragraph. The text must hold no lone surrogates (`types.normalise`)."""
    spans = paragraphs(text)
    encoded = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    ids: list[int] = []
    start: list[int] = []
    end: list[int] = []
    first: list[bool] = []
    for (at, stop), pieces in zip(spans, encoded, strict=True):
        ids += pieces.ids
        start += [at + a for a, _ in pieces.offsets]
        end += [at + b for _, b in pieces.offsets]
        words = pieces.word_ids
        first += [word != before for word, before in zip(words, [None, *words], strict=False)]
        ids.append(SEP)
        start.append(stop)
        end.append(stop)
        first.append(True)
    return _blinded(
        text, np.array(ids, np.int32), np.array(start, np.int32), np.array(end, np.int32), np.array(first, bool)
    )


def dashed(tokens: Tokens, head: Span | None) -> Tokens:
    """The tokens with a dash at the end of a dateline that has a colon, "HALMERE: At least 12 died", or nothing: the
    model knows datelines with dashes, and takes a name before a colon for one who speaks."""
    if head is not None:
        last = np.flatnonzero((tokens.start >= head.start) & (tokens.end <= head.end))[-1:]
        tokens.ids[last[np.isin(tokens.ids[last], ENDS)]] = DASH
    return tokens


def _blinded(
    text: str, ids: NDArray[np.int32], start: NDArray[np.int32], end: NDArray[np.int32], first: NDArray[np.bool_]
) -> Tokens:
    """Tokens in which each name's pieces have become one."""
    spans = names(text)
    bounds = np.array([(span.start, span.end) for span in spans] or [(-1, -1)], np.int32)
    which = np.searchsorted(bounds[:, 0], start, side="right") - 1
    named = (which >= 0) & (start < bounds[which, 1])
    leads = named & np.diff(np.where(named, which, -1), prepend=-1).astype(bool)
    kept = ~named | leads
    begins = np.flatnonzero(first)
    tails = np.append(begins[1:], len(ids)) - 1 if len(begins) else begins
    words = Words(start[begins], end[tails], ids[begins], ids[tails], (np.cumsum(kept) - 1)[begins].astype(np.int32))
    last = np.append(np.flatnonzero(kept)[1:], len(ids))[: kept.sum()] - 1
    leads = leads[kept]
    shape = _shapes(text, start[kept], end[last])
    shape[leads] = np.where(shape[leads] >= QUOTED, QUOTED + 1, 1)  # a name is a name, however it is written
    return Tokens(
        np.where(leads, NAME, ids[kept]).astype(np.int32), start[kept], end[last], shape, first[kept] | leads, words
    )


def windows(length: int, size: int = WINDOW, context: int = CONTEXT, offset: int = 0) -> list[Window]:
    """Windows over `length` pieces: each piece is kept once, from where it has `context` pieces on either side.

    `size` counts the CLS piece that begins every window. `offset` shortens the first window (training varies it).
    """
    room = size - 1
    if length <= room and not offset:
        return [Window(0, length, 0, length)] if length else []
    found = []
    start, kept = 0, 0
    end = min(length, room - offset)
    while True:
        keep_end = length if end == length else end - context
        found.append(Window(start, end, kept, keep_end))
        if end == length:
            return found
        kept = keep_end
        start = max(0, kept - context)
        end = min(length, start + room)


def capitals(text: str) -> NDArray[np.bool_]:
    """One boolean per code point: whether it is upper case."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    upper: NDArray[np.bool_] = (codes >= ord("A")) & (codes <= ord("Z"))
    others = np.flatnonzero(codes > ord("\x7f"))
    upper[others] = [text[at].isupper() for at in others.tolist()]
    return upper


def _shapes(text: str, start: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.int8]:
    if not text:
        return np.zeros(0, np.int8)
    upper = np.append(capitals(text), False)
    quoted = np.append(inside(text, quotations(text)), False)
    before = np.append(0, np.cumsum(upper))
    shape = upper[start].astype(np.int8)
    shape[(before[end] - before[start] == end - start) & (end - start > 1)] = 2
    shape[quoted[start]] += QUOTED
    return shape
