"""Targets: gold spans become tags, groups and chains of pieces."""

from __future__ import annotations

import numpy as np

from sayso.read.encoder import encoder
from sayso.read.tokens import NAME
from training.corpora import Attribution, Example
from training.targets import COMMA, IGNORE, targets, without

TEXT = "Ilse Brandt said, on Monday, the dam held. She left Halmere."


def span(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


EXAMPLE = Example(
    TEXT,
    [[Attribution([span("Ilse Brandt")], [span("said")], [span("the dam held")])]],
    [(*span("Ilse Brandt"), "person"), (*span("Halmere"), "place")],
    [[span("Ilse Brandt"), span("She")]],
)


def test_a_name_is_one_piece_with_one_tag_and_two_words() -> None:
    tokens = encoder().tokenise(TEXT)
    t = targets(EXAMPLE, tokens, EXAMPLE.attributions[0])
    assert tokens.ids[0] == NAME
    assert t.tags[:2].tolist() == [1, 3]
    assert t.entities[:3].tolist() == [1, 2, 0]
    assert t.source_group[0] == t.cue_to[1] == t.cue_group[1] == t.content_to[t.tags == 5][0] == 1
    she = int(np.flatnonzero(tokens.start == TEXT.index("She"))[0])
    assert t.chain[0] == t.chain[she] == 1
    assert t.mention[she] == she


def test_silver_says_nothing_of_plain_words() -> None:
    tokens = encoder().tokenise(TEXT)
    t = targets(Example(TEXT, entities=EXAMPLE.entities, silver=True), tokens, None)
    assert (t.tags == IGNORE).all()
    said = int(np.flatnonzero(tokens.words.start == TEXT.index("said"))[0])
    assert t.entities[said] == IGNORE
    assert t.entities[0] == 1


def test_without_commas_everything_else_stays_in_place() -> None:
    tokens = encoder().tokenise(TEXT)
    fewer = without(tokens, tokens.ids == COMMA)
    assert len(fewer) == len(tokens) - 2
    assert not (fewer.ids == COMMA).any()
    words = [TEXT[a:b] for a, b in zip(fewer.words.start, fewer.words.end, strict=True)]
    assert words == [
        w for w in (TEXT[a:b] for a, b in zip(tokens.words.start, tokens.words.end, strict=True)) if w != ","
    ]
    assert (fewer.start[fewer.words.piece] <= fewer.words.start).all()
