"""Overlaps: the same answer as asking each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.read.overlaps import Taken
from sayso.types import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_as_asking_each(spans: list[Span], one: Span) -> None:
    assert Taken(spans).meets(one) == any(one.overlaps(other) for other in spans)
