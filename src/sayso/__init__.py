"""Sayso: on whose say-so? Claims in news coverage, who made them, how they were attributed, and their figures.

sayso.collect(location) -> Iterator[Document]
sayso.read(text_or_document) -> Reading
sayso.read_all(documents) -> Iterator[Reading]
sayso.Ledger(url)
"""

from typing import TYPE_CHECKING, Any

from sayso.stopping import Loading

# These two functions bear the names of their rooms: imported here and at once, so that `sayso.read` is the function.
# The rooms load what is heavy (the model, lxml) only when they are used.
with Loading():
    from sayso.collect import collect
    from sayso.read import read, read_all
    from sayso.types import Document, Reading, SaysoError

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__version__ = "0.1.0"
__all__ = ["Document", "Ledger", "Reading", "SaysoError", "collect", "read", "read_all"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":  # SQLAlchemy takes a while to load; not everyone stores
        from sayso.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
