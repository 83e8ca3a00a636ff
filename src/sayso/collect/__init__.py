"""collect: locations become Documents. It knows nothing of reading or of the ledger."""

from sayso.collect.locations import collect
from sayso.collect.skips import CollectError, Skip

__all__ = ["CollectError", "Skip", "collect"]
