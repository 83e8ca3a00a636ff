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
    for name in sorted(sayso.commands):
        context = click.Context(
            sayso.commands[name], info_name=name, parent=top, max_content_width=100, terminal_width=100
        )
        parts.append(f"## sayso {name}\n\n```\n{sayso.commands[name].get_help(context)}\n```\n")
    return "\n".join(parts)


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), "utf8")
    elif PAGE.read_text("utf8") != page():
        sys.exit(f"{PAGE} differs from --help: run `python -m docs.cli`")


if __name__ == "__main__":
    main()
