"""What a figure counts: where, of which ages, people or households, claims or payments; and bridges between two counts.

The lines of the model count Great Britain and people from 16 to State Pension age. A published figure that counts
anything else is held against them through a bridge, which says by how much to multiply it and how sure that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from welfsim.experiments.targets.lines import Held, Term
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import DisabilityBenefit
from welfsim.vocabulary.fields import Measure

GREAT_BRITAIN, ENGLAND_AND_WALES, SCOTLAND, UNITED_KINGDOM = (
    "Great Britain",
    "England and Wales",
    "Scotland",
    "United Kingdom",
)
WORKING_AGE, PENSION_AGE = "working age", "pension age"
PEOPLE, HOUSEHOLDS, JOBS, POUNDS, PERCENT = "people", "households", "jobs", "£ million", "percent"
CLAIMS, PAYMENTS, NEITHER = "claims", "payments", "neither"
IN_RUN, EARLIER = "in the run", "earlier year"
NOTHING = "as the line"

PARTS = ("geography", "ages", "counts", "basis", "scope", "time")
"""The parts of a definition, in the order in which a bridge is sought for each."""

OF_HOUSEHOLDS = {
    "couples",
    "couples_formed",
    "couples_parted",
    "couples_widowed",
    "uc_units",
    "uc_units_paid",
    "uc_families",
    "uc_floor",
    "uc_childcare",
    "uc_claims",
    "uc_ends",
    "uc_ends_pension_age",
    "uc_ends_requirement",
    "uc_separations",
}
OF_JOBS = {"jobs_started", "jobs_lost", "job_moves", "entry_chances", "exit_chances"}
OF_PAYMENTS = {"uc_units_paid", "uc_protected", "uc_new_rate", "uc_childcare"}
OF_PENSION_AGE = {"disability_past_pension_age", "disability_deaths_past_pension_age"}
OF_NO_BENEFIT = ("people", "births", "couples", "health", "self_employed", "working_limited", "on_sick_leave", "carer")
OF_NO_CLAIM = {"work", "out_of_work", "sick_leaves_begun", "sick_leaves_returned", "sick_leaves_lost"}


class Definition(NamedTuple):
    """What is counted, in words that a table and a line share.

    `scope` says what else a published figure has in it, or leaves out; `time` whether it is of months of the run.
    """

    geography: str
    ages: str
    counts: str
    basis: str
    scope: str = NOTHING
    time: str = IN_RUN


class Bridge(NamedTuple):
    """How a published figure becomes what the model counts, in one part of its definition.

    Parameters
    ----------
    name
        As the rows of a table ask for it.
    part
        Which of `PARTS` it changes.
    published, modelled
        What the part says before and after it.
    times
        By what the published value is multiplied.
    error
        One standard error of that, as a share of the value.
    """

    name: str
    part: str
    published: str
    modelled: str
    times: float
    error: float
    why: str
    source: str
    grade: str


def definition_of(held: Held) -> Definition:
    """Return what a sum of lines counts; of a ratio, what stands above the line."""
    return Definition(
        geography=_where(held.terms),
        ages=_same(PENSION_AGE if term.line in OF_PENSION_AGE else WORKING_AGE for term in held.terms),
        counts=PERCENT if held.over else _same(_counted(term.line) for term in held.terms),
        basis=_same(_basis(term.line) for term in held.terms),
    )


def _same(parts: Iterable[str]) -> str:
    """Return the part that all terms share, or all of them."""
    return " and ".join(sorted(set(parts)))


def _where(terms: Iterable[Term]) -> str:
    """Return where a sum counts: PIP is paid in England and Wales, Adult Disability Payment in Scotland."""
    found = set()
    for term in terms:
        lists = LINES[term.line].by
        split = lists.index(DisabilityBenefit) if DisabilityBenefit in lists else -1
        benefits = term.cells[split] if split >= 0 else tuple(int(each) for each in DisabilityBenefit)
        found |= {ENGLAND_AND_WALES if each == DisabilityBenefit.PIP else SCOTLAND for each in benefits}
    return GREAT_BRITAIN if len(found) > 1 else found.pop()


def _counted(line: str) -> str:
    if LINES[line].measure is Measure.PENCE:
        return POUNDS
    return HOUSEHOLDS if line in OF_HOUSEHOLDS else JOBS if line in OF_JOBS else PEOPLE


def _basis(line: str) -> str:
    if LINES[line].measure is Measure.PENCE or line in OF_PAYMENTS:
        return PAYMENTS
    is_of_none = line.startswith(OF_NO_BENEFIT) or line in OF_NO_CLAIM or line in OF_JOBS
    return NEITHER if is_of_none else CLAIMS


def gaps(published: Definition, modelled: Definition) -> list[str]:
    """Return the parts in which two definitions differ; a share has no unit that would have to be bridged."""
    return [part for part in PARTS if getattr(published, part) != getattr(modelled, part)]
