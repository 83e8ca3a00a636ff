"""The encoder: every piece is seen once, and reading leaves no trace outside the program."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from sayso.read.encoder import HEADS, SLICES, encoder
from sayso.read.tokens import Window

WATCHED = """
import socket, sys
def refused(*args, **kwargs):
    raise RuntimeError("reading opened a socket")
socket.socket.connect = refused
import sayso
sayso.read("The mayor said the bridge was safe.")
import time; time.sleep(1)
print("read")
"""


def test_columns_cover_the_heads_without_a_gap():
    columns = [i for part in SLICES.values() for i in range(part.start, part.stop)]
    assert columns == list(range(HEADS))


def test_windows_are_joined_in_place():
    engine = encoder()
    tokens = engine.tokenise("\n\n".join(f"Ward {i} was quiet, the clerk said." for i in range(120)))
    ((_, joined),) = engine.encode_all([tokens])
    alone = engine.forward(tokens, Window(0, 319, 0, 279))
    assert np.array_equal(joined.logits[:279], alone.logits[:279])
    assert joined.logits.shape == (len(tokens), HEADS)
    assert np.abs(joined.logits).sum(1).all()


def test_order_is_kept_whatever_the_lengths():
    engine = encoder()
    texts = [engine.tokenise("The clerk said it rained. " * n) for n in (40, 1, 0, 90, 2, 1, 1, 1, 1, 1, 30)]
    assert [len(tokens) for tokens, _ in engine.encode_all(texts)] == [len(t) for t in texts]


def test_reading_writes_nothing_at_home_and_opens_no_socket(tmp_path: Path):
    hidden = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "ORT_RUNNING_UNIT_TESTS")
    env = {k: v for k, v in os.environ.items() if k not in hidden} | {"HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", WATCHED], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "read\n", done.stderr
    assert list(tmp_path.rglob("*")) == []
