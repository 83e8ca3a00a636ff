"""Series as text, JSON, CSV and JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from sayso.compare.places import Place
from sayso.compare.policies import NAMES, policy
from sayso.compare.records import Match, Where
from sayso.ledger import Page
from sayso.show import series_text
from sayso.types import Decision, Record, Review
from tests.compare.told import point, told

SERIES = told(
    point("Northline", 4, 12, None, source="the hospital", place="Halmere"),
    point("Radio Tesk", 4, None, 10),
    point("Northline", 6, 27),
)
MATCH = Match(
    Record("ucdp-ged", "ged.csv", "f" * 64, 7, "17", "killed", 40.0, 45.0, 50.0, grade="Fair"),
    Where.BELOW,
    1.48,
    "Halmere town, 2031-03-04",
)


def written(form: str) -> str:
    out = io.StringIO()
    series_text.write(SERIES, [MATCH], [policy(name) for name in NAMES], form, out)
    return out.getvalue()


def test_text_has_every_figure_and_every_section() -> None:
    said = written("text")
    for point_ in SERIES.points:
        assert point_.key in said
    for title in ("Figures", "First to report", "Revisions", "Contradictions", "Records", "ACLED", "Airwars"):
        assert title in said
    assert "outlet Northline: at least 12 (2031-03-04) became 27 (2031-03-06)" in said
    assert "as of 2031-03-04: at most 10 (Radio Tesk) against at least 12 (Northline)" in said
    assert "below by a factor of 1.48  ucdp-ged 17: 40 / 45 / 50 killed, graded Fair" in said
    assert "left out, not verified" in said
    assert "open: low open, high 27\nacled: low 10, high 10, best 10" in said


def test_a_series_without_dates_is_headed_by_its_figures() -> None:
    undated = told(point("Northline", None, 25), point("Radio Tesk", None, 25))
    assert series_text.standing(undated) == "25"
    assert (series_text.summary(undated)["low"], series_text.summary(undated)["high"]) == (25, 25)


def test_json() -> None:
    said = json.loads(written("json"))
    assert said["id"] == SERIES.id
    assert len(said["points"]) == 3
    known = {one["figure"] for one in said["points"]}
    assert {key for one in said["contradictions"] for key in (one["lower"], one["higher"])} <= known
    assert [one["policy"] for one in said["policies"]] == list(NAMES)
    assert said["records"][0]["where"] == "below"
    assert said["records"][0]["record"]["row"] == 7


def test_csv_and_jsonld_and_svg() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))
    assert len(rows) == 5
    assert all(cell.startswith("#") for cell in rows[1])
    assert len(json.loads(written("jsonld"))["@graph"]) == 4
    assert written("svg").startswith("<svg")


def test_a_list_piped_and_as_json() -> None:
    page = Page((SERIES,), 1, 50, 0)
    out = io.StringIO()
    series_text.table(page, out)
    fields = out.getvalue().rstrip("\n").split("\t")
    assert fields[:7] == [SERIES.id, "people killed, Halmere", "killed", "people", "event", "Halmere", ""]
    assert len(fields) == 13
    out = io.StringIO()
    series_text.as_json(page, out)
    assert json.loads(out.getvalue())["rows"][0]["figures"] == 3


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (12, 40, "12 to 40"),
        (12, None, "at least 12"),
        (None, 1200, "at most 1,200"),
        (None, None, "no figure"),
    ],
)
def test_intervals(low: float | None, high: float | None, words: str) -> None:
    assert series_text.formats.interval(low, high) == words


def test_matches_and_decisions() -> None:
    out = io.StringIO()
    series_text.matches([(SERIES, MATCH)], out, as_json=False)
    assert out.getvalue().startswith(f"{SERIES.id}  people killed, Halmere: ")
    out = io.StringIO()
    series_text.matches([], out, as_json=True)
    assert json.loads(out.getvalue()) == {"total": 0, "rows": []}
    out = io.StringIO()
    review = Review(Decision.RENAME, ("d-1-2",), name="The \x1bdam", by="Ines", number=3)
    series_text.decisions([review], out, as_json=False)
    assert out.getvalue().split("\t")[0] == "3"
    assert "\x1b" not in out.getvalue()
    out = io.StringIO()
    series_text.decisions([review], out, as_json=True)
    assert json.loads(out.getvalue())["decision"] == "rename"


@pytest.mark.parametrize(
    ("found", "period", "said"),
    [
        ("sentence", "event", "Halmere"),
        ("dateline", "day", "Halmere (by the dateline)  a day’s count"),
        ("paragraph", "over time", "Halmere  a sum over time"),
    ],
)
def test_a_line_says_where_and_for_how_long(found: str, period: str, said: str) -> None:
    one = replace(point("Northline", 4, 12), where=Place("Halmere", found), period=period)
    assert f"  {said}  {one.key}" in series_text.point_line(one)
    record = series_text.point_record(one)
    assert (record["where"], record["period"]) == ({"words": "Halmere", "from": found}, period)
