"""ledger: readings are stored whole and given back by query. It knows nothing of how they were made."""

from sayso.ledger.errors import LedgerError, LedgerLocked, LedgerMissing, LedgerTooNew
from sayso.ledger.filing import Added
from sayso.ledger.rows import (
    DocumentRow,
    FigureQuery,
    FigureRow,
    OutletRow,
    Page,
    SourceRow,
    StatementQuery,
    StatementRow,
)
from sayso.ledger.store import Ledger

__all__ = [
    "Added",
    "DocumentRow",
    "FigureQuery",
    "FigureRow",
    "Ledger",
    "LedgerError",
    "LedgerLocked",
    "LedgerMissing",
    "LedgerTooNew",
    "OutletRow",
    "Page",
    "SourceRow",
    "StatementQuery",
    "StatementRow",
]
