"""XML as it is served, mended: what stands in it is found again, and nothing more than that."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.trees import LARGEST, attribute, children, name, tree, words

# What XML can hold: no controls, no surrogates, and its line ends are all made "\n".
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=30)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a &amp; b", "a & b"),
        ("a & b", "a & b"),
        ("caf&eacute;&nbsp;x", "café\xa0x"),
        ("&bogus; &#233; &#xE9; &#99999999; &", "&bogus; é é &#99999999; &"),
        ("<![CDATA[a & b &amp; <c>]]>", "a & b &amp; <c>"),
        ("<!-- & --> x", " x"),
        ("a\x07b", "ab"),
        ("&lt;b&gt;", "<b>"),
        ("&NotEqualTilde;", "≂̸"),
    ],
)
def test_text_is_read_as_it_was_meant(written: str, read: str) -> None:
    assert "".join(tree(f"<a>{written}</a>".encode(), "x").itertext()) == read
    broken = tree(f"<a><b></c>{written}</a>".encode(), "x")  # after an error it is read in the same way
    assert "".join(broken.itertext()) == read


@pytest.mark.parametrize(
    "before",
    ["", "\ufeff", "\n\n", "junk ", '<?xml version="1.0" encoding="utf-7"?>', "<!DOCTYPE a>",
     '<!DOCTYPE a [<!ENTITY x "y">]>', '<?xml version="1.0"?>\n<!doctype a SYSTEM "http://x.example/a.dtd">\n',
     "<!-- a -->", "<?php ?>"],
)  # fmt: skip
def test_what_stands_before_does_not_matter(before: str) -> None:
    root = tree(f"{before}<a b='c'>é</a>".encode(), "x")
    assert (name(root), attribute(root, "b"), words(root)) == ("a", "c", "é")


def test_names_without_their_namespaces() -> None:
    root = tree(b"<x:A xmlns:x='urn:x' x:Href='1'><x:b/><B/><y:b/><c/><!-- d --></x:A>", "x")
    assert name(root) == "a"
    assert attribute(root, "href") == "1"
    assert attribute(root, "none") is None
    assert [one.tag for one in children(root, "c", "b")] == ["c", "{urn:x}b", "B", "y:b"]
    assert [name(one) for one in root][-1] == ""


@pytest.mark.parametrize("data", [b"", b" ", b"words", b"<", b"<>", b"< a>", bytes(9), b"<!DOCTYPE a ["])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(CollectError, match=r"^x\.xml"):
        tree(data, "x.xml")


@pytest.mark.parametrize(
    "data", [b"<a>" + b" " * LARGEST, b"<a>" + b"<b/>" * 400_000, b"<a " + b"b='c' " * 200_000 + b"/>"]
)
def test_too_much(data: bytes) -> None:
    with pytest.raises(CollectError, match="holds too much"):
        tree(data, "x.xml")


@given(TEXTS, TEXTS)
def test_what_is_written_is_read(text: str, value: str) -> None:
    root = tree(f"<a b={quoteattr(value)}>{escape(text)}<![CDATA[{text.replace(']]>', '')}]]></a>".encode(), "x")
    assert "".join(root.itertext()) == text + text.replace("]]>", "")
    assert attribute(root, "b") == value
