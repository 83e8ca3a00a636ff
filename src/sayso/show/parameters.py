"""What an address asks for.

In: the query string of a request. Out: checked values, or a `BadParameter` that says in plain words what is wrong with
which one. A name that a page does not know is an error too: a misspelt filter that is passed over in silence would
show more than was asked for. It asks the ledger nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from sayso.types import Kind, Naming, Role

Choice = TypeVar("Choice", bound=StrEnum)

LIMIT = 50  # rows on a page unless asked otherwise: two or three screens of statements
MOST = 500  # rows one may ask for: a page of this size still renders in well under a second
LONGEST = 500  # characters of a search: longer than any sensible one, short enough to repeat in a message
LAST = 2**31  # rows: beyond it no ledger goes, and offsets stay within what any database takes


class BadParameter(ValueError):
    """A value in the address that cannot be used; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of a query string; what was not asked for, or left empty, is None."""

    text: str | None = None
    source: str | None = None
    actor: str | None = None
    role: Role | None = None
    naming: Naming | None = None
    kind: Kind | None = None
    outlet: str | None = None
    counted: str | None = None
    state: str | None = None
    place: str | None = None
    old: str | None = None
    new: str | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1
    limit: int = LIMIT

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit

    def address(self, path: str, page: int) -> str:
        """The same question for another page of rows."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in ("page", "limit")}
        said = {name: str(value) for name, value in values.items() if value is not None}
        if self.limit != LIMIT:
            said["limit"] = str(self.limit)
        if page > 1:
            said["page"] = str(page)
        return f"{path}?{urlencode(said)}" if said else path


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page of rows stands among the others."""

    page: int
    pages: int
    previous: str | None
    next: str | None


def asked(pairs: Iterable[tuple[str, str]], known: Iterable[str]) -> Asked:
    """The query string's values, checked.

    :param known: the names that this page takes, besides those given to every list, `page` and `limit`.
    :raises BadParameter: if a name is not known or stands there twice, or a value cannot be used.
    """
    names = (*known, "page", "limit")
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in names:
            raise BadParameter(f"This page takes no “{_short(name)}”. It takes: {', '.join(names)}.")
        if name in given:
            raise BadParameter(f"“{name}” is given twice: give it once.")
        if len(value) > LONGEST:
            raise BadParameter(f"“{name}” is {len(value):,} characters long; at most {LONGEST} can be searched for.")
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise BadParameter(f"“{name}” holds characters that no text has.")
        if value.strip():
            given[name] = value.strip()
    since, until = _day(given, "since"), _day(given, "until")
    if since and until and since > until:
        raise BadParameter(f"“since” ({since}) is later than “until” ({until}): swap them.")
    page, limit = _whole(given, "page", 1, LAST), _whole(given, "limit", LIMIT, MOST)
    if (page - 1) * limit > LAST:
        raise BadParameter(f"“page” {page} is beyond any ledger: give a smaller one.")
    words = {
        name: given.get(name)
        for name in ("text", "source", "actor", "outlet", "counted", "state", "place", "old", "new")
    }
    kind, role, naming = _one_of(given, "kind", Kind), _one_of(given, "role", Role), _one_of(given, "naming", Naming)
    return Asked(kind=kind, role=role, naming=naming, since=since, until=until, page=page, limit=limit, **words)


def turn(question: Asked, path: str, total: int) -> Turn:
    """The addresses of the pages before and after; a page past the end leads back to the last."""
    pages = max(1, -(-total // question.limit))
    before = min(question.page - 1, pages)
    return Turn(
        page=question.page,
        pages=pages,
        previous=question.address(path, before) if before >= 1 else None,
        next=question.address(path, question.page + 1) if question.page < pages else None,
    )


def _one_of(given: dict[str, str], name: str, choices: type[Choice]) -> Choice | None:
    if name not in given:
        return None
    try:
        return choices(given[name])
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise BadParameter(f"“{name}” is “{_short(given[name])}”; it is one of: {known}.") from None


def _day(given: dict[str, str], name: str) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise BadParameter(f"“{name}” is “{_short(given[name])}”; write a date as 2016-11-01.") from None


def _whole(given: dict[str, str], name: str, default: int, most: int) -> int:
    said = given.get(name, str(default))
    if not (said.isascii() and said.isdigit()) or len(said) > 12 or not 1 <= int(said) <= most:
        raise BadParameter(f"“{name}” is “{_short(said)}”; it is a whole number from 1 to {most:,}.")
    return int(said)


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
