"""Four bits a weight: a matrix rounded to sixteen levels a block, so that what it gives changes as little as possible.

In: weights [out, in], and how its inputs move together. Out: `Packed`, as onnxruntime's MatMulNBits and
GatherBlockQuantized take it. The rounding is GPTQ (Frantar et al. 2022): column by column, and what rounding one does
wrong is put right in those still to come, as far as they move with it. No gradient, no labels.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEVELS = 15  # the highest of the sixteen, from 0
# Of a block's range, how much is kept: a narrower one cuts the ends off and rounds the rest more finely. The best for
# each block is taken.
KEPT = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
DAMP = 0.01  # of the mean square of the inputs, added to each: GPTQ's own value


class Packed(NamedTuple):
    """levels: uint8 [out, in], 0 to 15; scale, zero: float32 [out, blocks]. A weight is (level - zero) * scale."""

    levels: NDArray[np.uint8]
    scale: NDArray[np.float32]
    zero: NDArray[np.float32]

    @property
    def weights(self) -> NDArray[np.float32]:
        """What the levels stand for."""
        out, width = self.levels.shape
        blocks = self.levels.reshape(out, self.scale.shape[1], -1).astype(np.float32)
        made: NDArray[np.float32] = ((blocks - self.zero[..., None]) * self.scale[..., None]).reshape(out, width)
        return made


def nearest(weights: NDArray[np.float32], block: int) -> Packed:
    """Each weight at the level nearest to it."""
    out, width = weights.shape
    parts = weights.reshape(-1, block)
    scale, zero = _grid(parts, np.ones(block, np.float32))
    levels = _level(parts, scale[:, None], zero[:, None])
    return Packed(levels.astype(np.uint8).reshape(out, width), scale.reshape(out, -1), zero.reshape(out, -1))


def calibrated(weights: NDArray[np.float32], moments: NDArray[np.float64], block: int) -> Packed:
    """Levels that change the product with such inputs least. moments: [in, in], the sum of x xᵀ over inputs x."""
    left, width = weights.astype(np.float32), weights.shape[1]
    damped = moments + DAMP * np.diag(moments).mean() * np.eye(width)
    upper = np.linalg.cholesky(np.linalg.inv(damped)).T.astype(np.float32)
    heed = np.diag(moments).astype(np.float32)
    levels, grids = np.empty(left.shape, np.uint8), []
    for start in range(0, width, block):
        inside, after = slice(start, start + block), slice(start + block, width)
        scale, zero = _grid(left[:, inside], heed[inside])
        wrong = np.empty((len(left), block), np.float32)
        for at in range(start, start + block):
            level = _level(left[:, at], scale, zero)
            levels[:, at] = level
            error = (left[:, at] - (level - zero) * scale) / upper[at, at]
            left[:, at : start + block] -= np.outer(error, upper[at, at : start + block])
            wrong[:, at - start] = error
        left[:, after] -= wrong @ upper[inside, after]
        grids.append((scale, zero))
    return Packed(levels, *(np.stack(part, 1) for part in zip(*grids, strict=True)))


def halves(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two levels a byte along the last axis, the first in the lower half; an odd end is filled with 0."""
    if levels.shape[-1] % 2:
        levels = np.concatenate([levels, np.zeros((*levels.shape[:-1], 1), np.uint8)], -1)
    packed: NDArray[np.uint8] = levels[..., 0::2] | levels[..., 1::2] << 4
    return packed


def _grid(parts: NDArray[np.float32], heed: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Scale and zero of each row of `parts` [rows, block], errors counting by `heed` [block]."""
    low, high = np.minimum(parts.min(1), 0), np.maximum(parts.max(1), 0)
    least = np.full(len(parts), np.inf, np.float32)
    best = [np.empty_like(low), np.empty_like(low)]
    for kept in KEPT:
        scale = np.maximum((high - low) * kept / LEVELS, 1e-8)
        zero = np.clip(np.round(-low * kept / scale), 0, LEVELS)
        made = (_level(parts, scale[:, None], zero[:, None]) - zero[:, None]) * scale[:, None]
        error = (made - parts) ** 2 @ heed
        better = error < least
        least = np.where(better, error, least)
        best = [np.where(better, new, old) for new, old in zip((scale, zero), best, strict=True)]
    return best[0], best[1]


def _level(weights: NDArray[np.float32], scale: NDArray[np.float32], zero: NDArray[np.float32]) -> NDArray[np.float32]:
    level: NDArray[np.float32] = np.clip(np.round(weights / scale) + zero, 0, LEVELS)
    return level
