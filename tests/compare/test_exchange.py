"""Series as HXL-tagged rows and as JSON-LD."""

from __future__ import annotations

import json
import re

import pytest

from sayso.compare.exchange import COLUMNS, hxl_rows, json_ld
from tests.compare.told import point, told

SERIES = told(
    point("Northline", 4, 12, None, source="the hospital", place="Halmere", as_of="on Monday"),
    point("Northline", 6, 27, document_url="https://north.example/2"),
    point("Radio Tesk", 6, 40),
    point("Ferry Post", 6, 40),
)


def test_hxl() -> None:
    header, tags, first, *rest = hxl_rows([SERIES])
    assert header == [name for name, _ in COLUMNS]
    assert all(re.fullmatch(r"#[a-z]+(\+[a-z]+)*", tag) for tag in tags)
    assert len(set(tags)) == len(tags)
    row = dict(zip(header, first, strict=True))
    assert (row["low"], row["high"], row["from"], row["tag"]) == ("12", "", "2031-03-03", "#affected+killed")
    assert (row["place"], row["place from"], row["period"]) == ("Halmere", "sentence", "event")
    assert len(rest) == 3


@pytest.mark.parametrize("outlet", ["=HYPERLINK(1)", "@sum", "+1", "-1"])
def test_no_cell_is_a_formula(outlet: str) -> None:
    rows = list(hxl_rows([told(point(outlet, 4, 12))]))
    assert rows[2][[name for name, _ in COLUMNS].index("outlet")] == f"'{outlet}"


def test_json_ld() -> None:
    made = json.loads(json.dumps(json_ld([SERIES])))
    assert made["@context"]["@vocab"] == "https://schema.org/"
    series, *claims = made["@graph"]
    assert series["@id"] == f"urn:sayso:series:{SERIES.id}"
    assert [claim["@type"] for claim in claims] == ["Claim"] * 4
    by = {claim["@id"]: claim for claim in claims}
    revised = next(claim for claim in claims if "sayso:revises" in claim)
    assert by[revised["sayso:revises"][0]["@id"]]["sayso:low"] == 12
    against = [claim for claim in claims if "sayso:contradicts" in claim]
    assert {claim["sayso:low"] for claim in against} == {40}
    assert sum("sayso:sameFigureAs" in claim for claim in claims) == 2
    assert claims[0]["author"] == {"@type": "Thing", "name": "the hospital"}
    assert claims[0]["contentLocation"] == {"@type": "Place", "name": "Halmere", "sayso:foundIn": "sentence"}
    assert claims[0]["sayso:period"] == "event"
    assert claims[0]["temporalCoverage"] == "2031-03-03/2031-03-03"
