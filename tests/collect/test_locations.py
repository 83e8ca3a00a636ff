"""Locations: files, folders, streams and tables; what cannot be read is told with its reason, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.collect import CollectError, Skip, collect, files, pages
from sayso.types import Document

TEXT = "The dam above the town held through the night, the mayor of the river district said on Tuesday morning."
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Dam holds</title>
<meta property="og:site_name" content="The Ferry Post"></head><body><nav><a href="/">Home page</a></nav>
<article><h1>Dam holds</h1><p>{TEXT}</p><p>{TEXT.replace("held", "stood")}</p></article></body></html>"""


def collected(location: object) -> tuple[list[Document], list[Skip]]:
    skips: list[Skip] = []
    return list(collect(str(location), on_skip=skips.append)), skips


def one(path: Path, data: bytes) -> tuple[list[Document], list[Skip]]:
    path.write_bytes(data)
    return collected(path)


class TestFiles:
    def test_text(self, tmp_path: Path) -> None:
        (document,), skips = one(tmp_path / "a.b.txt", TEXT.encode())
        assert (document.text, document.name, document.language, skips) == (TEXT, "a.b", None, [])

    def test_page(self, tmp_path: Path) -> None:
        (document,), _ = one(tmp_path / "a.html", PAGE.encode())
        assert document.text == TEXT + "\n\n" + TEXT.replace("held", "stood")
        assert (document.title, document.outlet) == ("Dam holds", "The Ferry Post")

    @pytest.mark.parametrize(("name", "data"), [("a.html.gz", PAGE), ("a.txt.gz", TEXT), ("misnamed.txt", TEXT)])
    def test_gzip(self, tmp_path: Path, name: str, data: str) -> None:
        (document,), _ = one(tmp_path / name, gzip.compress(data.encode()))
        assert TEXT in document.text
        assert document.name in ("a", "misnamed")

    @pytest.mark.parametrize(
        ("data", "kind"), [(PAGE, "page"), (TEXT, "text"), (json.dumps({"text": TEXT, "id": "r"}) + "\n", "r")]
    )
    def test_without_a_suffix_the_content_tells(self, tmp_path: Path, data: str, kind: str) -> None:
        (document,), _ = one(tmp_path / kind, data.encode())
        assert document.name == kind
        assert document.text.startswith(TEXT)

    def test_folder_in_order_and_each_file_once(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"{TEXT} {name}")
        (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
        (tmp_path / "sub" / "loop").symlink_to(tmp_path)
        documents, skips = collected(tmp_path)
        assert [d.name for d in documents] == ["a", "b", "c"]
        assert all(skip.kept for skip in skips)
        assert sorted(Path(skip.where).name for skip in skips) == ["again.txt", "loop"]

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "broken").symlink_to(tmp_path / "gone")
        (tmp_path / "itself").symlink_to(tmp_path / "itself")
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(tmp_path / "socket"))
            documents, skips = collected(tmp_path)
        assert documents == []
        said = {Path(s.where).name: s.reason for s in skips}
        assert "pipe" in said["pipe"]
        assert "socket" in said["socket"]
        assert "not there" in said["broken"]
        assert "itself" in said

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "b.txt").write_text(TEXT + " b")
        plain = Path.open

        def refused(self: Path, *args: object, **kwargs: object) -> object:
            if self.name == "a.txt":
                raise PermissionError(13, "Permission denied")
            return plain(self, *args, **kwargs)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", refused)
        documents, skips = collected(tmp_path)
        assert [d.name for d in documents] == ["b"]
        assert "permissions" in skips[0].reason

    def test_no_permission_for_what_was_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.txt").write_text(TEXT)

        def refused(self: Path, *args: object, **kwargs: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refused)
        with pytest.raises(CollectError, match=r"a\.txt: may not be read"):
            collected(tmp_path / "a.txt")

    def test_what_a_saved_page_brings_along(self, tmp_path: Path) -> None:
        (tmp_path / "dam.html").write_text(PAGE)
        (tmp_path / "dam_files").mkdir()
        for name in ("site.css", "site.js", "logo.svg"):
            (tmp_path / "dam_files" / name).write_text("body { color: red }")
        documents, skips = collected(tmp_path)
        assert [d.name for d in documents] == ["dam"]
        assert len(skips) == 3
        with pytest.raises(CollectError, match=r"\.css files are not read"):
            collected(tmp_path / "dam_files" / "site.css")

    def test_a_name_that_is_no_utf_8(self, tmp_path: Path) -> None:
        for name, text in ((b"caf\xe9.txt", TEXT), (b"vide\xe9.txt", "")):
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(text)
        (document,), (skip,) = collected(tmp_path)
        (document.name + skip.where).encode("utf-8")
        assert document.name == "caf\ufffd"

    def test_not_there(self) -> None:
        with pytest.raises(CollectError, match=r"nowhere\.txt is not there"):
            list(collect("nowhere.txt"))


class TestBadContent:
    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.txt", b"", "empty"),
            ("a.txt", b" \n\n ", "empty"),
            ("a.jsonl", b"", "empty"),
            ("a.html", b"<html><body><p>Hi</p></body></html>", "no article text"),
            ("a.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(300), "binary"),
            ("a", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
            ("a", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "this is a PDF"),
            ("a.txt", b"{\\rtf1\\ansi The dam held.}", "RTF"),
            ("a.json", b'{\n "text": "x"\n}', "not JSON Lines"),
            ("a.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode())[:-9], "damaged or cut short"),
            ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-20], "damaged or cut short"),
        ],
    )
    def test_is_told(self, tmp_path: Path, name: str, data: bytes, said: str) -> None:
        documents, skips = one(tmp_path / name, data)
        assert documents == []
        assert len(skips) == 1
        assert said in skips[0].reason
        assert str(tmp_path / name) in skips[0].where

    def test_200_megabytes_are_refused_without_being_read(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.txt"
        with path.open("wb") as file:
            file.write(TEXT.encode())
            file.truncate(200_000_000)
        began = time.monotonic()
        documents, skips = collected(path)
        assert documents == []
        assert "too large" in skips[0].reason
        assert time.monotonic() - began < 10

    def test_a_gzip_bomb_stops_at_the_limit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "LARGEST", 1_000_000)
        documents, skips = one(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 30_000_000))
        assert documents == []
        assert "1,000,000 bytes" in skips[0].reason

    @pytest.mark.parametrize(
        "html",
        [
            "<div>" * 100_000 + TEXT,
            f"<p>{TEXT}</p>" * 150_000,
            "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + f">{TEXT}</p>",
            f'<p title="{"x" * 19_000_000}">{TEXT}</p>',
            "<b>" * 300_000 + TEXT,
            f'<p title="{"x" * 5_000_000}">{TEXT}</p>',
            f"<p>{TEXT}</p>" * 3000,
            "<table><tr><td>" * 1500 + TEXT,
            f"<article><p>{TEXT}<p>{TEXT}<div><span>",
        ],
        ids=["divs", "many", "attributes", "huge", "bolds", "attribute", "paragraphs", "tables", "unclosed"],
    )
    def test_html_bombs_neither_crash_nor_hang(self, tmp_path: Path, html: str) -> None:
        """In a process of its own: a parser that recurses too deep does not raise, it takes the process with it."""
        path = tmp_path / "bomb.html"
        path.write_text(f"<!doctype html><html><body>{html}</body></html>")
        script = (
            "import sys; from sayso.collect import collect; s=[]; d=list(collect(sys.argv[1], on_skip=s.append));"
            "print(len(d) + len(s))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.stdout == "1\n", done.stderr

    def test_a_page_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages, "LARGEST", 1000)
        _, skips = one(tmp_path / "a.html", PAGE.encode() * 9)
        assert "too large for a page" in skips[0].reason


class TestStandardInput:
    @pytest.mark.parametrize(
        "data", [TEXT.encode(), PAGE.encode(), json.dumps({"text": TEXT}).encode(), gzip.compress(TEXT.encode())]
    )
    def test_is_told_by_its_content(self, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (document,) = collect("-")
        assert document.text.startswith(TEXT)

    def test_a_table_is_read_as_it_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Larger than any article may be, and not waited for: the first record is out before the last is in."""
        monkeypatch.setattr(files, "LARGEST", 1000)
        reading, writing = os.pipe()
        with os.fdopen(reading, "r") as stdin, os.fdopen(writing, "wb", buffering=0) as pipe:
            monkeypatch.setattr(sys, "stdin", stdin)
            record = json.dumps({"text": TEXT * 5}).encode() + b"\n"
            pipe.write(record)
            documents = collect("-")
            assert next(documents).text.startswith(TEXT)
            pipe.write(record * 4)
            pipe.close()
            assert len(list(documents)) == 4

    def test_a_page_that_comes_in_drops(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading, "r") as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            os.write(writing, b"<!-- saved -->\n")
            documents = collect("-")
            feeder = threading.Timer(0.2, lambda: (os.write(writing, PAGE.encode()), os.close(writing)))
            feeder.start()
            (document,) = documents
            feeder.join()
        assert document.title == "Dam holds"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a"])
def test_any_bytes_are_a_document_or_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    documents, skips = one(tmp_path / name, data)
    assert documents or skips
    for document in documents:
        document.text.encode("utf-8")  # no lone surrogates
        assert document.text == document.text.strip("\n") != ""


def test_importing_is_quick() -> None:
    """What takes pages apart, fetches and detects is loaded when it is needed."""
    heavy = {"trafilatura", "lxml", "httpx", "resiliparse", "urllib.robotparser"}
    script = "import sys, sayso.collect; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(done.stdout.split())
