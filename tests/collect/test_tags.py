"""Tags: what only a page's tags tell is in its text."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from sayso.collect.pages import page
from sayso.collect.tags import written_out
from sayso.read import read
from tests.pace import slowdown

BEFORE = "A food depot in the town of Halvek was destroyed on Monday. Deliveries were suspended in the whole district."
AFTER = "Deliveries were resumed in the neighbouring district on Wednesday, and the road was opened again at noon."


def told(inner: str) -> str:
    """The words of a page's body, its blanks as they come."""
    return " ".join(written_out(fromstring(f"<html><body>{inner}</body></html>")).text_content().split())


def text_of(*inner: str) -> str:
    body = "".join(inner)
    html = f"<html><head><title>Depot</title></head><body><article><p>{BEFORE}</p>{body}<p>{AFTER}</p></article></body>"
    return page(html.encode(), name="a", where="a", on_skip=lambda skip: None).text


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>The toll was 40<sup>6</sup>.</p>", "The toll was 40."),
        ("<p>“Two jets,”<sup><a href='#n'>10</a></sup> she said.</p>", "“Two jets,” she said."),
        ("<p>No one knew.<a href='#n'><sup>[3]</sup></a> It rained.</p>", "No one knew. It rained."),
        ("<p>It held.<sup>2,3</sup> It rained.<sup>*</sup></p>", "It held. It rained."),
        ("<p>40 km<sup>2</sup>, 10<sup>6</sup>, the 5<sup>th</sup>.</p>", "40 km2, 106, the 5th."),
    ],
)
def test_numbers_of_footnotes_go(html: str, words: str) -> None:
    assert told(html) == words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>She said <q>there were none</q>.</p>", "She said “there were none”."),
        ("<p><q>He said <q>no</q> twice</q>, she said.</p>", "“He said ‘no’ twice”, she said."),
        ("<p><q><b>None</b> at all</q></p>", "“None at all”"),
        ("<p><q>“None”</q></p>", "“None”"),
    ],
)
def test_q_gets_its_marks(html: str, words: str) -> None:
    assert told(html) == words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>It said:</p><blockquote>We waited.</blockquote>", "It said:“We waited.”"),
        ("<p>It said:</p><blockquote><p>We <b>waited.</b></p></blockquote>", "It said:“We waited.”"),
        (
            "<p>It said:</p><div><blockquote><p>One.</p> <p>Two.</p></blockquote></div>",
            "It said:“One. “Two.”",
        ),
        ("<p>It said: </p><blockquote>One.</blockquote> <blockquote>Two.</blockquote>", "It said: “One.” “Two.”"),
        (
            "<blockquote><p>We waited.</p><cite>Ilse Brandt, baker</cite></blockquote>",
            "“We waited.” — Ilse Brandt, baker",
        ),
        ("<blockquote><p>“We waited.”</p><footer>— Ilse Brandt</footer></blockquote>", "“We waited.” — Ilse Brandt"),
        (
            "<figure><blockquote>We waited.</blockquote><figcaption>Ilse Brandt</figcaption></figure>",
            "“We waited.” — Ilse Brandt",
        ),
        ("<p>It said:</p><blockquote>We go.<!-- no --></blockquote>", "It said:“We go.”"),
        ("<blockquote><p>We go.</p><p>— <cite>Ilse Brandt</cite></p></blockquote>", "“We go.” — Ilse Brandt"),
        ("<p>It said:</p><blockquote>We go.<hr><script>x()</script></blockquote>", "It said:“We go.”"),
        ("<blockquote>We go, as in <cite>War and Peace</cite></blockquote>", "We go, as in War and Peace"),
        ("<p>It said:</p><blockquote>He said “no”.</blockquote>", "It said:He said “no”."),
        ("<p>Summary</p><blockquote>Eat well.</blockquote>", "SummaryEat well."),
        ("<p>It said:</p><blockquote><ul><li>One</li></ul></blockquote>", "It said:One"),
        ("<p>It said:</p><blockquote class='twitter-tweet'>One</blockquote>", "It said:One"),
        ("<p>It said:</p><blockquote> <br> </blockquote>", "It said:"),
        (f"<p>It said:</p><blockquote>{'on ' * 500}</blockquote>", f"It said:{'on ' * 500}".strip()),
    ],
)
def test_block_quotations(html: str, words: str) -> None:
    assert told(html) == words


def test_the_root_itself_stays() -> None:
    (p,) = written_out(fromstring("<div class='html'><p>Police said no.</p></div>"))
    assert p.text == "Police said no."


def test_a_pull_quote_is_not_shown_twice() -> None:
    pulled = "<figure><blockquote><p>We waited all night.</p></blockquote></figure>"
    assert text_of("<p>“We waited all night,” she said.</p>", pulled).count("waited") == 1
    assert "“We waited all night.” — Ilse Brandt" in text_of(
        pulled.replace("</figure>", "<figcaption>Ilse Brandt</figcaption></figure>")
    )


def test_a_statement_in_a_block_is_its_speakers() -> None:
    found = read(
        text_of(
            "<p>The ministry said in a statement:</p>",
            "<blockquote><p>Our aircraft were not there.</p><p>Eleven workers were killed.</p></blockquote>",
        )
    )
    (said,) = [one for one in found.statements if one.source]
    text = found.document.text
    assert said.source[0].words(text) == "The ministry"
    assert "".join(span.words(text) for span in said.content).count("killed") == 1
    assert said.kind == "direct"


@pytest.mark.parametrize(
    "box", ["<div><p>{}</p></div>", "<div><div><p>{}</p></div></div>", "<div class='c'><p>{}</p></div>"]
)
def test_a_short_paragraph_with_a_link_is_kept(box: str) -> None:
    short = "According to <a href='/z'>Northern Relief</a>, 14 people died."
    text = text_of(*(box.format(words) for words in (BEFORE, short, "The mayor left for the capital in the evening.")))
    assert "According to Northern Relief, 14 people died." in text


@pytest.mark.parametrize(
    "part",
    [
        "<sup>1</sup>",
        "<q>a",
        "<blockquote>",
        "<blockquote>a</blockquote>",
        "<br>",
        "<figure><blockquote>a</blockquote></figure>",
        "<div><p>a</p></div>",
    ],
)
def test_many_take_their_time_in_proportion(part: str) -> None:
    once, ten_times = (part * size for size in (900, 9_000))
    deep = 10 if part not in ("<q>a", "<blockquote>") else 1  # pages nest at most 1,000 deep
    once, ten_times = (once, ten_times) if deep == 10 else (part * 90, part * 900)
    assert slowdown(lambda: told(once), lambda: told(ten_times)) < 40
