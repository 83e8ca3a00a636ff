"""Links as feeds write them, and the addresses that they become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.links import is_front, link, site, untracked

FEED = "https://courier.example/news/feed.xml"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://courier.example/a", "https://courier.example/a"),
        ("  https://courier.example/a\n", "https://courier.example/a"),
        ("https://courier.example/\n  a/b", "https://courier.example/  a/b".replace(" ", "%20")),
        ("HTTPS://Courier.EXAMPLE/A", "https://courier.example/A"),
        ("https://courier.example", "https://courier.example/"),
        ("https://courier.example:443/a", "https://courier.example/a"),
        ("http://courier.example:8080/a", "http://courier.example:8080/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://me:secret@courier.example/a#comments", "https://courier.example/a"),
        ("/a?x=1", "https://courier.example/a?x=1"),
        ("a", "https://courier.example/news/a"),
        ("//other.example/a", "https://other.example/a"),
        ("?p=7", "https://courier.example/news/feed.xml?p=7"),
        ("a b", "https://courier.example/news/a%20b"),
        ("ferry-ü", "https://courier.example/news/ferry-ü"),
    ],
)
def test_links(written: str, address: str) -> None:
    assert link(written, FEED) == address


@pytest.mark.parametrize(
    "written",
    [
        "", " \n", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://courier.example/a",
        "mailto:desk@courier.example", "tag:courier.example,2031:7", "urn:uuid:1", "http://", "http:///a",
        "http://[::1", "http://courier.example:port/", "http://courier.example:99999/", "http://a b/", "java\tscript:x",
        "https://courier.example/" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_address(written: str) -> None:
    assert link(written, FEED) is None


def test_without_a_place_only_whole_links_are_addresses() -> None:
    assert link("/a") is None
    assert link("https://courier.example/a") == "https://courier.example/a"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("?", ""),
        ("?id=7", "?id=7"),
        ("?utm_source=rss&utm_medium=feed", ""),
        ("?id=7&utm_source=rss&page=2", "?id=7&page=2"),
        ("?UTM_Source=rss&id=7", "?id=7"),
        ("?at_medium=RSS&at_campaign=x", ""),
        ("?fbclid=x&q=a+b%20c", "?q=a+b%20c"),
        ("?attitude=utm_", "?attitude=utm_"),
        ("?flag&empty=", "?flag&empty="),
    ],
)
def test_what_campaigns_add_is_taken_off(query: str, kept: str) -> None:
    assert untracked(f"https://courier.example/a{query}") == f"https://courier.example/a{kept}"


@pytest.mark.parametrize(
    ("address", "front"),
    [
        ("https://courier.example/", True),
        ("https://courier.example", True),
        ("https://courier.example/?p=7", False),
        ("https://courier.example/a", False),
    ],
)
def test_front_pages(address: str, front: bool) -> None:
    assert is_front(address) is front


def test_no_blank_is_left_in_an_address() -> None:
    assert link("/dam held\u00a0#top", FEED) == "https://courier.example/dam%20held%C2%A0"
    assert link("/a?q=the\u2009dam", FEED) == "https://courier.example/a?q=the%E2%80%89dam"


def test_sites_are_hosts() -> None:
    assert site("https://Courier.example:8080/a") == "courier.example"
    assert site("http://[::1") == ""


@given(st.text(max_size=60), st.sampled_from(["", FEED, "http://h/"]))
def test_any_text_is_an_address_or_none(written: str, where: str) -> None:
    found = link(written, where)
    assert found is None or (found.startswith(("http://", "https://")) and site(found))
    assert found is None or link(found) == found  # an address is its own
    assert found is None or untracked(untracked(found)) == untracked(found)


@given(st.lists(st.sampled_from(["a=1", "utm_x=2", "b", "", "fbclid=3", "c=%20"]), max_size=6))
def test_only_tracking_is_lost(pairs: list[str]) -> None:
    found = untracked("https://h/a?" + "&".join(pairs))
    assert [pair for pair in found.partition("?")[2].split("&") if pair] == [
        p for p in pairs if p in ("a=1", "b", "c=%20")
    ]
