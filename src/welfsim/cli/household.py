"""Options that describe one household and the law it is answered under, shared by ``award`` and ``budget``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import picked_options

if TYPE_CHECKING:
    from welfsim.advice.case import Case

Command = Callable[..., Any]


def _print_fields(ctx: click.Context, option: click.Parameter, asked: bool) -> None:
    """Print what a file may say about a household, and leave."""
    if asked and not ctx.resilient_parsing:
        from welfsim.advice.fields import field_rows
        from welfsim.cli.show import print_table

        print_table([[row[0], row[1], *row[3:]] for row in field_rows()], left=4)
        ctx.exit()


_OPTIONS: tuple[Callable[[Command], Command], ...] = (
    click.argument("file", required=False, type=click.Path(path_type=Path)),
    click.option("--month", metavar="MONTH", help="The month, as 2025-10 (the default)."),
    click.option(
        "--adult", "adults", type=int, multiple=True, metavar="AGE", help="An adult's age; twice for a couple."
    ),
    click.option("--child", "children", type=int, multiple=True, metavar="AGE", help="A child's age. May be repeated."),
    click.option(
        "--child-born", "born", multiple=True, metavar="MONTH", help="A child's month of birth. May be repeated."
    ),
    click.option(
        "--child-in-education",
        "students",
        type=int,
        multiple=True,
        metavar="AGE",
        help="A child of 18 or 19 in approved education.",
    ),
    click.option("--rent", type=float, metavar="POUNDS", help="Rent a month, after Local Housing Allowance."),
    click.option("--childcare", "childcare_costs", type=float, metavar="POUNDS", help="Registered childcare a month."),
    click.option("--savings", type=float, metavar="POUNDS", help="Savings together."),
    click.option("--region", metavar="NAME", help="england (outside London), london, wales or scotland."),
    click.option("--pay", type=float, metavar="POUNDS", help="Gross pay a month of the first adult."),
    click.option("--partner-pay", type=float, metavar="POUNDS", help="Gross pay a month of the second adult."),
    click.option("--fit-note", metavar="MONTH", help="Month of the first adult's first fit note."),
    click.option("--lcw", is_flag=True, help="The first adult has limited capability for work."),
    click.option("--lcwra", is_flag=True, help="... and for work-related activity: in place of --lcw."),
    click.option("--severe-conditions", is_flag=True, help="... and meets the severe conditions criteria."),
    click.option("--terminally-ill", is_flag=True, help="... and is terminally ill."),
    click.option("--daily-living", metavar="RATE", help="PIP or ADP daily living: standard or enhanced."),
    click.option("--mobility", metavar="RATE", help="PIP or ADP mobility: standard or enhanced."),
    click.option("--carer", is_flag=True, help="The first adult cares for someone 35 hours a week."),
    click.option(
        "--scenario", metavar="SCENARIO", help="Answer under a scenario: a file, or the name of a shipped one."
    ),
    picked_options("settings"),
    click.option(
        "--fields",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_fields,
        help="List all fields of FILE.",
    ),
)
STANDARD_INPUT = Path("-")

_OF_FIRST = ("pay", "fit_note", "severe_conditions", "terminally_ill", "daily_living", "mobility", "carer")
_FINDINGS = ("lcw", "lcwra")
_OF_ALL = ("month", "rent", "savings", "region", "childcare_costs")


def household_options(command: Command) -> Command:
    """Add a file, the options that describe a household in its place, and the scenario to answer it under."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def read_household(options: Mapping[str, Any]) -> Case:
    """Read the household that a file, standard input or the options describe, under the scenario that is asked for.

    Raises
    ------
    HouseholdError
        With every fault of the household, and of the scenario and settings; also when there is a file and options.
    """
    from welfsim.advice.law import CURRENT, applied_law
    from welfsim.advice.whose import under
    from welfsim.errors import HouseholdError, ScenarioError, together

    faults, law = [], CURRENT
    try:
        law = applied_law(options["scenario"], options["settings"])
    except ScenarioError as error:
        faults.append(str(error))
    try:
        case = _read(options)
    except HouseholdError as error:
        faults.insert(0, str(error))
    if faults:
        raise HouseholdError(together(faults))
    return under(case, law)


def _read(options: Mapping[str, Any]) -> Case:
    from welfsim.advice.reading import read_case, read_text
    from welfsim.errors import HouseholdError

    if all(options[name] for name in _FINDINGS):
        raise HouseholdError(
            "The options given\n  --lcw and --lcwra: both, though a Work Capability Assessment finds one of the two. "
            "Allowed: one of them."
        )
    described = _described(options)
    if options["file"] is None:
        return read_case(described, "The options given")
    if described:
        raise HouseholdError(f"{options['file']}\n  A household is described by a file or by options, not by both.")
    return (
        read_text(_standard_input(), "Standard input")
        if options["file"] == STANDARD_INPUT
        else read_case(options["file"])
    )


def _standard_input() -> str:
    """Return the text of standard input.

    Raises
    ------
    HouseholdError
        If there is too much of it, or it is not UTF-8.
    """
    from welfsim.errors import HouseholdError
    from welfsim.yaml_files import LARGEST, UnreadableError, decoded

    try:
        return decoded(sys.stdin.buffer.read(LARGEST + 1), "Standard input")
    except UnreadableError as error:
        raise HouseholdError(f"Standard input\n  {error.why}") from None


def _described(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that options set."""
    fields = {name: options[name] for name in _OF_ALL if options[name] is not None}
    first = {name: options[name] for name in _OF_FIRST if options[name] not in (None, False)}
    for finding in _FINDINGS:
        if options[finding]:
            first["health"] = finding
    if "fit_note" in first:
        first.setdefault("health", "fit-note")
    second = {} if options["partner_pay"] is None else {"pay": options["partner_pay"]}
    ages = options["adults"]
    adults: list[dict[str, Any]] = [{"age": age} for age in ages]
    for number, more in enumerate((first, second)):
        if more:
            adults += [{} for _ in range(number + 1 - len(adults))]
            adults[number] |= more
    if adults:
        fields["adults"] = adults
    children = [
        *({"age": age} for age in options["children"]),
        *({"born": month} for month in options["born"]),
        *({"age": age, "in_education": True} for age in options["students"]),
    ]
    return {**fields, "children": children} if children else fields
