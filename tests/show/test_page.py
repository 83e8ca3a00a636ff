"""The self-contained page and the view of a reading that the server shares with it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from sayso.show import page
from tests.show import invented


def test_the_page_allows_exactly_its_own_style_and_script() -> None:
    html = page.reading_page(invented.reading())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    said = policy[1].replace("&#39;", "'")
    assert said.startswith("default-src 'none'; ")
    assert "unsafe" not in said
    for tag in ("style", "script"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in said


def test_the_page_needs_nothing_else() -> None:
    html = page.reading_page(invented.reading())
    assert re.findall(r'(?:src|href)="(?!#|https://courier\.example/)[^"]*"', html) == []
    assert "@import" not in html
    assert re.findall(r"url\((?!.data:)", html) == []


def test_hostile_text_is_only_text() -> None:
    html = page.reading_page(invented.hostile())
    assert html.count("<script") == 1
    assert "alert('title')" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_the_page_is_the_same_each_time() -> None:
    assert page.reading_page(invented.reading()) == page.reading_page(invented.reading())


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://courier.example/a?b=c#d", True),
        ("http://courier.example", True),
        ("HTTPS://courier.example/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//courier.example/a", False),
        ("http:/nohost", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, followed: bool) -> None:
    assert page.web_link(url) == (url if followed else None)


def test_a_view_around_a_statement_keeps_to_its_paragraphs() -> None:
    around = page.view_around(invented.reading(), 9)
    assert around.part
    assert len(around.paragraphs) == 1
    assert [entry.number for entry in around.entries] == [9, 10]
    assert around.figures == ()


def test_a_view_around_a_figure_shows_it() -> None:
    around = page.view_around(invented.reading(), 7)
    assert [(words, number) for _, words, number in around.figures] == [("$40 million", 8)]


def test_an_entry_says_whom_its_source_is_read_as_and_that_a_program_did() -> None:
    html = page.reading_page(invented.reading())
    entry = re.search(r'<li class="entry" id="a4">.*?</li>', html, re.DOTALL)
    assert entry
    assert "<bdi>It</bdi></span> <span" in entry[0]
    assert "read as <bdi>The water ministry</bdi>" in entry[0]
    assert 'title="read as: whom a program takes the source to be' in entry[0]
    assert re.findall(r'class="tag"[^>]*>([^<]*)<', entry[0]) == ["official", "institutional"]
    assert "read as <bdi>Mara Voss" not in html
    assert "read as <bdi>" not in page.reading_page(invented.second())


def test_a_view_of_all_has_everything() -> None:
    reading = invented.reading()
    whole = page.view(reading, {1: "0123456789ab"})
    assert not whole.part
    assert len(whole.entries) == len(reading.statements)
    assert whole.entries[1].permanent == "0123456789ab"
    assert whole.entries[0].permanent is None
    assert len(whole.figures) == len(reading.figures)
    assert whole.titles[0] == "at least 82 · bodies · killed · on Tuesday"


def test_stylesheet_and_script_cannot_end_their_element() -> None:
    assert "</" not in page.static("sayso.css")
    assert "</" not in page.static("article.js")


def test_a_page_without_script_allows_none() -> None:
    said = page.policy("body {}")
    assert "script-src" not in said
    assert said.startswith("default-src 'none'; style-src 'sha256-")
