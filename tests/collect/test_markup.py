"""Markup: bombs are refused before a parser meets them; real markup, however odd, is not."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.markup import ATTRIBUTES, DEEPEST, MOST, refuse_bombs

DEEP = "<div>" * (DEEPEST + 1)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (DEEP, "nested"),
        (DEEP.replace("div", "DIV"), "nested"),
        ('<div a="<">' * (DEEPEST + 1), "nested"),
        ('<div a=">">' * (DEEPEST + 1), "nested"),
        ("<div a='\"'>" * (DEEPEST + 1), "nested"),
        ("<p '>" + DEEP, "nested"),  # a quotation mark that begins no value
        ('<title><a b="</title>' + DEEP, "nested"),  # no markup within a title, so no quotation either
        ("<!-->" + DEEP, "nested"),  # a comment that is closed at once
        ("<!-- x --!>" + DEEP, "nested"),
        ("<script>'<!--'</script>" + DEEP, "nested"),
        ("<br>" * (MOST + 1), "elements"),
        ("<p>" * (MOST + 1), "elements"),
        ("<p " + "a=1 " * (ATTRIBUTES + 1) + ">", "attributes"),
        ("<p " + "a " * (ATTRIBUTES + 1), "attributes"),
        ("<p " + 'a=">"' * (ATTRIBUTES + 1) + ">", "attributes"),
        (("<p " + "a=1 " * 400 + ">") * 251, "attributes"),
    ],
)
def test_refused(html: str, said: str) -> None:
    with pytest.raises(CollectError, match=said):
        refuse_bombs(html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>One.<p>Two." * 5_000,
        "<ul><li>One</ul>" * 5_000,
        "<div/>" * (DEEPEST + 1),
        "<br/>" * (DEEPEST + 1),
        "<script>" + "x = '<div>';" * (DEEPEST + 1) + "</script><p>One.",
        "<style>/*" + "<div>" * (DEEPEST + 1) + "*/</style><p>One.",
        "<!--" + DEEP + "--><p>One.",
        "<p>3 < 4 and 5 > 4, she said.</p>",
        f'<img src="data:image/png;base64,{"A" * 500_000}">',
        "</div>" * 2_000,
    ],
)
def test_passed(html: str) -> None:
    assert refuse_bombs(html) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    "html",
    [
        "<" * 3_000_000,
        "<!--" * 700_000,
        '<a "' * 29_000,
        '<a b="' * 29_000,
        "<script>" * 400_000,
        "<a " + "=" * 3_000_000,
    ],
)
def test_what_is_never_closed_is_passed_over_once(html: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(CollectError):
        refuse_bombs(html)
    assert time.monotonic() - began < 5


@given(st.lists(st.sampled_from(["<", ">", "/", "div", "p", " ", "=", '"', "'", "<!--", "-->", "script", "a"])))
def test_any_soup_passes_or_is_refused(pieces: list[str]) -> None:
    assert refuse_bombs("".join(pieces)) is None  # type: ignore[func-returns-value] # short soups nest too little
