"""ledger: readings are stored whole and given back by query. It knows nothing of how they were made."""

from sayso.ledger.errors import LedgerError, LedgerLocked, LedgerMissing, LedgerTooNew
from sayso.ledger.filing import Added
from sayso.ledger.findings import Findings, Found
from sayso.ledger.rows import (
    Article,
    ClaimRow,
    DocumentRow,
    FigureQuery,
    FigureRow,
    OutletRow,
    Page,
    ReprintRow,
    SaidRow,
    SightingRow,
    SourceRow,
    StatementQuery,
    StatementRow,
)
from sayso.ledger.store import Ledger
from sayso.ledger.watching import FeedRow

__all__ = [
    "Added",
    "Article",
    "ClaimRow",
    "DocumentRow",
    "FeedRow",
    "FigureQuery",
    "FigureRow",
    "Findings",
    "Found",
    "Ledger",
    "LedgerError",
    "LedgerLocked",
    "LedgerMissing",
    "LedgerTooNew",
    "OutletRow",
    "Page",
    "ReprintRow",
    "SaidRow",
    "SightingRow",
    "SourceRow",
    "StatementQuery",
    "StatementRow",
]
