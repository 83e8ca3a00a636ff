"""An invented coverage of an event that never was: five outlets, ten days, as HTML files as a site would serve them,
and a table of what was recorded later, tagged with HXL.

It serves the demo and the tests. Whatever holds for one side of its conflict holds for the other.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def coverage() -> AbstractContextManager[Path]:
    """The folder of the coverage, for as long as the context lasts."""
    return as_file(files("sayso.demo").joinpath("coverage"))


def recorded() -> AbstractContextManager[Path]:
    """The table of records."""
    return as_file(files("sayso.demo").joinpath("records.csv"))
