"""The command line."""

from welfsim.cli.entry import main

__all__ = ["main"]
