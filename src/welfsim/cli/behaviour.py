"""``welfsim behaviour``: what the model's behaviour gives for each check, next to the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isfinite, isinf
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.experiments.behaviour_nouns import Finding
    from welfsim.experiments.behaviour_worlds import Size

HEAD = ("what is checked", "evidence, source", "model, 95%", "inside")
FOOT = (
    "Inside: whether the whole 95% interval of the model, through luck, is within what the evidence allows. Not sure: "
    "the interval reaches over an end; more --people and --replications narrow it. Shown: there is no end. Why each "
    "check, and what is outside: docs/behaviour.md"
)


@click.command("behaviour")
@click.option("--check", "checks", type=int, multiple=True, metavar="N", help="Only this check; may be repeated.")
@click.option("--quick", is_flag=True, help="10,000 people and 2 replications: shows the table, decides little.")
@picked_options("people", "seed", "replications", "threads")
@format_option
def command(checks: tuple[int, ...], quick: bool, form: str, **options: Any) -> None:
    """Check how people behave in the model: what is checked, the evidence, what the model gives, inside or not.

    Twelve checks, and absurd levers as the thirteenth. Each replication is another population with other luck. With
    50,000 people and 4 replications, which is what is taken unless you ask otherwise, it takes some minutes.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.behaviour import findings, refuse_unknown, size_of

    refuse_unknown(checks)
    size = size_of(quick=quick, **options)
    compile_month()
    with progress("behaviour") as advance:
        found = list(findings(size, checks, advance))
    _print(found, size, form)


def _print(found: Sequence[Finding], size: Size, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_paragraphs, print_table

    if form == "csv":
        print_csv(map(record, found))
    elif form == "json":
        asked = {"people": size.people, "replications": size.replications, "seed": size.seed}
        print_json({**asked, "checks": [record(each) for each in found]})
    else:
        times = f"{size.replications} replication{'s' * (size.replications != 1)}"
        echo(f"Behaviour: {size.people:,} people × {times}, seed {size.seed}\n")
        print_table(list(_rows(found)), left=len(HEAD), sentences=True)
        echo()
        print_paragraphs([FOOT], apart="")


def record(found: Finding) -> dict[str, Any]:
    """Return a finding as plain values; an end that there is not is empty."""
    from welfsim.experiments.behaviour import COLUMNS

    values = {name: getattr(found, name) for name in COLUMNS}
    plain = {name: _finite(value) for name, value in values.items()}
    return {**plain, "inside": str(found.verdict)}


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value


def _rows(found: Sequence[Finding]) -> Iterator[Sequence[str]]:
    """Yield the table: a head, and each check as a section with its lines."""
    from welfsim.experiments.behaviour import TITLES

    yield HEAD
    for number, lines in groupby(found, key=lambda each: each.check):
        yield [""] * len(HEAD)
        yield [f"{number}  {TITLES[number]}", *[""] * (len(HEAD) - 1)]
        for each in lines:
            evidence = f"{each.evidence} ({each.source})" if each.source else each.evidence
            yield (each.what, evidence, shown(each), str(each.verdict))


def shown(found: Finding) -> str:
    """Write what the model gives, and its interval where luck has a part."""
    from welfsim.wording.values import number

    value = number(found.model, found.digits)
    if found.least == found.most:
        return value
    if isinf(found.least):
        return f"{value} (one run)"
    return f"{value} ({number(found.least, found.digits)} to {number(found.most, found.digits)})"
