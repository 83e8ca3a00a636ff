"""Four bits a weight: what the levels stand for is near the weights, and nearer where the inputs say so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.fourbits import LEVELS, calibrated, halves, nearest

BLOCK = 16


def weights(out: int = 24, width: int = 64, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(out, width)).astype(np.float32)


def inputs(width: int = 64, seed: int = 1) -> NDArray[np.float64]:
    """Inputs of which some always come together, as those of a real layer do."""
    random = np.random.default_rng(seed)
    return random.normal(size=(500, width // 8)) @ random.normal(size=(width // 8, width)) + 0.1


def test_each_weight_is_at_its_nearest_level() -> None:
    w = weights()
    packed = nearest(w, BLOCK)
    assert packed.levels.max() <= LEVELS
    assert packed.scale.shape == packed.zero.shape == (24, 4)
    step = packed.scale.repeat(BLOCK, 1)
    inside = (packed.levels > 0) & (packed.levels < LEVELS)  # the ends may be cut off
    assert (np.abs(packed.weights - w)[inside] <= step[inside] * 0.5001).all()


def test_what_sixteen_levels_can_hold_is_kept() -> None:
    exact = np.tile(np.arange(16, dtype=np.float32) - 5, (3, 2)) * 0.25
    assert np.allclose(nearest(exact, BLOCK).weights, exact)
    assert np.allclose(calibrated(exact, np.eye(32), BLOCK).weights, exact)


def test_calibrated_to_its_inputs_the_product_changes_less() -> None:
    w, x = weights(), inputs()
    wrong = [np.square(x @ (p.weights - w).T).sum() for p in (calibrated(w, x.T @ x, BLOCK), nearest(w, BLOCK))]
    assert wrong[0] < 0.5 * wrong[1]


def test_the_weights_given_are_left_as_they_are() -> None:
    w = weights()
    before = w.copy()
    calibrated(w, np.eye(64), BLOCK)
    assert (w == before).all()


@pytest.mark.parametrize(
    ("levels", "packed"),
    [([[1, 2, 3, 4]], [[0x21, 0x43]]), ([[15, 0, 7]], [[0x0F, 0x07]]), ([[9]], [[0x09]])],
)
def test_two_levels_a_byte(levels: list[list[int]], packed: list[list[int]]) -> None:
    assert halves(np.array(levels, np.uint8)).tolist() == packed


@given(st.floats(-100, 100, width=32), st.floats(0.001953125, 100, width=32))
def test_any_block_has_levels(middle: float, spread: float) -> None:
    w = (middle + spread * weights(4, 32)).astype(np.float32)
    packed = nearest(w, BLOCK)
    assert np.isfinite(packed.weights).all()
    reach = np.maximum(w.max(1), 0) - np.minimum(w.min(1), 0)
    assert (np.abs(packed.weights - w).max(1) <= 0.35 * reach + 1e-3).all()
