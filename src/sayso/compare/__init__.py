"""compare: findings from a ledger. It knows nothing of how they are shown."""

from sayso.compare.sources import SourceCount, same, sources

__all__ = ["SourceCount", "same", "sources"]
