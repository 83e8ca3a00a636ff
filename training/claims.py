"""How the weights of `sayso.compare.claims` are fitted: `python -m training.claims SHARED` prints them.

A logistic regression with a ridge on the half of `benchmarks/gold/claims.jsonl` that is for fitting.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from benchmarks.claims import pairs
from sayso.compare import claims

RIDGE, STEPS = 1.0, 50


def main(shared: Path) -> None:
    rows, judged = [], []
    for pair, a, b, near in pairs(shared):
        if pair["half"] == 1 and pair["same"] is not None and a and b:
            counted, quoted = claims.counted_alike(a, b), claims.quotation(a, b)
            rows.append(claims.features(a, b, near, counted, quoted is not None))
            judged.append(float(pair["same"]))
    x, y = np.array(rows), np.array(judged)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    z = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    weights = np.zeros(z.shape[1])
    ridge = np.diag([0.0, *[RIDGE] * x.shape[1]])
    for _ in range(STEPS):  # Newton's method
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve(z.T @ (z * (p * (1 - p))[:, None]) + ridge, gradient)
    found = weights[1:] / scale
    print(f"{len(x)} pairs; START = {weights[0] - found @ mean:.2f}")
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in found))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.claims SHARED")
    main(Path(sys.argv[1]))
