"""Fitting the linker: which choices a text offers, and which of them its annotators made. Needs torch."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from sayso.read import linking
from sayso.read.encoder import HEADS, SLICES, Encoded, encoder
from sayso.read.linking import near
from training import linker
from training.corpora import Attribution, Example
from training.linker import Seen, choices, fit, fit_all, judged, scene_of

TEXT = "Ilse Brandt said the dam held. Ann Tesk told us the mill burned down."
PARTS = ("source", "cue", "content")
ONE = Attribution([(0, 11)], [(12, 16)], [(17, 29)])
OTHER = Attribution([(31, 39)], [(40, 44)], [(48, 68)])
SOURCELESS = Attribution([], [(40, 44)], [(48, 68)])


def seen(gold: list[Attribution], tagged: tuple[Attribution, ...] = (ONE, OTHER)) -> Seen:
    """A text in which a tagger is sure of some parts, and of no link."""
    tokens = encoder().tokenise(TEXT)
    logits = np.zeros((len(tokens), HEADS), np.float32)
    tags = np.zeros((len(tokens), 7), np.float32)
    tags[:, 0] = 5
    for attribution in tagged:
        for number, part in enumerate(PARTS):
            for a, b in getattr(attribution, part):
                inside = np.flatnonzero((tokens.start >= a) & (tokens.end <= b) & (tokens.end > tokens.start))
                tags[inside, 2 + 2 * number] = 15
                tags[inside[0], 1 + 2 * number] = 20
    logits[:, SLICES["tags"]] = tags
    return Example(TEXT, [gold]), tokens, Encoded(logits, np.zeros(len(tokens), np.float32))


def test_the_annotators_choice_is_the_right_one() -> None:
    shown = seen([ONE, OTHER])
    scene = scene_of(shown)
    cues, sources = choices(shown)
    assert [near(run, scene.cues)[right] for run, (_, right) in zip(scene.contents, cues, strict=True)] == [0, 1]
    assert [near(run, scene.sources)[right] for run, (_, right) in zip(scene.cues, sources, strict=True)] == [0, 1]
    assert all(len(rows) == 3 for rows, _ in cues + sources)  # two to choose from, or none


def test_no_source_is_a_choice_too() -> None:
    _, sources = choices(seen([ONE, SOURCELESS]))
    assert [right for _, right in sources] == [0, 2]


def test_a_content_that_nobody_marked_has_no_cue() -> None:
    cues, sources = choices(seen([ONE]))
    assert [right for _, right in cues] == [0, 2]
    assert len(sources) == 1


def test_what_was_found_is_judged_by_content_and_source() -> None:
    assert [right for _, right in judged(seen([ONE, OTHER]))] == [True, True]
    swapped = Attribution(ONE.source, OTHER.cue, OTHER.content)
    assert [right for _, right in judged(seen([ONE, swapped]))] == [True, False]
    assert [right for _, right in judged(seen([OTHER]))] == [False, True]


def test_a_scorer_learns_which_row_is_right() -> None:
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(200, 3, 4)).astype(np.float32)
    scorer = fit([(one, int(one[:, 2].argmax())) for one in rows], steps=300)
    scores = np.tanh(rows @ scorer["hidden"] + scorer["bias"]) @ scorer["out"]
    assert (scores.argmax(1) == rows[:, :, 2].argmax(1)).mean() > 0.95


def test_all_three_scorers_are_fitted_and_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "STEPS", 60)
    monkeypatch.setattr(linking, "_scorers", linking._scorers)  # fitting puts its own there
    made = fit_all([seen([ONE, OTHER]), seen([ONE, SOURCELESS])])
    assert made.keys() == {"cue_key", "source_key", "worth"}
    assert [right for _, right in judged(seen([ONE, OTHER]))] == [True, True]
