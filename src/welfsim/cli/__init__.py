"""The command line."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code; answer Ctrl-C before anything heavy is imported."""
    from welfsim.cli.interrupts import listen

    listen()
    from welfsim.cli.entry import main as enter

    enter()


__all__ = ["main"]
