"""collect: locations become Documents, tables Records. It knows nothing of reading or of the ledger."""

from sayso.collect.locations import collect
from sayso.collect.records import records
from sayso.collect.skips import CollectError, Skip

__all__ = ["CollectError", "Skip", "collect", "records"]
