"""Stopping: what Ctrl-C says and which exit code follows, also while the command is still being loaded.

It imports next to nothing, so that it is there before anything that takes time.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType

STOPPED = 130  # as a shell says of a process that Ctrl-C ended
SAID = "sayso: stopped; what was reported as stored is stored"


class Loading:
    """While it is open, Ctrl-C ends the command with SAID and STOPPED; in a program that imports sayso, as ever."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt) and is_command():
            sys.stderr.write(SAID + "\n")
            raise SystemExit(STOPPED) from None


def is_command() -> bool:
    """Whether this process is `sayso` or `python -m sayso`."""
    if "-m" in sys.orig_argv and "sayso" in sys.orig_argv:
        return sys.orig_argv[sys.orig_argv.index("-m") + 1 :][:1] == ["sayso"]
    return os.path.splitext(os.path.basename(sys.argv[0] if sys.argv else ""))[0] == "sayso"
