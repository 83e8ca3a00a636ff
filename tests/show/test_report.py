"""The report: pages in a folder, each whole in itself, every link leading somewhere."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from sayso.ledger import Ledger
from sayso.show import report


def test_every_link_leads_to_a_page(ledger: Ledger, tmp_path: Path) -> None:
    first = report.write(ledger, tmp_path)
    page = first.read_text("utf8")
    links = re.findall(r'href="(articles/[^"#]+)', page)
    assert len(links) > ledger.documents(limit=1).total
    assert all((tmp_path / link).exists() for link in links)


def test_pages_load_nothing_and_run_nothing_foreign(ledger: Ledger, tmp_path: Path) -> None:
    report.write(ledger, tmp_path)
    for path in tmp_path.rglob("*.html"):
        page = path.read_text("utf8")
        assert "Content-Security-Policy" in page
        assert not re.search(r'(?:src="(?!data:)|<link[^>]*href=")', page)
        assert "<script>alert" not in page


def test_an_edited_article_is_shown_with_its_versions(ledger: Ledger, tmp_path: Path) -> None:
    page = report.write(ledger, tmp_path).read_text("utf8")
    assert "Edited articles" in page
    assert "Version 1 to version 2: " in page
    assert "of the older words are kept" in page


def test_copies_of_one_text_stand_together(ledger: Ledger, tmp_path: Path) -> None:
    page = report.write(ledger, tmp_path).read_text("utf8")
    (section,) = re.findall(r"<section><h2>Stories, and who repeats whom</h2>.*?</section>", page, re.S)
    (told,) = re.findall(r"(\d+) articles by \d+ outlets, (\d+) texts? of their own", section)
    assert int(told[0]) > int(told[1])
    assert section.count("in the main the same text") == int(told[0]) - int(told[1])


def test_a_claim_of_several_outlets_is_drawn_and_listed(ledger: Ledger, tmp_path: Path) -> None:
    page = report.write(ledger, tmp_path).read_text("utf8")
    (section,) = re.findall(
        r"<section><h2>What several outlets say, and what it rests on</h2>.*?</section>", page, re.S
    )
    claims = section.split("<details")[1:]
    assert claims
    for claim in claims:
        drawn = base64.b64decode(re.findall(r"data:image/svg\+xml;base64,([^\"]+)", claim)[0]).decode()
        articles = int(re.findall(r"(\d+) articles", claim)[0])
        assert len(set(re.findall(r"articles/(\w+)\.html", claim))) == articles > 1
        assert drawn.count("<rect") > articles  # a box for each telling, and for what they rest on


def test_writing_again_replaces_it(ledger: Ledger, tmp_path: Path) -> None:
    before = report.write(ledger, tmp_path).read_text("utf8")
    assert report.write(ledger, tmp_path).read_text("utf8") == before
    assert not list(tmp_path.rglob("*.part"))


def test_an_empty_ledger_makes_a_report_that_says_so(tmp_path: Path) -> None:
    with Ledger(tmp_path / "empty.db") as ledger:
        page = report.write(ledger, tmp_path).read_text("utf8")
    assert "0 articles by 0 outlets" in page
