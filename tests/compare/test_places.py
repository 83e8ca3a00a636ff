"""The place of a figure: its sentence's, its paragraph's, or the dateline's."""

from __future__ import annotations

import pytest

from sayso.compare.places import Place, place
from sayso.types import Span

FIGURE, PARAGRAPH = Span(50, 52), Span(20, 200)


@pytest.mark.parametrize(
    ("own", "named", "dateline", "found"),
    [
        ("Orlo", [(30, "Halmere")], "VELL (Northline)", Place("Orlo", "sentence")),
        (None, [(25, "Vell"), (30, "Halmere"), (90, "Orlo")], None, Place("Halmere", "paragraph")),
        (None, [(90, "Orlo"), (120, "Vell")], "VELL", Place("Orlo", "paragraph")),
        (None, [(5, "Orlo"), (230, "Halmere")], "VELL, March 4 (Northline)", Place("VELL", "dateline")),
        (None, [], "San Orlo, Marenia —", Place("San Orlo", "dateline")),
        (None, [], "4 March", None),
        (None, [], None, None),
    ],
)
def test_the_nearest_word_for_it(
    own: str | None, named: list[tuple[int, str]], dateline: str | None, found: Place | None
) -> None:
    assert place(own, FIGURE, PARAGRAPH, named, dateline) == found
