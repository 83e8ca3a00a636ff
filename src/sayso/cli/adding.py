"""Documents are read into the ledger: for every command that adds some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the rooms are entered only when a command needs them: `sayso --help` loads none
    from sayso.ledger import Ledger
    from sayso.types import Document


def added(store: Ledger, documents: Iterable[Document]) -> Iterator[tuple[Document, str | None, str]]:
    """Store each document that is not there yet; yields it, why it was not read (or None) and what became of it."""
    from sayso.read import read_all, versions

    known: list[Document] = []

    def unknown() -> Iterator[Document]:
        for document in documents:
            if store.has(document, versions()):
                known.append(document)
            else:
                yield document

    for reading in read_all(unknown()):
        yield reading.document, reading.unread, store.add(reading).value
        while known:
            document = known.pop(0)
            yield document, None, store.see(document).value
    for document in known:
        yield document, None, store.see(document).value
