"""What an address leads to: a page, and the same as JSON.

In: what was found. Out: the template with its values, and the record. `server.py` turns one of the two into an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sayso.ledger import Ledger, Page
from sayso.show.parameters import Asked, turn
from sayso.types import Kind, Naming, Role

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address leads to: a template with its values, and the same as JSON."""

    template: str
    title: str
    values: Mapping[str, object]
    record: object


def listing(ledger: Ledger, name: str, question: Asked, page: Page[Row], rows: object = None) -> Shown:
    """A list with its filters and where to turn the page; rows: what stands for them in JSON."""
    turned = turn(question, f"/{name}", page.total)
    next_json = turn(question, f"/{name}.json", page.total).next
    values: dict[str, object] = {
        "page": page,
        "turn": turned,
        "asked": question,
        "outlets": [row.outlet for row in ledger.outlets() if row.outlet],
        "kinds": [kind.value for kind in Kind],
        "roles": [role.value for role in Role],
        "namings": [naming.value for naming in Naming],
        "section": f"/{name}",
    }
    record = {"asked": question, "total": page.total, "limit": page.limit, "offset": page.offset, "next": next_json}
    return Shown(f"{name}.html", name.capitalize(), values, record | {"rows": page.rows if rows is None else rows})
