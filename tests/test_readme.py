"""Every command of the README, run as it stands there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = [
    line.split("#")[0].strip()
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.strip() and not line.startswith("make ")
]
TEXT = (
    "At least 12 civilians were trapped in the tower, the Red Cross said on Tuesday. "
    "Firemen brought ladders from two other towns before noon, and the bridge stayed closed all day."
)
NOT_HERE = ("sayso serve", "sayso watch")  # one does not end, one fetches: each has tests of its own


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README's commands name."""
    made = tmp_path_factory.mktemp("readme")
    page = f"<html><head><title>Tower</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    (made / "article.html").write_text(page)
    (made / "a.txt").write_text(TEXT)
    record = json.dumps({"text": TEXT, "id": "r", "outlet": "The Ferry", "published": "2016-11-20"})
    other = json.dumps({"text": TEXT, "id": "s", "outlet": "Radio Tolm", "published": "2016-11-21"})
    (made / "table.jsonl").write_text(f"{record}\n{other}\n")
    edited = [{"text": text, "url": "https://courier.example/dam"} for text in (TEXT, TEXT.replace("12", "14"))]
    (made / "dam.jsonl").write_text("".join(json.dumps(version) + "\n" for version in edited))
    (made / "ged.csv").write_text("id,best,high,low,date_start\n17,12,14,10,2016-11-15\n")
    (made / "more.jsonl").write_text(record + "\n")
    (made / "coverage").mkdir()
    (made / "coverage" / "b.html").write_text(page)
    add = [sys.executable, "-m", "sayso", "add", "table.jsonl", "dam.jsonl"]
    subprocess.run(add, cwd=made, check=True, capture_output=True)
    return made


def id_for(folder: Path, command: str) -> str:
    """What stands for ID in a command: a document that shares passages, or a series."""
    name, field = ("reprints", "document") if command.startswith("sayso reprints") else ("series", "id")
    listed = [sys.executable, "-m", "sayso", name, "--json"]
    done = subprocess.run(listed, cwd=folder, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["rows"][0][field])


def test_the_readme_names_its_commands() -> None:
    assert len(COMMANDS) >= 8
    assert "make demo" in README
    assert "make check" in README
    assert "make check" in (ROOT / ".ci" / "run").read_text("utf8")


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith(NOT_HERE)])
def test_command(folder: Path, command: str) -> None:
    line = re.sub(
        r"\bsayso ",
        f"{sys.executable} -m sayso ",
        re.sub(r"\bID\b", id_for(folder, command), command) if " ID" in command else command,
    )
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_python(folder: Path) -> None:
    (script,) = [block for language, block in BLOCKS if language == "python"]
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 people were killed" in done.stdout
