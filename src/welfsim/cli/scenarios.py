"""``welfsim scenarios``: what is shipped, and what each asks."""

from __future__ import annotations

import click

from welfsim.cli.options import format_option


@click.command("scenarios")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@format_option
def command(words: tuple[str, ...], form: str) -> None:
    """List the shipped scenarios: all of them, or those in whose name, question, source or changes all WORDs stand."""
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.errors import ScenarioError
    from welfsim.scenario import headings
    from welfsim.text.search import has_words
    from welfsim.text.written import shortened

    asked = " ".join(words)
    found = [heading for heading in headings() if has_words(asked, heading.texts)]
    if not found:
        raise ScenarioError(f"{shortened(asked)}\n  No shipped scenario has this in it.\n  All: welfsim scenarios")
    if form == "table":
        print_table([["Scenario", "Subject", "Question"], *([one.file, one.subject, one.question] for one in found)], 3)
        return
    records = [
        {"scenario": one.file, "subject": one.subject, "name": one.name, "question": one.question} for one in found
    ]
    if form == "json":
        print_json({"scenarios": records})
    else:
        print_csv(records)
