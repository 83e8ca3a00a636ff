"""Tables that others keep: their layouts, and everything that can be wrong with them."""

from __future__ import annotations

import gzip
import re
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from sayso.collect import CollectError, Skip, records
from sayso.types import Record

UCDP = "id,best,high,low,date_start,date_end,date_prec,where_prec,where_coordinates,adm_1,country,deaths_civilians"
ACLED = "event_id_cnty,event_date,time_precision,location,admin1,country,geo_precision,fatalities,notes"


def read(path: Path, layout: str, **more: object) -> tuple[list[Record], list[Skip]]:
    skips: list[Skip] = []
    return list(records(path, layout, skips.append, **more)), skips  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "GEDEvent_v24_1.csv"


def test_ucdp(file: Path) -> None:
    file.write_text(f"{UCDP}\n17,18,80,13,2019-03-04 00:00:00,2019-03-05 00:00:00,1,2,Halmere town,Tesk,Marenia,15\n")
    (total, civilians), skips = read(file, "ucdp-ged")
    assert not skips
    assert (total.low, total.best, total.high, total.state, total.counted) == (13, 18, 80, "killed", None)
    assert (total.id, total.row, total.file, total.version) == ("17", 2, "GEDEvent_v24_1.csv", "24.1")
    assert (total.first, total.last) == (date(2019, 3, 4), date(2019, 3, 5))
    assert total.places == ("Halmere town", "Tesk", "Marenia")
    assert (total.date_precision, total.place_precision) == ("1", "2")
    assert len(total.file_hash) == 64
    assert (civilians.best, civilians.low, civilians.counted) == (15, None, "civilians")


def test_nobody_dead_is_a_record_and_no_civilian_is_none(file: Path) -> None:
    file.write_text(f"{UCDP}\n17,0,1,0,2019-03-04,2019-03-04,1,2,Halmere,Tesk,Marenia,0\n")
    found, _ = read(file, "ucdp-ged")
    assert [(r.best, r.counted) for r in found] == [(0, None)]


def test_acled(file: Path) -> None:
    file.write_text(f'{ACLED}\nMRN12,04 March 2019,1,Halmere,Tesk,Marenia,1,14,"Flood, then shelling"\n')
    ((one),), _ = read(file, "acled")
    assert (one.id, one.best, one.low, one.first) == ("MRN12", 14, None, date(2019, 3, 4))
    assert one.title == "Flood, then shelling"


def test_airwars(file: Path) -> None:
    file.write_text(
        "Airwars Code,Date,Location,Country,Civilian deaths min,Civilian deaths max,Grading\n"
        "AW1,2019-03-04,Halmere,Marenia,12,24,Fair\n"
    )
    ((one),), _ = read(file, "airwars")
    assert (one.low, one.high, one.counted, one.grade) == (12, 24, "civilians", "Fair")


def test_hxl_tells_its_own_layout(file: Path) -> None:
    file.write_text(
        "Day,Town,Region,Dead,Hurt,Children hurt\n#date,#loc+name,#adm1,#affected+killed,#affected+injured,"
        "#affected+injured+children\n2019-03-04,Halmere,Tesk,12,63,9\n2019-03-05,Orlo,Tesk,,4,\n"
    )
    found, skips = read(file, "hxl")
    assert not skips
    assert [(r.row, r.state, r.counted, r.best) for r in found] == [
        (3, "killed", None, 12),
        (3, "injured", None, 63),
        (3, "injured", "children", 9),
        (4, "injured", None, 4),
    ]
    assert found[0].places == ("Halmere", "Tesk")


def test_a_table_of_ones_own(file: Path) -> None:
    file.write_text('Tag,Ort,Tote\n2019-03-04,Halmere,"1,200"\n')
    columns = {"best": "Tote", "first": "Tag", "place": "Ort"}
    ((one),), _ = read(file, "csv", columns=columns, state="killed")
    assert (one.best, one.first, one.places, one.id) == (1200, date(2019, 3, 4), ("Halmere",), "2")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("17,5,3,4,2019-03-04,2019-03-04,1,1,H,T,M,0", r"low \(4\) is above high \(3\)"),
        ("17,many,3,1,2019-03-04,2019-03-04,1,1,H,T,M,0", "best is 'many', which is no number"),
        ("17,-3,3,1,2019-03-04,2019-03-04,1,1,H,T,M,0", "no count of people"),
        ("17,1e99,3,1,2019-03-04,2019-03-04,1,1,H,T,M,0", "no count of people"),
        ("17,2,3,1,04/03/2019,2019-03-04,1,1,H,T,M,0", "no date that can be read"),
        ("17,2,3,1,2019-03-06,2019-03-04,1,1,H,T,M,0", "ends .* before it begins"),
        ("17,,,,2019-03-04,2019-03-04,1,1,H,T,M,", "no figure"),
        ("17", "no figure"),
    ],
)
def test_a_row_that_is_none_is_told(file: Path, row: str, says: str) -> None:
    file.write_text(f"{UCDP}\n{row}\n18,2,3,1,2019-03-04,2019-03-04,1,1,H,T,M,0\n")
    found, skips = read(file, "ucdp-ged")
    assert [r.id for r in found] == ["18"]
    assert len(skips) == 1
    assert skips[0].where == f"{file}:2"
    assert re.search(says, skips[0].reason)


def test_an_id_that_stands_twice(file: Path) -> None:
    row = "17,2,3,1,2019-03-04,2019-03-04,1,1,H,T,M,0"
    file.write_text(f"{UCDP}\n{row}\n{row}\n")
    found, skips = read(file, "ucdp-ged")
    assert len(found) == 1
    assert skips == [Skip(f"{file}:3", "the id 17 stands in line 2 already")]


@pytest.mark.parametrize(
    ("header", "layout", "says"),
    [
        ("id,date\n1,2", "ucdp-ged", r"no column for best \(best\); low \(low\).*the table has id, date"),
        ("a,b\n1,2", "hxl", "no row of HXL tags"),
        ("#date,#adm1\n1,2", "hxl", "no HXL tag here is of people"),
        ("best\n1", "csv", "give --state"),
        ("", "csv", "empty"),
    ],
)
def test_a_file_of_another_layout(file: Path, header: str, layout: str, says: str) -> None:
    file.write_text(header)
    with pytest.raises(CollectError, match=says) as error:
        read(file, layout)
    assert str(file) in str(error.value)


def test_a_column_that_is_not_there(file: Path) -> None:
    file.write_text("best\n1\n")
    with pytest.raises(CollectError, match="no column 'Dead'; the table has best"):
        read(file, "csv", columns={"best": "Dead"})
    with pytest.raises(CollectError, match="no field 'deaths'"):
        read(file, "csv", columns={"deaths": "best"})


def test_other_encodings(file: Path) -> None:
    text = f"{ACLED}\nMRN12,2019-03-04,1,Kovář,Tésk,Marenia,1,14,x\n"
    file.write_bytes(text.replace("ř", "r").encode("windows-1252"))
    found, skips = read(file, "acled")
    assert found[0].places[:2] == ("Kovár", "Tésk")
    assert skips[0].kept
    assert "Windows-1252" in skips[0].reason
    file.write_bytes(text.encode("utf-16"))
    assert read(file, "acled")[0][0].places[0] == "Kovář"
    file.write_bytes(gzip.compress(text.encode("utf-8-sig")))
    assert read(file, "acled")[0][0].id == "MRN12"


def test_damaged_and_missing_files(file: Path) -> None:
    file.write_bytes(gzip.compress((f"{ACLED}\n" + "x,2019-03-04,1,a,b,c,1,2,z\n" * 999).encode())[:-40])
    with pytest.raises(CollectError, match="damaged or cut short"):
        read(file, "acled")
    with pytest.raises(CollectError, match="is not there"):
        read(file.with_name("none.csv"), "acled")


def test_many_rows_are_streamed(file: Path) -> None:
    with file.open("w") as out:
        out.write(f"{ACLED}\n")
        for n in range(60_000):
            out.write(f"M{n},2019-03-04,1,Halmere,Tesk,Marenia,1,{n % 30},{'x' * 300}\n")
    tracemalloc.start()
    assert sum(1 for _ in records(file, "acled", [].append)) == 60_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < file.stat().st_size / 1.5  # the ids are kept, the rows are not
