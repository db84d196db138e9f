"""The command `bowerbird`: a group whose sub-commands are entry points.

Sub-commands live in the packages that do the work and are found by name when they are called, so
that this package need not import the ones that depend on it. Every `BowerbirdError`, and every
file or folder that the system refuses, ends here as one message on stderr and exit code 2.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import NoReturn

import click

from search.errors import BowerbirdError, nearest

GROUP = "bowerbird.commands"


class Commands(click.Group):
    """Loads a sub-command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(entry.name for entry in entry_points(group=GROUP))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = [entry for entry in entry_points(group=GROUP) if entry.name == cmd_name]
        return found[0].load() if found else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known:
            ctx.fail(f"There is no command {args[0]!r}. {nearest(args[0], known)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BowerbirdError as problem:
            _fail(problem)
        except OSError as problem:
            if problem.filename is None:  # such as a closed pipe, which is click's business
                raise
            _fail(BowerbirdError(f"{problem.filename}: {problem.strerror}."))


def _fail(problem: BowerbirdError) -> NoReturn:
    click.echo(f"Error: {problem.message}", err=True)
    if problem.remedy:
        click.echo(f"       {problem.remedy}", err=True)
    sys.exit(2)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bowerbird", prog_name="bowerbird")
def main() -> None:
    """Multimodal product search from one catalogue file."""
