"""Options that describe one household, shared by ``award`` and ``budget``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from welfsim.advice.case import Case

Command = Callable[..., Any]

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
)

_OF_FIRST = ("pay", "fit_note", "severe_conditions", "terminally_ill", "daily_living", "mobility", "carer")
_FINDINGS = ("lcw", "lcwra")
_OF_ALL = ("month", "rent", "savings", "region", "childcare_costs")


def household_options(command: Command) -> Command:
    """Add a file of YAML and the options that describe a household in its place."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def read_household(options: Mapping[str, Any]) -> Case:
    """Read the household that a file or the options describe.

    Raises
    ------
    HouseholdError
        With every fault; also when there is a file and options.
    """
    from welfsim.advice.reading import read_case
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
    return read_case(options["file"])


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
