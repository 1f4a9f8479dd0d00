"""The ``welfsim`` command: finds its subcommands when they are called, and turns what goes wrong into exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from welfsim.errors import WelfsimError, did_you_mean

DONE, DIFFERS, USERS_FAULT, BUG, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS = (
    "run",
    "compare",
    "coaches",
    "flows",
    "published",
    "award",
    "budget",
    "check",
    "explain",
    "parameters",
    "columns",
    "population",
    "regress",
)


class Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"welfsim.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for, or say which one may be meant."""
        near = did_you_mean(args[0], COMMANDS)
        if args[0] not in COMMANDS and near:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near}?")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands)
@click.version_option(package_name="welfsim", message="%(prog)s %(version)s")
def welfsim() -> None:
    """Simulate welfare reform in Great Britain, month by month.

    \b
    A first question:  welfsim compare redeploy_1000_coaches

    What makes a start quick is kept in your cache folder, or in the one that WELFSIM_CACHE names.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(call(sys.argv[1:] if arguments is None else arguments))


def call(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code.

    0 done (also when a comparison shows differences), 1 only when a regression table differs, 2 for the user to mend,
    3 a bug, 130 interrupted. A traceback never looks like a difference.
    """
    try:
        code = welfsim.main(args=list(arguments), prog_name="welfsim", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Abort:
        click.echo("Interrupted; nothing was written.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USERS_FAULT
    except WelfsimError as error:
        _show(error, "--debug" in arguments)
        return USERS_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:
        traceback.print_exc()
        click.echo("\nThis is a fault of welfsim, not yours. Please report it with the lines above.", err=True)
        return BUG


def _show(error: WelfsimError, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    else:
        click.echo(str(error), err=True)
