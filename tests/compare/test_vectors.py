"""Vectors: near sentences are near, and what two give hangs on nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.vectors import CLS, LARGEST, LONGEST, SEP, WIDTH, near, pieces, vectors

WATCHED = """
import socket, sys
def refused(*args, **kwargs):
    raise RuntimeError("comparing opened a socket")
socket.socket.connect = refused
from sayso.compare.vectors import vectors
vectors(["The mayor said the bridge was safe."])
import time; time.sleep(1)
print("sayso.read" in sys.modules, len(vectors(["a", "b"])))
"""

NEAR = [
    ("The army mined the gates.", "Soldiers laid mines at the gates.", "Taxes rose again."),
    ("Both bride and groom were unhurt.", "The newly-weds escaped without injury.", "The price of bread rose."),
    ("Brandt told the council of the leak.", "The council heard of the leak from Brandt.", "Haldt resigned."),
]


@pytest.mark.parametrize(("one", "same", "other"), NEAR)
def test_near_sentences_are_nearer(one: str, same: str, other: str) -> None:
    made = vectors([one, same, other])
    likeness = near(made[[0, 0]], made[[1, 2]])
    assert likeness[0] > max(likeness[1], 0.4)


def test_names_count() -> None:
    made = vectors(["Ilse Brandt left Vell.", "Ilse Brandt left Vell", "Otto Hale left Korda."])
    likeness = near(made[[0, 0]], made[[1, 2]])
    assert likeness[0] > 0.9 > likeness[1] + 0.2


@pytest.mark.parametrize("text", ["", "日本語", "x" * 500, "!!!", "dam " * 1000, "\u0000\ufffd", "The dam broke."])
def test_any_text_has_a_vector(text: str) -> None:
    (made,) = vectors([text])
    assert made.shape == (WIDTH,)
    assert np.abs(made.astype(int)).max() == LARGEST
    assert near(made[None], made[None]).tolist() == [1.0]


def test_no_sentences_have_no_vectors() -> None:
    assert vectors([]).shape == (0, WIDTH)


def test_a_sentence_is_cut_where_the_model_ends() -> None:
    long = pieces("dam " * 1000)
    assert len(long) == LONGEST
    assert (long[0], long[-1]) == (CLS, SEP)
    assert pieces("") == [CLS, SEP]
    assert (vectors(["dam " * 126]) == vectors(["dam " * 127])).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_a_vector_is_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = vectors(texts)
    for row, text in zip(together, texts, strict=True):
        assert (vectors([text])[0] == row).all()


@given(st.integers(0, 2**32), st.integers(1, LARGEST))
def test_nearness_is_a_cosine_either_way(seed: int, most: int) -> None:
    a, b = np.random.default_rng(seed).integers(-most, most + 1, (2, 1, WIDTH)).astype(np.int8)
    (found,) = near(a, b)
    assert -1 <= found <= 1
    assert found == near(b, a)[0]
    x, y = a[0].astype(float), b[0].astype(float)
    assert found == pytest.approx(x @ y / max(1e-9, np.linalg.norm(x) * np.linalg.norm(y)), abs=1e-12)


def test_comparing_writes_nothing_at_home_opens_no_socket_and_reads_nothing(tmp_path: Path) -> None:
    hidden = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "ORT_RUNNING_UNIT_TESTS")
    env = {k: v for k, v in os.environ.items() if k not in hidden} | {"HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", WATCHED], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.endswith(" 2\n"), done.stderr
    assert list(tmp_path.rglob("*")) == []
