"""A news site of this machine that edits its articles: each path answers as it is told to, and what was asked is kept.

It listens on every address of the loopback network, so that "127.0.0.2" and "127.0.0.3" are two sites.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape, quoteattr

PARAGRAPH = "The dam above the town of Veldra held through the night, and the water fell by a hand before dawn."


@dataclass
class Answer:
    """What a path answers. `etag`: given out, and honoured with 304."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True


class Newsroom:
    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []  # host, path, headers

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def article(self, path: str, words: str, title: str = "The dam") -> None:
        """Put out an article, or another text of it."""
        page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p>"
        self.pages[path] = Answer(f"{page}<p>{PARAGRAPH}</p><p>{PARAGRAPH} Again.</p></article></body></html>".encode())

    def feed(self, path: str, links: Iterable[str], titles: dict[str, str] | None = None) -> None:
        items = "".join(
            f"<item><title>{escape((titles or {}).get(link, 'The dam'))}</title><link>{escape(link)}</link></item>"
            for link in links
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Veldra</title>{items}</channel></rss>'
        self.pages[path] = Answer(body.encode(), "application/rss+xml")

    def outline(self, path: str, feeds: Iterable[str]) -> None:
        self.pages[path] = Answer(opml(feeds).encode(), "text/x-opml")

    def answer(self, path: str, status: int, **headers: str) -> None:
        self.pages[path] = Answer(b"", status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def paths(self, but: str = "/robots.txt") -> list[str]:
        """What was asked for since the last time, robots.txt left out."""
        found = [path for _, path, _ in self.asked if path != but]
        self.asked.clear()
        return found


def opml(feeds: Iterable[str]) -> str:
    lines = "".join(f"<outline type='rss' xmlUrl={quoteattr(feed)}/>" for feed in feeds)
    folders = f"<outline text='News'><outline text='Local'>{lines}</outline></outline>"
    return f"<opml version='2.0'><body>{folders}</body></opml>"


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            room.asked.append((str(self.headers["Host"]).split(":")[0], self.path, dict(self.headers)))
            found = room.pages.get(self.path, Answer(b"", status=404))
            mark = f'"{hashlib.sha256(found.body).hexdigest()[:12]}"'
            if found.status == 200 and found.etag and self.headers["If-None-Match"] == mark:
                self.send_response(304)
                self.send_header("ETag", mark)
                self.end_headers()
                return
            self.send_response(found.status)
            self.send_header("Content-Type", found.kind)
            self.send_header("Content-Length", str(len(found.body)))
            if found.etag and found.status == 200:
                self.send_header("ETag", mark)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    room = Newsroom(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
