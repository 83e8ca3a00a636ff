"""Feeds of every kind, as they are served: whole, broken, and made to harm."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.feeds import MOST, Entry, Feed, feed, is_outline, outline

WHERE = "https://courier.example/news/feed.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Veldra Courier</title><link>https://courier.example/</link><ttl>60</ttl>
<atom:link href="https://courier.example/news/feed.xml" rel="self"/>
<item><title>Ferry sinks &amp; 12 die</title><link>https://courier.example/ferry?utm_source=rss</link>
<dc:creator>Ilse Brandt</dc:creator><pubDate>Tue, 01 Apr 2025 09:00:00 GMT</pubDate>
<description>&lt;a href="https://courier.example/other"&gt;x&lt;/a&gt;</description></item>
<item><title><![CDATA[The <i>dam</i> holds]]></title><guid>https://courier.example/dam</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/base/">
<title type="html">Veldra &lt;b&gt;Courier&lt;/b&gt;</title>
<author><name>The desk</name></author>
<entry xml:base="more/"><title>Ferry sinks</title><link rel="self" href="/self"/><link rel="alternate" href="ferry"/>
<author><name>Ilse Brandt</name><email>i@courier.example</email></author>
<updated>2025-04-02T10:00:00Z</updated><published>2025-04-01T10:00:00Z</published></entry>
<entry><title>Dam</title><id>tag:courier.example,2025:1</id><link href="dam"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Veldra Courier</title></channel>
<item rdf:about="https://courier.example/ferry"><title>Ferry sinks</title><link>https://courier.example/ferry</link>
<dc:date>2025-04-01</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Veldra  Courier",
    "items": [
        {"id": "1", "url": "/ferry?fbclid=1", "title": "Ferry sinks", "date_published": "2025-04-01T10:00:00Z",
         "authors": [{"name": "Ilse Brandt"}, {"name": "Jon Vale"}, {"url": "x"}]},
        {"id": "https://courier.example/dam", "title": 7, "author": {"name": "Jon Vale"}, "date_published": "soon"},
        {"id": "3", "content_text": "no address"},
    ],
}  # fmt: skip


def rss(items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Veldra</title>{items}</channel></rss>".encode()


def addresses(data: bytes, claimed: str | None = None) -> list[str]:
    return [entry.url for entry in feed(data, WHERE, claimed).entries]


def test_rss() -> None:
    assert feed(RSS.encode(), WHERE) == Feed(
        "Veldra Courier",
        (
            Entry("https://courier.example/ferry", "Ferry sinks & 12 die", "Ilse Brandt", date(2025, 4, 1)),
            Entry("https://courier.example/dam", "The dam holds"),
        ),
        lasting=3600,
    )


def test_atom_with_bases() -> None:
    assert feed(ATOM.encode(), WHERE) == Feed(
        "Veldra Courier",
        (
            Entry("https://courier.example/base/more/ferry", "Ferry sinks", "Ilse Brandt", date(2025, 4, 1)),
            Entry("https://courier.example/base/dam", "Dam"),
        ),
    )


def test_rdf() -> None:
    found = feed(RDF.encode(), WHERE)
    assert found.title == "Veldra Courier"
    assert found.entries == (Entry("https://courier.example/ferry", "Ferry sinks", published=date(2025, 4, 1)),)


def test_json_feed() -> None:
    assert feed(json.dumps(JSON).encode(), WHERE) == Feed(
        "Veldra Courier",
        (
            Entry("https://courier.example/ferry", "Ferry sinks", "Ilse Brandt, Jon Vale", date(2025, 4, 1)),
            Entry("https://courier.example/dam", None, "Jon Vale"),
        ),
        left_out=1,
    )


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ("<item><link>../ferry</link></item>", ["https://courier.example/ferry"]),
        ("<item><link>/a</link></item><item><link>/b</link></item><item><link>/a?utm_x=1</link></item>", ["/a", "/b"]),
        ("<item><link>file:///etc/passwd</link></item><item><link>javascript:alert(1)</link></item>", []),
        ("<item><link></link></item><item><title>nothing</title></item>", []),
        ("<item><guid isPermaLink='false'>https://courier.example/no</guid></item>", []),
        ("<item><guid>17</guid></item>", []),
        ("<item><link>javascript:x</link><guid>https://courier.example/a</guid></item>", ["/a"]),
        ("<item><link>/proxy</link><origLink>/a</origLink></item>", ["/a"]),
        ("<item><link rel='enclosure' href='/a.mp3'/><link href='/a'/></item>", ["/a"]),
        ("<item><link>/a?x=1&y=2</link></item>", ["/a?x=1&y=2"]),
        ("<item><link>/a?x=1&amp;y=2</link></item>", ["/a?x=1&y=2"]),
        ("<item><link><![CDATA[/a?x=1&y=2]]></link></item>", ["/a?x=1&y=2"]),
        ("<item><link>/a</link><x:y>undeclared</x:y></item>", ["/a"]),
        ("<item><link>/a</link></item><item><link>/b", ["/a", "/b"]),  # cut short
        ("<item><title>A & B <b>bold</b></title><link>/a</link></item>", ["/a"]),
        ("<item><title>bell \x07 and &bogus; and &nbsp;</title><link>/a?x=1&amp;y=2</link></item>", ["/a?x=1&y=2"]),
        ("<ITEM><LINK>/a</LINK></ITEM>", ["/a"]),
    ],
)
def test_links_of_entries(items: str, found: list[str]) -> None:
    whole = [url if url.startswith("http") else f"https://courier.example{url}" for url in found]
    assert addresses(rss(items)) == whole


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("caf&eacute; &amp; bar", "café & bar"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<![CDATA[<script>alert(1)</script> x]]>", "alert(1) x"),
        ("AT&amp;amp;T", "AT&T"),
        ("5 < 6", "5 < 6"),
        ("line\n  break", "line break"),
        ("&#8220;quoted&#8221; &#x2019;", "“quoted” ’"),
        ("", None),
        ("a" * 5000, "a" * 1000),
    ],
)
def test_titles(written: str, title: str | None) -> None:
    written = written.replace("5 < 6", "5 &lt; 6")
    assert feed(rss(f"<item><title>{written}</title><link>/a</link></item>"), WHERE).entries[0].title == title


@pytest.mark.parametrize(
    ("encoding", "declared", "claimed"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "iso-8859-1", None),  # the declaration is wrong
        ("cp1252", "windows-1252", None),
        ("cp1252", "utf-8", None),  # this one too: what the bytes are is guessed
        ("cp1251", "windows-1251", None),
        ("cp1251", "utf-8", "windows-1251"),
        ("utf-16", "utf-16", None),
    ],
)
def test_encodings(encoding: str, declared: str, claimed: str | None) -> None:
    words = "Мэр города сообщил, что мост выдержал паводок" if encoding == "cp1251" else "L’été à Veldra, café fermé"
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>'
        + rss(f"<item><title>{words}</title><link>/a</link></item>").decode()
    )
    assert feed(text.encode(encoding), WHERE, claimed).entries[0].title == words


def test_only_the_first_thousand_are_read_and_the_rest_is_told() -> None:
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(MOST + 500))
    found = feed(rss(items), WHERE)
    assert [len(found.entries), found.left_out] == [MOST, 500]
    assert found.entries[0].url == "https://courier.example/0"


@pytest.mark.parametrize(
    ("ttl", "seconds"), [("60", 3600), ("0", 0), ("soon", 0), ("-5", 0), ("²", 0), ("9" * 400, 0), (" 15 ", 900)]
)
def test_how_long_it_lasts(ttl: str, seconds: int) -> None:
    assert feed(rss(f"<ttl>{ttl}</ttl>"), WHERE).lasting == seconds


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no XML"),
        (b"not a feed at all", "no XML"),
        (b"<html><head></head><body>Hello</body></html>", "but a page: look on it"),
        (
            b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head></html>",
            "it names https://courier.example/rss",
        ),
        (b"<urlset><url/></urlset>", "no feed but urlset"),
        (b'{"version": 1}', "no JSON feed"),
        (b'{"items": ', "no JSON that can be read"),
        (b'{"a":' * 100_000, "no JSON that can be read"),
        (bytes(100), "binary"),
        (b"<rss>" + b"<" * 500_000, "holds too much"),
        (rss("<item " + " ".join(f"a{n}='b'" for n in range(5000)) + "/>"), "holds too much"),
        (rss(" " * 10_000_001), "holds too much"),
    ],
)
def test_what_is_no_feed_is_said_with_its_address(data: bytes, said: str) -> None:
    with pytest.raises(CollectError, match=r"^https://courier\.example/news/feed\.xml") as error:
        feed(data, WHERE)
    assert said in str(error.value)


def laughs(name: str = "j") -> bytes:
    """A billion of them, if they were expanded."""
    declared = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return f"<?xml version='1.0'?><!DOCTYPE rss [{declared}]>".encode() + rss(
        f"<item><title>&{name};</title><link>/a</link></item>"
    )


def test_entities_of_its_own_are_not_expanded() -> None:
    began = time.process_time()
    assert feed(laughs(), WHERE).entries == (Entry("https://courier.example/a", "&j;"),)
    quadratic = laughs().replace(b'"ha"', b'"' + b"ha" * 50_000 + b'"').replace(b"&j;", b"&a;" * 50_000)
    assert len(feed(quadratic, WHERE).entries) == 1
    assert time.process_time() - began < 5


def test_no_file_and_no_address_of_a_declaration_is_opened(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the word")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % y SYSTEM "{secret.as_uri()}"> %y;]>'
    data = doctype.encode() + rss("<item><title>&x;</title><link>/a</link></item>")
    assert "the word" not in str(feed(data, WHERE))


def told(data: bytes) -> str:
    try:
        return repr(feed(data, WHERE))
    except CollectError as error:
        return str(error)


@pytest.mark.parametrize(
    "part", ["<a>", "<a/>", "<![", "<!--", "<?xml", "<!DOCTYPE [", "&", "]]>", "<a b='", "<item><link>/"]
)
def test_what_repeats_without_end_takes_no_time(part: str) -> None:
    began = time.process_time()
    found = told(rss(part * (190_000 if "<" in part else 1_000_000)))
    assert "left_out" in found or "holds too much" in found
    assert time.process_time() - began < 10


def test_outlines_in_folders() -> None:
    listed = """<?xml version="1.0"?><opml version="2.0"><head><title>News</title></head><body>
    <outline text="a" type="rss" xmlUrl="https://a.example/feed?utm_keep=1" htmlUrl="https://a.example/"/>
    <outline text="Local"><outline text="Deeper"><outline text="b" XMLURL="https://b.example/?a=1&amp;b=2"/></outline>
    <outline text="c" xmlurl="/c.xml"/></outline><outline text="again" xmlUrl="https://a.example/feed?utm_keep=1"/>
    <outline xmlUrl="file:///etc/passwd"/><outline text="none" xmlUrl=""/></body></opml>"""
    assert is_outline(listed.encode())
    assert is_outline(listed.encode("utf-16"))
    assert outline(listed.encode(), "https://l.example/x.opml") == [
        "https://a.example/feed?utm_keep=1",  # of a feed's address nothing is taken off
        "https://b.example/?a=1&b=2",
        "https://l.example/c.xml",
    ]


@pytest.mark.parametrize("data", [b"<opml/>", b"<opml><body><outline text='x'/></body></opml>", b"<opml"])
def test_an_outline_without_feeds(data: bytes) -> None:
    with pytest.raises(CollectError, match=r"^l\.opml"):
        outline(data, "l.opml")


def test_a_broken_outline_is_read_as_far_as_it_goes() -> None:
    assert outline(b"<opml><body><outline xmlUrl='https://a.example/'/><outline x", "l.opml") == ["https://a.example/"]
    deep = b"<opml>" + b"<outline>" * 100_000 + b"<outline xmlUrl='https://a.example/'/>"
    with pytest.raises(CollectError):
        outline(deep, "l.opml")


def test_feeds_are_no_outlines() -> None:
    assert not is_outline(RSS.encode())
    assert not is_outline(json.dumps(JSON).encode())


PIECES = st.sampled_from(
    "<rss> <channel> <item> </item> <link> </link> /a <title> &amp; & &x; <![CDATA[ ]]> <!-- --> <!DOCTYPE [ ]> <feed> "
    "<entry > < \x00 \x0b é { \"items\": [ } href='b' xml:base='http://[' <?xml".split(" ")
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join) | st.just(RSS) | st.just(ATOM), st.data())
def test_reading_a_feed_gives_entries_or_an_error_of_ours(text: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode("utf-8", "replace"))
    if raw:
        for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=5)):
            raw[at] = data.draw(st.integers(0, 255))
    for read in (feed, outline):
        try:
            found = read(bytes(raw), WHERE)
        except CollectError as error:
            found = [f"{WHERE}: {error}"] if WHERE in str(error) else ["without its address"]
        urls = [entry.url for entry in found.entries] if isinstance(found, Feed) else found
        assert len(set(urls)) == len(urls)
        assert all(url.startswith(("http://", "https://")) for url in urls)
