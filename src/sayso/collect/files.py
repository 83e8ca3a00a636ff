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

    :raises CollectError: if the path itself is not there or may not be read.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise CollectError(_why(path, error)) from error
    if stat.S_ISDIR(mode):
        yield from _below(path, on_skip, set(), set())
    elif not stat.S_ISREG(mode):
        raise CollectError(f"{path} is no file but a {_kind(mode)}")
    else:
        yield path


def _below(folder: Path, on_skip: OnSkip, folders: set[tuple[int, int]], seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        here = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        on_skip(Skip(str(folder), _why(folder, error)))
        return
    if (here.st_dev, here.st_ino) in folders:
        return  # a link back up, or a second way to a folder that was walked
    folders.add((here.st_dev, here.st_ino))
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        try:
            found = path.stat()
        except OSError as error:  # a broken link, or one that points at itself
            on_skip(Skip(str(path), _why(path, error)))
            continue
        if stat.S_ISDIR(found.st_mode):
            yield from _below(path, on_skip, folders, seen)
        elif not stat.S_ISREG(found.st_mode):
            on_skip(Skip(str(path), f"no file but a {_kind(found.st_mode)}"))
        elif (found.st_dev, found.st_ino) not in seen:
            seen.add((found.st_dev, found.st_ino))
            yield path


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, unpacked if it is gzip, whatever it is called.

    :raises CollectError: if it may not be read.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CollectError(_why(path, error)) from error
    with file:
        yield unpacked(file)


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """The stream itself, or what it unpacks to if it is gzip."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    packed = buffered.peek(2)[:2] == GZIP
    return cast(IO[bytes], gzip.GzipFile(fileobj=buffered)) if packed else buffered


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


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path} is not there: check the name"
    if isinstance(error, PermissionError):
        return f"{path} may not be read: check its permissions"
    return f"{path} cannot be read: {error.strerror or error}"


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISSOCK, "socket"), (stat.S_ISFIFO, "pipe"), (stat.S_ISBLK, "device"), (stat.S_ISCHR, "device"))
    return next((name for test, name in kinds if test(mode)), "special file")
