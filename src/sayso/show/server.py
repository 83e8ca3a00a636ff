"""A ledger in a browser.

In: a `Ledger`. Out: a web application with a page for outlets, articles, statements, sources and figures, each with its
`.json`, and `serve`, which runs it on this machine. It changes nothing in the ledger but brings its findings up to
date, fetches nothing from elsewhere and has no user accounts: it is meant for the person at the machine, and answers
only to that machine's names.
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.compare import same_claims, sources
from sayso.ledger import FigureQuery, Ledger, LedgerError, StatementQuery
from sayso.show import claim_pages, formats, series_pages, series_text, story_pages, version_pages
from sayso.show.page import environment, view, view_around
from sayso.show.parameters import BadParameter, asked
from sayso.show.shown import Shown, listing
from sayso.types import Kind, SaysoError

log = logging.getLogger(__name__)
Row = TypeVar("Row")

# No inline script or style, nothing from another host, no framing: an article's text is data whatever it holds.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LATEST = 12  # articles on the overview and on an outlet's page
OFTEN = 12  # sources on an outlet's page
EVERY = 1_000_000  # statements of one document: all of them
WILDCARDS = {"", "0.0.0.0", "::"}

# What each list can be asked for, besides page and limit.
STATEMENT_FILTERS = ("text", "source", "actor", "role", "naming", "kind", "outlet", "since", "until")
FIGURE_FILTERS = ("counted", "state", "place", "outlet", "since", "until")
PLAIN_FILTERS = ("outlet", "since", "until")


def serve(ledger: Ledger, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the ledger until interrupted.

    :raises SaysoError: if the address cannot be taken, for example because another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or error
        raise SaysoError(f"cannot serve on {host} port {port}: {reason}; choose another with --port") from error
    with listening:
        config = uvicorn.Config(app(ledger, host), log_level="warning", server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])


def app(ledger: Ledger, host: str = "127.0.0.1") -> Starlette:
    """The pages, for requests that name this machine (or `host`) as theirs."""
    routes: list[Route | Mount] = [Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))]
    routes.append(Route("/series/{id}.svg", partial(series_pages.picture, ledger)))
    routes.append(Route("/claims/{id}.svg", partial(claim_pages.picture, ledger)))
    for path, find in (
        ("/", overview),
        ("/outlets", outlets),
        ("/outlets/{name:path}", outlet),
        ("/articles", articles),
        ("/articles/{id}", article),
        ("/statements", statements),
        ("/statements/{id}", statement),
        ("/sources", source_counts),
        ("/figures", figures),
        ("/series", series),
        ("/series/{id}", one_series),
        *story_pages.PAGES,
        *claim_pages.PAGES,
        *version_pages.PAGES,
    ):
        address = "/overview" if path == "/" else path
        routes.append(Route(f"{address}.json", partial(_answer, ledger, find, as_json=True)))
        routes.append(Route(path, partial(_answer, ledger, find, as_json=False)))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, host=host)],
        exception_handlers={HTTPException: _refused, BadParameter: _bad, LedgerError: _ledger_failed, 500: _failed},
    )


class Guard:
    """Answers only requests addressed to this machine, and puts `HEADERS` on every answer.

    A page elsewhere can make its own name point at 127.0.0.1 and so read a local server (DNS rebinding); the Host
    header then still carries that name, and is refused here. Where the server listens on every address, numeric
    addresses are answered too: no name can be rebound to look like one.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.names = {"localhost", "127.0.0.1", "::1", host.lower()} - WILDCARDS
        self.numeric = host in WILDCARDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) == 1 and self.answers(given[0].decode("latin-1")):
            await self.app(scope, receive, send_with_headers)
            return
        detail = "Sayso answers only under this machine’s own name: open it as http://localhost and the port."
        response = _error_page(Request(scope), 400, "Unknown host name", detail)
        await response(scope, receive, send_with_headers)

    def answers(self, header: str) -> bool:
        name = header.strip().lower()
        if name.startswith("["):
            name = name[1:].partition("]")[0]
        elif name.count(":") == 1:
            name = name.partition(":")[0]
        if name in self.names:
            return True
        try:
            return self.numeric and bool(ip_address(name))
        except ValueError:
            return False


def overview(ledger: Ledger, request: Request) -> Shown:
    asked(request.query_params.multi_items(), ())
    found = ledger.outlets()
    latest = ledger.documents(limit=LATEST)
    kinds = _kinds(ledger)
    counts = {
        "articles": latest.total,
        "statements": sum(kinds.values()),
        "figures": ledger.figures(FigureQuery(limit=1)).total,
        "outlets": len([row for row in found if row.outlet]),
    }
    record = {"counts": counts, "kinds": kinds, "latest": latest.rows, "outlets": found}
    return Shown("overview.html", "Overview", record | {"section": "/"}, record)


def outlets(ledger: Ledger, request: Request) -> Shown:
    asked(request.query_params.multi_items(), ())
    found = ledger.outlets()
    return Shown("outlets.html", "Outlets", {"outlets": found, "section": "/outlets"}, {"rows": found})


def outlet(ledger: Ledger, request: Request) -> Shown:
    asked(request.query_params.multi_items(), ())
    name = request.path_params["name"]
    row = next((row for row in ledger.outlets() if row.outlet == name), None)
    if row is None:
        raise HTTPException(404, f"The ledger has no outlet called “{name}”.")
    record = {
        "outlet": row,
        "kinds": _kinds(ledger, name),
        "sources": sources(ledger, outlet=name, limit=OFTEN),
        "documents": ledger.documents(outlet=name, limit=LATEST),
    }
    return Shown("outlet.html", name, record | {"section": "/outlets"}, record)


def articles(ledger: Ledger, request: Request) -> Shown:
    question = asked(request.query_params.multi_items(), PLAIN_FILTERS)
    page = ledger.documents(
        outlet=question.outlet,
        since=question.since,
        until=question.until,
        limit=question.limit,
        offset=question.offset,
    )
    return listing(ledger, "articles", question, page)


def article(ledger: Ledger, request: Request) -> Shown:
    asked(request.query_params.multi_items(), ())
    reading = ledger.reading(request.path_params["id"])
    if reading is None:
        raise HTTPException(404, f"The ledger has no article “{request.path_params['id']}”.")
    document = reading.document
    versions = ledger.history(document.url) if document.url else []
    values: dict[str, object] = {
        "view": view(reading, _permanent(ledger, document.id)),
        "versions": versions,
        "section": "/articles",
    }
    title = document.title or document.name or "untitled"
    return Shown("article.html", title, values, formats.reading_record(reading))


def statements(ledger: Ledger, request: Request) -> Shown:
    question = asked(request.query_params.multi_items(), STATEMENT_FILTERS)
    page = ledger.statements(
        StatementQuery(
            text=question.text,
            source=question.source,
            actor=question.actor,
            role=question.role,
            naming=question.naming,
            kind=question.kind,
            outlet=question.outlet,
            since=question.since,
            until=question.until,
            limit=question.limit,
            offset=question.offset,
        )
    )
    return listing(ledger, "statements", question, page)


def statement(ledger: Ledger, request: Request) -> Shown:
    asked(request.query_params.multi_items(), ())
    found = ledger.statements(StatementQuery(id=request.path_params["id"], limit=1)).rows
    reading = ledger.reading(found[0].document) if found else None
    if reading is None:
        raise HTTPException(404, f"The ledger has no statement “{request.path_params['id']}”.")
    row = found[0]
    around = view_around(reading, row.position, _permanent(ledger, row.document))
    same = same_claims.find(claim_pages.found(ledger).claims, row.id)
    values: dict[str, object] = {"row": row, "view": around, "same": same, "section": "/statements"}
    return Shown("statement.html", row.content[:60], values, formats.row_record(row))


def source_counts(ledger: Ledger, request: Request) -> Shown:
    question = asked(request.query_params.multi_items(), PLAIN_FILTERS)
    page = sources(
        ledger,
        outlet=question.outlet,
        since=question.since,
        until=question.until,
        limit=question.limit,
        offset=question.offset,
    )
    return listing(ledger, "sources", question, page)


def figures(ledger: Ledger, request: Request) -> Shown:
    question = asked(request.query_params.multi_items(), FIGURE_FILTERS)
    page = ledger.figures(
        FigureQuery(
            counted=question.counted,
            state=question.state,
            place=question.place,
            outlet=question.outlet,
            since=question.since,
            until=question.until,
            limit=question.limit,
            offset=question.offset,
        )
    )
    return listing(ledger, "figures", question, page)


def series(ledger: Ledger, request: Request) -> Shown:
    question, page = series_pages.series_page(ledger, request)
    return listing(ledger, "series", question, page, [series_text.summary(one) for one in page.rows])


def one_series(ledger: Ledger, request: Request) -> Shown:
    found, values, record = series_pages.one(ledger, request)
    return Shown("one_series.html", found.name, {**values, "section": "/series"}, record)


def _kinds(ledger: Ledger, outlet: str | None = None) -> dict[str, int]:
    return {kind.value: ledger.statements(StatementQuery(kind=kind, outlet=outlet, limit=1)).total for kind in Kind}


def _permanent(ledger: Ledger, document: str) -> dict[int, str]:
    """The ids of a document's statements by their place in its reading."""
    rows = ledger.statements(StatementQuery(document=document, limit=EVERY)).rows
    return {row.position: row.id for row in rows}


def _answer(ledger: Ledger, find: Callable[[Ledger, Request], Shown], request: Request, as_json: bool) -> Response:
    """Runs in a worker thread: the ledger waits for the disk."""
    shown = find(ledger, request)
    if as_json:
        body = json.dumps(formats.plain(shown.record), ensure_ascii=False, allow_nan=False, indent=1)
        return Response(body + "\n", media_type="application/json")
    path = quote(request.url.path) if request.url.path != "/" else "/overview"
    query = f"?{request.url.query}" if request.url.query else ""
    values = {"title": shown.title, "json_url": f"{path}.json{query}", **shown.values}
    return HTMLResponse(environment().get_template(shown.template).render(values))


def _error_page(request: Request, status: int, title: str, detail: str) -> Response:
    """Plain words, as a page or, for an address that ends in .json, as JSON."""
    if request.url.path.endswith(".json"):
        body = json.dumps({"error": title, "detail": detail}, ensure_ascii=False)
        return Response(body + "\n", status, media_type="application/json")
    page = environment().get_template("error.html")
    return HTMLResponse(page.render(title=title, detail=detail, section=None, json_url=None), status)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code != 404:
        response = _error_page(request, error.status_code, error.detail, "Pages can be read (GET), nothing else.")
        response.headers.update(error.headers or {})
        return response
    known = "There is no page at this address." if error.detail == "Not Found" else error.detail
    return _error_page(request, 404, "Not found", known)


def _bad(request: Request, error: Exception) -> Response:
    return _error_page(request, 400, "This cannot be asked", str(error))


def _ledger_failed(request: Request, error: Exception) -> Response:
    log.error("%s: %s", request.url.path, error)
    return _error_page(request, 503, "The ledger cannot be read now", str(error))


def _failed(request: Request, error: Exception) -> Response:
    """The last resort; the traceback goes to the log. Called outside of `Guard`, so it sets the headers itself."""
    detail = "Something went wrong while this page was made. The server’s log says what; the ledger is unchanged."
    response = _error_page(request, 500, "This page could not be made", detail)
    response.headers.update(HEADERS)
    return response
