"""Kinds: told by name, or by the first bytes; what is not read is named with a way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.kinds import Kind, named, refuse_signatures, sniffed


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", Kind.TEXT),
        ("a.md", Kind.TEXT),
        ("A.HTML", Kind.PAGE),
        ("a.xhtml.gz", Kind.PAGE),
        ("a.b.jsonl.GZ", Kind.TABLE),
        ("a.ndjson", Kind.TABLE),
        ("a.json", None),
        ("a.gz", None),
        ("a.2019", None),
        ("a", None),
    ],
)
def test_named(name: str, kind: Kind | None) -> None:
    assert named(name) == kind


@pytest.mark.parametrize(("name", "said"), [("a.css", "only text"), ("a.js.gz", "only text"), ("t.CSV", "JSON Lines")])
def test_named_refused(name: str, said: str) -> None:
    with pytest.raises(CollectError, match=said):
        named(name)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b'{"text": "x"}', Kind.TABLE),
        (b'\xef\xbb\xbf\n {"text', Kind.TABLE),
        (b"{}\n", Kind.TABLE),
        (b"<!DOCTYPE html><p>x", Kind.PAGE),
        (b"<!-- saved --><HTML>", Kind.PAGE),
        (b"<?xml version='1.0'?><html xmlns=''>", Kind.PAGE),
        (b"The dam held.", Kind.TEXT),
        (b"{sic} the dam held", Kind.TEXT),
        (b'["We held," she said]', Kind.TEXT),
        (b"", Kind.TEXT),
    ],
)
def test_sniffed(head: bytes, kind: Kind) -> None:
    assert sniffed(head) == kind


@pytest.mark.parametrize("head", [b'{\n  "text": "x"', b'[{"text": "x"}]', b'[\n {\n "a"'])
def test_json_in_another_shape(head: bytes) -> None:
    with pytest.raises(CollectError, match="not JSON Lines"):
        sniffed(head)


@pytest.mark.parametrize("head", [b"%PDF-1.4\nx", b"{\\rtf1\\ansi", b"PK\x03\x04", b"WARC/1.0\r\n", b"%!PS-Adobe"])
def test_signatures(head: bytes) -> None:
    with pytest.raises(CollectError, match="save what it says"):
        refuse_signatures(head)


@given(st.binary(max_size=60))
def test_any_bytes_have_a_kind_or_a_reason(head: bytes) -> None:
    try:
        kind = sniffed(head)
    except CollectError:
        assert b"{" in head  # JSON in some other shape is all that is refused here
    else:
        assert kind in Kind
