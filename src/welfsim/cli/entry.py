"""The ``welfsim`` command: finds its subcommands when they are called, and turns what goes wrong into exit codes."""

from __future__ import annotations

import errno
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from welfsim.cli.interrupts import exit_code, interrupted, stop_listening
from welfsim.cli.streams import fill_closed_streams, readable_streams
from welfsim.errors import PenceWarning, WelfsimError, is_memory_shortage
from welfsim.text.written import question

DONE, DIFFERS, USERS_FAULT, BUG = 0, 1, 2, 3

NOT_WRITTEN = (
    "The output cannot be written: {}.\n"
    "  What was printed is not whole. Results are saved where a line 'Results:' above says so."
)
NO_MEMORY = "There is not enough memory for this.\n  Ask for fewer people, months or replications: --people N"
TOO_DEEP = (
    "Something in a file or an option is nested too deeply to be read.\n"
    "  Write it with fewer brackets or levels. If nothing is nested, report the lines that --debug shows."
)
OF_THE_MACHINE = {
    errno.EACCES,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOSPC,
    errno.EPERM,
    errno.EROFS,
    getattr(errno, "EDQUOT", errno.ENOSPC),
}

COMMANDS = (
    "run",
    "compare",
    "report",
    "gainers",
    "person",
    "solve",
    "monthly",
    "coaches",
    "flows",
    "published",
    "validate",
    "behaviour",
    "calibrate",
    "award",
    "budget",
    "scenarios",
    "new",
    "check",
    "explain",
    "parameters",
    "columns",
    "population",
    "regress",
    "doctor",
)
HELP = "help"
WHOLE = 10_000  # characters: no first sentence is so long
COMPLETION = "_WELFSIM_COMPLETE"
"""What a shell sets to ask for the ends of a word."""


class Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; "help run" asks for the same as "run --help"."""
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == [HELP] else args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with its whole first sentence, on as many lines as a narrow terminal needs."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(limit=WHOLE)) for name, command in commands.items() if command]
            )

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
        if args[0] not in COMMANDS:
            meant = question(args[0].lower(), (*COMMANDS, HELP))
            ctx.fail(f"No such command {args[0]!r}. {meant or 'welfsim help lists them.'}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="welfsim", message="%(prog)s %(version)s")
@click.pass_context
def welfsim(ctx: click.Context) -> None:
    """Simulate welfare reform in Great Britain, month by month.

    \b
    A first question:  welfsim compare redeploy_1000_coaches

    What makes a start quick is kept in your cache folder, or in the one that WELFSIM_CACHE names.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code, or answer a shell that asks how a word goes on."""
    fill_closed_streams()
    if COMPLETION in os.environ:
        welfsim.main(prog_name="welfsim")  # click writes bytes to the shell and leaves
    try:
        code = call(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = exit_code()
    stop_listening()
    sys.exit(code)


def call(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code.

    0 done (also when a comparison shows differences), 1 only when a regression table differs, 2 for the user to mend,
    3 a bug, 130 interrupted. A traceback never looks like a difference. A reader who closes the pipe changes nothing;
    output that cannot be written, to a full disk for example, is for the user to mend.
    """
    with readable_streams() as out:
        code = _invoke(arguments)
        out.flush()
        if out.fault and code in (DONE, DIFFERS):
            click.echo(NOT_WRITTEN.format(out.fault), err=True)
            return USERS_FAULT
    return code


def _invoke(arguments: Sequence[str]) -> int:
    """Run a command; turn what it raises into a message and an exit code."""
    debug = "--debug" in arguments
    try:
        with _plain_doubts():
            code = welfsim.main(args=list(arguments), prog_name="welfsim", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except click.exceptions.Abort:
        _show("Interrupted; no results were written.", debug)
        return exit_code()
    except click.ClickException as error:
        error.show()
        return USERS_FAULT
    except Exception as error:
        if interrupted():
            _show("Interrupted; no results were written.", debug)
            return exit_code()
        told = for_the_user(error)
        if told:
            _show(told, debug)
            return USERS_FAULT
        traceback.print_exc()
        click.echo("\nThis is a fault of welfsim, not yours. Please report it with the lines above.", err=True)
        return BUG


@contextmanager
def _plain_doubts() -> Iterator[None]:
    """Print each doubt about pence once and as it is, on the error stream; leave other warnings to Python."""
    told: set[str] = set()
    others = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
        if not issubclass(category, PenceWarning):
            others(message, category, *rest, **more)
        elif str(message) not in told:
            told.add(str(message))
            click.echo(f"{message}\n", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always", PenceWarning)
        warnings.showwarning = show
        yield


def for_the_user(error: Exception) -> str:
    """Return the message for an error that the user can correct; nothing for a fault of welfsim."""
    if isinstance(error, WelfsimError):
        return str(error)
    if is_memory_shortage(error):
        return NO_MEMORY
    if isinstance(error, RecursionError):
        return TOO_DEEP
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        where = f"{error.filename}\n  " if error.filename else ""
        return f"{where}The system refuses: {error.strerror}."
    return ""


def _show(told: str, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    click.echo(told, err=True)
