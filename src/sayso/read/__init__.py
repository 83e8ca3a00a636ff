"""read: a Document becomes a Reading. Pure: no files, no network, no ledger; the same text gives the same reading."""

from sayso.read.reading import MODEL_VERSION, RULES_VERSION, read, read_all, versions

__all__ = ["MODEL_VERSION", "RULES_VERSION", "read", "read_all", "versions"]
