"""Tables: each line is a Document or a reason with its number."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import secrets
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.collect import Skip, tables
from sayso.collect.tables import PRETTY, WIDE, table
from sayso.types import Document

RECORD = {
    "id": "r1",
    "text": "The dam held.\r\n\r\nNobody left.",
    "url": "https://ferry.example/1",
    "outlet": "The  Ferry\nPost",
    "title": "Dam holds",
    "byline": "H. Wynn",
    "published": "2019-03-05",
    "label": 3,
}


def read(*lines: bytes | dict[str, object]) -> tuple[list[Document], list[Skip]]:
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    skips: list[Skip] = []
    return list(table(io.BytesIO(data), "t.jsonl", skips.append)), skips


def test_a_record() -> None:
    (document,), skips = read(RECORD)
    assert skips == []
    assert document.text == "The dam held.\n\nNobody left."
    assert (document.name, document.outlet, document.title) == ("r1", "The Ferry Post", "Dam holds")
    assert (document.url, document.byline) == ("https://ferry.example/1", "H. Wynn")
    assert document.published == date(2019, 3, 5)


def test_a_record_without_an_id_is_named_by_its_line() -> None:
    documents, _ = read({"text": "One."}, {"text": "Two."})
    assert [d.name for d in documents] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut', "not a JSON object"),
        (b'["text"]', "each line must be one"),
        (b"7", "each line must be one"),
        (b'{"title": "no text"}', "no `text`"),
        (b'{"text": null}', "no `text`"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "\xff\xfe"}', "not UTF-8"),
        (b"[" * 100_000, "not a JSON object"),
    ],
)
def test_line_seven_is_broken(line: bytes, said: str) -> None:
    documents, skips = read(*[RECORD] * 6, line, RECORD)
    assert len(documents) == 7
    assert [s.where for s in skips] == ["t.jsonl:7"]
    assert said in skips[0].reason


@pytest.mark.parametrize("published", ["2999-01-01", "soon", "31/31/2019"])
def test_a_date_that_cannot_be_is_left_out_and_told(published: str) -> None:
    (document,), (skip,) = read(RECORD | {"published": published})
    assert document.published is None
    assert skip.kept
    assert "kept without its date" in skip.reason


def test_marks_and_blank_lines() -> None:
    documents, skips = read(b"\xef\xbb\xbf" + json.dumps(RECORD).encode(), b"", b"  ", RECORD)
    assert len(documents) == 2
    assert skips == []


def test_lone_surrogates_are_replaced() -> None:
    (document,), _ = read(b'{"text": "The dam \\ud800 held."}')
    assert document.text == "The dam \ufffd held."


@given(
    st.lists(st.binary(max_size=60).filter(lambda b: b"\n" not in b) | st.just(json.dumps(RECORD).encode()), max_size=8)
)
@example([b"[", b"\x00"])
@example([b"\xff\xfe", b"x"])
def test_every_line_counts(lines: list[bytes]) -> None:
    documents, skips = read(*lines)
    if lines and (lines[0].startswith(WIDE) or lines[0].removeprefix(codecs.BOM_UTF8).strip() in PRETTY):
        assert (documents, [s.where for s in skips]) == ([], ["t.jsonl:1"])  # refused as a whole, and said so once
        return
    filled = sum(bool(line.strip()) for line in lines)
    assert len(documents) + sum(not s.kept for s in skips if s.where != "t.jsonl") == filled


def test_a_record_that_is_not_kept_has_one_reason() -> None:
    documents, skips = read(RECORD | {"text": "", "published": "soon"})
    assert documents == []
    assert [s.kept for s in skips] == [False]


@pytest.mark.parametrize(
    ("value", "byline"),
    [(["H. Wynn", "A. Tamm"], "H. Wynn, A. Tamm"), (7, "7"), ({"name": "x"}, None), ([], None), (None, None),
     (True, None), ([[[]]], None), ("", None), ("  ", None)],
)  # fmt: skip
def test_fields_that_are_no_strings(value: object, byline: str | None) -> None:
    (document,), skips = read(RECORD | {"byline": value})
    assert document.byline == byline
    assert skips == []


@pytest.mark.parametrize(("value", "code"), [("ru", "ru"), ("en-GB", "en"), ("English", None), (7, None)])
def test_language(value: object, code: str | None) -> None:
    assert read(RECORD | {"language": value})[0][0].language == code


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps([RECORD], indent=1).encode(), "not JSON Lines"),
        (json.dumps(RECORD, indent=1).encode(), "not JSON Lines"),
        (b'\xef\xbb\xbf{\n"text": "x"\n}', "not JSON Lines"),
        ((json.dumps(RECORD) + "\n").encode("utf-16") * 3, "UTF-16"),
    ],
)
def test_a_whole_file_in_the_wrong_shape_is_told_once(data: bytes, said: str) -> None:
    documents, skips = read(data)
    assert documents == []
    assert [s.where for s in skips] == ["t.jsonl:1"]
    assert said in skips[0].reason


def test_damage_halfway_loses_nothing_before_it() -> None:
    rows = [RECORD | {"id": secrets.token_hex(40)} for _ in range(400)]
    cut = gzip.compress(b"\n".join(json.dumps(row).encode() for row in rows))[:-9000]
    skips: list[Skip] = []
    documents = list(table(gzip.GzipFile(fileobj=io.BytesIO(cut)), "t.jsonl.gz", skips.append))  # type: ignore[arg-type]
    assert 0 < len(documents) < 400
    assert [s.where for s in skips] == [f"t.jsonl.gz:{len(documents) + 1}"]
    assert "damaged or cut short" in skips[0].reason


def test_a_line_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LONGEST", 300)
    documents, skips = read(RECORD, RECORD | {"text": "x" * 2000}, RECORD)
    assert len(documents) == 2
    assert [s.where for s in skips] == ["t.jsonl:2"]
    assert "longer than 300 bytes" in skips[0].reason
