"""``welfsim award``: one household's award, line by line."""

from __future__ import annotations

from typing import Any

import click

from welfsim.cli.household import household_options, read_household
from welfsim.cli.options import format_option
from welfsim.cli.show import echo, paragraph_width


@click.command("award")
@household_options
@format_option
def command(form: str, **options: Any) -> None:
    """Print the award of one household line by line, with the working, rule and source of each line.

    The household is described by options, or in FILE, which can say more: both adults' health, ESA, sick pay,
    disabled children, transitional protection.

    \b
    Someone of 30 with LCWRA since May 2024, who rents and earns £500 a month:
      welfsim award --adult 30 --lcwra --fit-note 2024-05 --rent 600 --pay 500 --month 2025-10

    \b
    The same as a file:
      month: 2025-10
      rent: 600
      adults:
        - {age: 30, health: lcwra, fit_note: 2024-05, pay: 500}

    \b
    An adult may have: age, pay, sick_since, job_began, job_ended, health (none, fit-note, lcw,
    lcwra), fit_note, fit_note_day, severe_conditions, terminally_ill, from_esa, daily_living,
    mobility, carer, carers_allowance_claimed, cares_for, esa (new-style, income-related),
    esa_group (assessment, wrag, support), esa_since, job_pay, pay_before, pay_fell_in.
    A child: age or born, disability (lower, higher), in_education (at 18 and 19),
    two_child_exception. The household: month, rent, savings, region, on_universal_credit,
    temporary_accommodation, left_temporary_accommodation, transitional, last_month or
    elements_last_month.
    """
    from welfsim.cli.progress import tell_of_compiling
    from welfsim.cli.show import print_csv, print_json

    case = read_household(options)
    tell_of_compiling()
    from welfsim.advice.statement import award

    statement = award(case)
    if form == "json":
        print_json({"household": statement.heading, "unit": "pounds a month", "lines": statement.records()})
    elif form == "csv":
        print_csv(statement.records())
    else:
        echo(statement.text(paragraph_width()))
