"""Files: walking, unpacking, limits, and names that cannot be printed."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from sayso.collect import CollectError, Skip, files
from sayso.collect.files import contents, head, line, opened, shown, stem, unpacked, walk


def walked(path: Path) -> tuple[list[Path], list[Skip]]:
    skips: list[Skip] = []
    return list(walk(path, skips.append)), skips


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.html.gz", "a"), ("a.b.txt", "a.b"), ("a", "a"), (".hidden", ".hidden"), ("a.gz", "a"), ("x.jsonl", "x")],
)
def test_stem(name: str, expected: str) -> None:
    assert stem(Path(name)) == expected


def test_folders_in_order_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in ("b/1", "a", "b/.2", "c/d/3", ".git/4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    paths, skips = walked(tmp_path)
    assert [str(p.relative_to(tmp_path)) for p in paths] == ["a", "b/1", "c/d/3"]
    assert skips == []


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a").write_text("x")
    assert walked(tmp_path / ".a") == ([tmp_path / ".a"], [])


def test_links_are_told_and_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "up").symlink_to(tmp_path)
    paths, skips = walked(tmp_path)
    assert paths == [tmp_path / "a"]
    assert [(Path(s.where).name, s.kept) for s in skips] == [("b", True), ("up", True)]
    assert all("read already" in s.reason for s in skips)


def test_folders_deeper_than_functions_nest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    Path("x").write_text("x")
    monkeypatch.chdir(tmp_path)
    paths, skips = walked(Path("d"))
    assert [p.name for p in paths] == ["x"]
    assert skips == []
    for _ in range(1200):  # pytest's own tidying up recurses
        os.chdir("d")
    Path("x").unlink()
    for _ in range(1200):
        os.chdir("..")
        os.rmdir("d")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    paths, skips = walked(tmp_path)
    assert paths == []
    assert "no file in this folder" in skips[0].reason


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a").write_text("x")
    plain = os.listdir

    def refused(path: Path) -> list[str]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return plain(path)

    monkeypatch.setattr("os.listdir", refused)
    paths, skips = walked(tmp_path)
    assert paths == [tmp_path / "a"]
    assert "permissions" in skips[0].reason
    with pytest.raises(CollectError, match=r"shut may not be read"):
        walked(tmp_path / "shut")


@pytest.mark.parametrize("path", ["nowhere", "x" * 300, "a\x00b"])
def test_what_is_not_there(path: str) -> None:
    with pytest.raises(CollectError, match=r"is not there|cannot be read"):
        walked(Path(path))


def test_a_pipe_that_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CollectError, match="no file but a pipe"):
        walked(tmp_path / "pipe")


def test_names_that_are_no_utf_8_can_be_printed() -> None:
    assert shown(Path(os.fsdecode(b"caf\xe9.txt"))) == "caf\ufffd.txt"


class TestBytes:
    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    def test_the_beginning_is_left_to_be_read_again(self, tmp_path: Path, pack: type[bytes]) -> None:
        (tmp_path / "a").write_bytes(pack(b"one\ntwo"))
        with opened(tmp_path / "a") as file:
            assert head(file, 3) == b"one"
            assert line(file, 99) == b"one\n"
            assert contents(file) == b"two"

    def test_what_is_no_gzip_after_all(self) -> None:
        file = unpacked(io.BytesIO(b"\x1f\x8b and so on"))
        with pytest.raises(CollectError, match="damaged"):
            head(file, 9)

    @pytest.mark.parametrize("read", [contents, lambda file: [line(file, 99) for _ in range(9999)]])
    def test_cut_short(self, read: object) -> None:
        cut = gzip.compress(b"".join(os.urandom(8).hex().encode() + b"\n" for _ in range(2000)))[:-5000]
        with pytest.raises(CollectError, match="damaged or cut short"):
            read(unpacked(io.BytesIO(cut)))  # type: ignore[operator]

    def test_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "LARGEST", 1000)
        assert len(contents(unpacked(io.BytesIO(gzip.compress(b"a" * 1000))))) == 1000
        with pytest.raises(CollectError, match="more than 1,000 bytes"):
            contents(unpacked(io.BytesIO(gzip.compress(b"a" * 1001))))
