"""Migrations: how a ledger of an older Sayso becomes one of this."""

HEAD = "0008"  # the newest revision in versions/
