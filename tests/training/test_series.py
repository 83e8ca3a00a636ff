"""How series are learnt: halves that stay whole, and the regression."""

from __future__ import annotations

import numpy as np
import pytest

from training.series import fit, half


@pytest.mark.parametrize(
    ("record", "expected"),
    [({"half": 1}, 1), ({"half": 0}, 0)],
)
def test_a_pair_is_in_the_half_of_its_incident(record: dict[str, object], expected: int) -> None:
    assert half({"a": {"id": "x"}}, {"x": record}) == expected


def test_a_month_of_a_place_stays_whole() -> None:
    records = {f"{day}": {"location": "halmere", "published": f"2031-03-{day:02}"} for day in range(1, 29)}
    assert len({half({"a": {"id": id}}, records) for id in records}) == 1
    places = {str(n): {"location": f"place {n}", "published": None} for n in range(40)}
    assert {half({"a": {"id": id}}, places) for id in places} == {0, 1}


def test_the_regression_finds_what_tells() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(600, 3))
    y = (x[:, 0] * 2 - x[:, 1] + rng.normal(size=600) * 0.3 > 0.5).astype(float)
    weights, bias = fit(x, y, np.ones(600))
    assert weights[0] > 1 > abs(weights[2])
    assert weights[1] < -0.5
    assert bias < 0
