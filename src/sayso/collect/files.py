"""Files: paths become bytes to read, folders the files in them.

In: a path. Out: files in a fixed order, their bytes unpacked and no larger than a limit. Sockets, pipes and devices are
named and left alone; a loop of links is walked once; hidden files are passed over, as a shell does.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sayso.collect.skips import CollectError, OnSkip, Skip

LARGEST = 64_000_000  # bytes, unpacked: three times the longest article in four-byte characters
GZIP = b"\x1f\x8b"


def walk(path: Path, on_skip: OnSkip) -> Iterator[Path]:
    """The files at and below `path`, in order of their names; each real file once.

    :raises CollectError: if the path itself is not there, may not be read, or is neither file nor folder.
    """
    try:
        mode = path.stat().st_mode
        names = _names(path) if stat.S_ISDIR(mode) else []
    except (OSError, ValueError) as error:
        raise CollectError(f"{shown(path)} {_why(error)}") from error
    if stat.S_ISDIR(mode):
        yield from _below(path, names, on_skip)
    elif stat.S_ISREG(mode):
        yield path
    else:
        raise CollectError(f"{shown(path)} is no file but a {_kind(mode)}")


def _below(top: Path, names: list[str], on_skip: OnSkip) -> Iterator[Path]:
    # A stack of our own: folders may nest deeper than Python lets functions nest.
    stack = [iter([top / name for name in names])]
    seen = {_identity(top.stat())}
    files = 0
    while stack:
        path = next(stack[-1], None)
        if path is None:
            stack.pop()
            continue
        try:
            found = path.stat()
            if not (stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)):
                on_skip(Skip(shown(path), f"is no file but a {_kind(found.st_mode)}"))
            elif _identity(found) in seen:
                what = "folder" if stat.S_ISDIR(found.st_mode) else "file"
                on_skip(Skip(shown(path), f"leads to a {what} that is read already: read once", kept=True))
            else:
                seen.add(_identity(found))
                if stat.S_ISDIR(found.st_mode):
                    stack.append(iter([path / name for name in _names(path)]))
                else:
                    files += 1
                    yield path
        except OSError as error:  # no permission, a link that is broken or points at itself
            on_skip(Skip(shown(path), _why(error)))
    if not files:
        on_skip(Skip(shown(top), "there is no file in this folder that can be read"))


def _names(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, unpacked if it is gzip, whatever it is called.

    :raises CollectError: if it may not be read.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CollectError(_why(error)) from error
    with file:
        yield unpacked(file)


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """The stream itself, or what it unpacks to if it is gzip.

    :raises CollectError: if it cannot be read.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    try:
        packed = buffered.peek(2)[:2] == GZIP
    except OSError as error:
        raise CollectError(_why(error)) from error
    return cast(IO[bytes], gzip.GzipFile(fileobj=buffered) if packed else buffered)


def head(file: IO[bytes], size: int) -> bytes:
    """The first bytes of what `unpacked` gave, left to be read again.

    :raises CollectError: if they are damaged.
    """
    try:
        return cast(io.BufferedReader, file).peek(size)[:size]
    except (OSError, EOFError, zlib.error) as error:
        raise CollectError(f"damaged or cut short: {error}") from error


def line(file: IO[bytes], longest: int) -> bytes:
    """The next line with its end, or its first `longest` bytes; b"" after the last.

    :raises CollectError: if it is damaged.
    """
    try:
        return file.readline(longest)
    except (OSError, EOFError, zlib.error) as error:
        raise CollectError(f"damaged or cut short, from here to the end: {error}") from error


def contents(file: IO[bytes]) -> bytes:
    """All bytes of an opened file or stream.

    :raises CollectError: if it unpacks to more than LARGEST bytes (reading stops there), or is damaged.
    """
    try:
        data = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CollectError(f"damaged or cut short: {error}") from error
    if len(data) > LARGEST:
        raise CollectError(f"more than {LARGEST:,} bytes: too large for one article; split it")
    return data


def stem(path: Path) -> str:
    """The name without its endings: "a.html.gz" is "a"."""
    name = path.name.removesuffix(".gz")
    return name.rsplit(".", 1)[0] if "." in name.lstrip(".") else name


def shown(path: Path) -> str:
    """The path as it can be printed: a name that is no UTF-8 would break whatever writes it."""
    return os.fsencode(path).decode("utf-8", "replace")


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is not there: check the name"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISSOCK, "socket"), (stat.S_ISFIFO, "pipe"), (stat.S_ISBLK, "device"), (stat.S_ISCHR, "device"))
    return next((name for test, name in kinds if test(mode)), "special file")
