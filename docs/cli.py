"""docs/cli.md is what `--help` says: `python -m docs.cli` writes it, `--check` fails where the two differ."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli import sayso

PAGE = Path(__file__).with_name("cli.md")


def page() -> str:
    """The reference, from the commands themselves."""
    parts = ["# Command line\n\nWritten by `python -m docs.cli` from `--help`.\n"]
    top = click.Context(sayso, info_name="sayso", max_content_width=100, terminal_width=100)
    parts.append(f"```\n{sayso.get_help(top)}\n```\n")
    parts += _commands(sayso, top, "sayso")
    return "\n".join(parts)


def _commands(group: click.Group, parent: click.Context, path: str) -> list[str]:
    parts = []
    for name in sorted(group.commands):
        command = group.commands[name]
        context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
        parts.append(f"## {path} {name}\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            parts += _commands(command, context, f"{path} {name}")
    return parts


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), "utf8")
    elif PAGE.read_text("utf8") != page():
        sys.exit(f"{PAGE} differs from --help: run `python -m docs.cli`")


if __name__ == "__main__":
    main()
