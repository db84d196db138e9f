"""docs/commands.md: its words are written by hand, its help texts come from the program."""

from __future__ import annotations

import re
from pathlib import Path

import click

from search.cli import main

PATH = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
_BLOCK = re.compile(r"```text\nUsage: bowerbird ?(.*?) ?\[OPTIONS\].*?\n```", re.DOTALL)


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it: `index`, `versions list`, …"""
    found: dict[str, click.Command] = {}
    context = click.Context(main, info_name="bowerbird")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": inner for sub, inner in command.commands.items()}
        else:
            found[name] = command
    return found


def help_text(name: str, command: click.Command) -> str:
    command._help_option = None  # click keeps the one of whoever called the command before
    context = click.Context(
        command, info_name=f"bowerbird {name}", terminal_width=96, max_content_width=96
    )
    return command.get_help(context)


def filled(text: str) -> str:
    """`text` with every help block as the program prints it now."""
    known = commands()

    def made(match: re.Match[str]) -> str:
        name = match[1].strip()
        return f"```text\n{help_text(name, known[name])}\n```" if name in known else match[0]

    return _BLOCK.sub(made, text)


if __name__ == "__main__":
    PATH.write_text(filled(PATH.read_text(encoding="utf-8")), encoding="utf-8")
