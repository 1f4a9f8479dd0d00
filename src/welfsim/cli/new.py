"""``welfsim new``: a scenario of one's own to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from welfsim.cli.options import format_option
from welfsim.cli.show import echo


@click.command("new")
@click.argument("name")
@format_option
def command(name: str, form: str) -> None:
    """Write NAME.yaml, a scenario with comments that can be run as it is, to be changed into your own."""
    from welfsim.cli.show import print_csv, print_json
    from welfsim.scenario import write_new

    file = write_new(Path(name))
    if form == "json":
        print_json({"file": str(file)})
    elif form == "csv":
        print_csv([{"file": str(file)}])
    else:
        echo(f"Written: {file}\n  Change it, then   welfsim check {file}\n  and               welfsim compare {file}")
