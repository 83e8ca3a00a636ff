"""Pages: the article and what the page says of it; nothing of the menu, and nothing made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect import CollectError, Skip
from sayso.collect.pages import _outlet, page
from sayso.types import Document

ONE = "The dam above the town held through the night, the mayor of the river district said on Tuesday."
TWO = "“We were lucky,” she told reporters at the town hall, where about 40 people had slept on the floor."
THREE = "The water has since fallen by two metres, according to the regional flood service."


def html(body: str, head: str = "<title>Dam holds | The Ferry Post</title>") -> bytes:
    menu = "<nav><a href='/'>Home</a> <a href='/news'>All the news</a></nav>"
    foot = "<footer>© The Ferry Post. All rights reserved.</footer>"
    return f"<!doctype html><html><head>{head}</head><body>{menu}{body}{foot}</body></html>".encode()


def taken(data: bytes, url: str | None = None) -> tuple[Document, list[Skip]]:
    skips: list[Skip] = []
    return page(data, name="a", where="a.html", on_skip=skips.append, url=url), skips


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<article><h1>Dam holds</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>", [ONE, TWO, THREE]),
        (f"<div>{ONE}</div><div>{TWO}</div><div>{THREE}</div>", [ONE, TWO, THREE]),
        (f"<div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>", [ONE, TWO, THREE]),
        (f"<article><p>{ONE}</p><blockquote><p>{TWO}</p></blockquote><p>{THREE}</p></article>", [ONE, TWO, THREE]),
        (
            f"<article><p>{ONE}</p><ul><li>No one was hurt</li><li>The road is shut</li></ul><p>{THREE}</p></article>",
            [ONE, "- No one was hurt", "- The road is shut", THREE],
        ),
        (f"<article><p>{ONE}</p><h2>What comes next</h2><p>{TWO}</p></article>", [ONE, "What comes next", TWO]),
        (f"<article><p>{ONE[:40]}\n    {ONE[40:]}</p><p>{TWO}</p></article>", [ONE, TWO]),
        (f"<article><figure><figcaption>By Wynn</figcaption></figure><p>{ONE}</p><p>{TWO}</p></article>", [ONE, TWO]),
    ],
    ids=["paragraphs", "divs", "breaks", "quotation", "list", "heading", "wrapped", "caption"],
)  # fmt: skip
def test_paragraphs(body: str, text: list[str]) -> None:
    document, skips = taken(html(body))
    assert " ".join(document.text.split()) == " ".join(" ".join(text).split())
    assert [" ".join(p.split()) for p in document.text.split("\n\n")] == text
    assert skips == []


def test_a_break_within_a_sentence_is_no_paragraph() -> None:
    document, _ = taken(html(f"<article><p>The dam held through<br>the night, she said.</p><p>{TWO}</p></article>"))
    assert document.text == f"The dam held through\nthe night, she said.\n\n{TWO}"


def test_what_stands_between_paragraphs_is_left_out() -> None:
    between = "<p>ADVERTISEMENT</p><p><a href='/b'>READ MORE: Five rescued from the Vell</a></p>"
    document, skips = taken(html(f"<article><p>{ONE}</p>{between}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert document.text.split("\n\n") == [ONE, TWO, THREE]
    assert not skips


def test_an_embedded_post_is_one_paragraph() -> None:
    post = "<p>The road is shut.<br><br>Stay home.</p>&mdash; Elm (@elm) <a href='https://t.example'>July 9, 2031</a>"
    body = f"<p>{ONE}</p><blockquote class='twitter-tweet'>{post}</blockquote><p>Wet.<br>Cold.</p><p>{THREE}</p>"
    document, _ = taken(html(f"<article>{body}</article>"))
    signed = ["The road is shut. Stay home.", "— Elm (@elm) July 9, 2031"]
    assert document.text.split("\n\n") == [ONE, *signed, "Wet.", "Cold.", THREE]


def test_the_rule_of_a_table_is_no_text() -> None:
    rows = "<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Halmere</td><td>12</td></tr></table>"
    document, _ = taken(html(f"<article><p>{ONE}</p>{rows}<p>{THREE}</p></article>"))
    assert "Halmere | 12" in document.text
    assert "---" not in document.text


HEAD = """<title>Dam holds | The Ferry Post</title><meta property="og:site_name" content="The Ferry Post">
<meta name="author" content="Hanne Wynn"><link rel="canonical" href="https://ferry.example/dam">
<meta property="article:published_time" content="{}">"""
BODY = f"<article><h1>Dam holds</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>"


def test_what_the_page_says_of_itself() -> None:
    document, skips = taken(html(BODY, HEAD.format("2019-03-05T23:30:00-05:00")))
    assert (document.title, document.outlet, document.byline) == ("Dam holds", "The Ferry Post", "Hanne Wynn")
    assert (document.url, document.published) == ("https://ferry.example/dam", date(2019, 3, 5))
    assert document.language == "en"
    assert skips == []


def test_without_a_site_name_the_host_is_the_outlet() -> None:
    document, _ = taken(html(BODY, "<title>Dam holds</title>"), url="https://www.ferry.example/dam")
    assert document.outlet
    assert "ferry" in document.outlet.lower()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, "https://ferry.example/dam"),
        ("https://ferry.example/dam?from=feed", "https://ferry.example/dam"),
        ("https://other.example/dam", "https://other.example/dam"),  # nobody speaks for another host
    ],
)
def test_canonical(url: str | None, expected: str) -> None:
    assert taken(html(BODY, HEAD.format("2019-03-05")), url)[0].url == expected


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://ferry.example/dam", "https://ferry.example/dam"),
        ("https://ferry.example/", "https://ferry.example/"),
        ("https://ferry.example/?utm_source=x", "https://ferry.example/"),
        (None, "https://ferry.example/"),
    ],
)
def test_a_front_page_is_no_articles_address(url: str | None, found: str) -> None:
    head = '<title>Dam holds</title><link rel="canonical" href="https://ferry.example/">'
    assert taken(html(BODY, head), url)[0].url == found


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "/dam"])
def test_a_canonical_that_leads_nowhere(url: str) -> None:
    found = taken(html(BODY, f'<title>Dam holds</title><link rel="canonical" href="{url}">'))[0].url
    assert found is None or found.startswith("http")


@pytest.mark.parametrize(
    "dated",
    [
        '<meta property="article:published_time" content="2091-06-02T18:00:00Z">',
        "<time datetime='2091-06-02'>",
    ],
)
def test_a_date_that_lies_ahead_is_told(dated: str) -> None:
    page = html(BODY, f"<title>Dam holds</title>{dated}")
    document, skips = taken(page)
    assert document.published is None
    assert [(skip.reason, skip.kept) for skip in skips] == [
        ("kept without its date: 2091-06-02 lies in the future", True)
    ]


def test_a_date_ahead_does_not_hide_the_pages_own() -> None:
    event = "<time datetime='2091-06-02'>then</time>"
    document, skips = taken(html(BODY + event, HEAD.format("2019-03-05")))
    assert (document.published, skips) == (date(2019, 3, 5), [])


def test_no_date_is_made_up() -> None:
    document, skips = taken(html(BODY + "<p>In 1962 the dam was built; on 4 May 1987 it was raised.</p>"))
    assert document.published is None
    assert skips == []


@pytest.mark.parametrize("body", ["", "<p>Hi</p>", "<script>let x = 1</script>", "<img src=x>"])
def test_no_article(body: str) -> None:
    with pytest.raises(CollectError, match="no article text"):
        taken(html(body))


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "utf-16", "hex", "no-such"])
def test_an_encoding_that_is_none(charset: str) -> None:
    body = f'<meta charset="{charset}">' + BODY.replace("mayor", "maïre")
    document, _ = taken(html(body).decode().encode("cp1252"))
    assert "maïre" in document.text


SOUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<article>", "<table>", "<td>", "<ul>", "<li>", "<pre>", "<br>", "<a href='http://['>", "<svg>",
         "<!--", "<time datetime='99999-99-99'>", '<meta name="author" content="{}">', '<meta property="og:url" content="http://[">',
         '<script type="application/ld+json">{"@type":"NewsArticle","author":[[{}]],"headline":7}</script>',
         '<link rel="canonical" href="http://[::1">', ONE, TWO, "\x00", "\ud800", "&#xd800;", "&nbsp;"]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_any_page_is_a_document_or_a_reason(pieces: list[str]) -> None:
    data = b"<html><body>" + "".join(pieces).encode("utf-8", "surrogatepass")
    try:
        document, _ = taken(data)
    except CollectError:
        return
    assert document.text.strip()
    document.text.encode("utf-8")


@pytest.mark.parametrize(
    ("named", "title", "outlet"),
    [
        ("The Ferry Post", "Dam holds", "The Ferry Post"),
        ("Fund reaches 1.2 million - The Ferry Post", "Fund reaches 1.2 million", "ferry.example"),
        (None, "Dam holds", "ferry.example"),
    ],
)
def test_a_headline_is_no_outlet(named: str | None, title: str, outlet: str) -> None:
    assert _outlet(named, title, "www.ferry.example") == outlet
