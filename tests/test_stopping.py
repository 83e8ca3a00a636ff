"""Ctrl-C while the command is still being loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.stopping import SAID, STOPPED, is_command

# The interrupt comes at the moment when this module of ours is imported.
SCRIPT = """
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
sys.argv[0] = {command!r}
{load}
"""


@pytest.mark.parametrize("name", ["sayso.collect", "sayso.read", "sayso.cli", "sayso.cli.series"])
def test_the_command_ends_in_one_line(name: str) -> None:
    script = SCRIPT.format(name=name, command="/usr/bin/sayso", load="import sayso.__main__")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (STOPPED, SAID + "\n")


@pytest.mark.parametrize(
    ("argv", "ours"),
    [
        (["python", "-m", "sayso", "add"], True),
        (["python", "-m", "pytest", "sayso"], False),
        (["python", "study.py"], False),
        (["python"], False),
    ],
)
def test_the_command_is_known_by_its_arguments(monkeypatch: pytest.MonkeyPatch, argv: list[str], ours: bool) -> None:
    monkeypatch.setattr(sys, "orig_argv", argv)
    monkeypatch.setattr(sys, "argv", ["study.py"])
    assert is_command() is ours


def test_a_program_that_imports_sayso_is_interrupted_as_ever() -> None:
    load = "try:\n    import sayso\nexcept KeyboardInterrupt:\n    print('mine')"
    script = SCRIPT.format(name="sayso.collect", command="study.py", load=load)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "mine\n", "")
