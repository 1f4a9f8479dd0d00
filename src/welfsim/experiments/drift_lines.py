"""The lines whose drift is compared: how each is measured in the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.published import Window
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Presence, WorkStatus

PENCE_A_BILLION = 1e11
HUNDRED = 100.0
PEOPLE, PERCENT_OF, BILLION, THOUSAND_POUNDS = "people", "percent", "£ billion", "£ thousand"
IN_WORK = slice(Job.PART_TIME, None)
CLAIMED = slice(HealthGroup.LCW, None)

Floats = NDArray[np.float64]


class Year(NamedTuple):
    """One financial year of a run: its accounts, and the mean of what was counted in the people, by name."""

    accounts: Window
    watched: dict[str, float]

    def mean(self, line: str) -> Floats:
        """Return a line's mean month, by codes: of a stock its level, of a flow what flows in a month."""
        return np.asarray(self.accounts.summed(line) / MONTHS_A_YEAR)

    def total(self, line: str) -> float:
        """Return a line's mean month, all codes together."""
        return float(self.mean(line).sum())

    def billions(self, *lines: str) -> float:
        """Return lines of money summed over the year, in £ billion."""
        return sum(float(self.accounts.summed(line).sum()) for line in lines) / PENCE_A_BILLION


class Line(NamedTuple):
    """One line: its key, where it stands, what it is, its unit, and its measure in a year."""

    key: str
    group: str
    what: str
    unit: str
    model: Callable[[Year], float]


def _people(year: Year) -> float:
    return float(year.mean("people")[Presence.PRESENT])


def _in_work(year: Year) -> float:
    return float(year.mean("work")[IN_WORK].sum())


def _self_employed(year: Year) -> float:
    return float(year.mean("self_employed")[IN_WORK].sum())


def _incapacity(year: Year) -> float:
    """Count who has LCW, LCWRA or ESA, and who has both once."""
    both = year.watched["both"]
    return float(year.mean("uc_health")[CLAIMED].sum() + year.mean("esa")[EsaKind.NEW_STYLE :].sum()) - both


def _share(part: float, whole: float) -> float:
    return HUNDRED * part / whole if whole else 0.0


def _watched(name: str) -> Callable[[Year], float]:
    return lambda year: year.watched[name]


def _total(line: str) -> Callable[[Year], float]:
    return lambda year: year.total(line)


def _health(group: HealthGroup) -> Callable[[Year], float]:
    return lambda year: float(year.mean("uc_health")[group])


def _tax(year: Year) -> float:
    return year.billions("income_tax", "employee_insurance", "self_employed_insurance", "employer_insurance")


WORK, ILLNESS, FAMILIES = "People and work", "Ill health", "Families"
UC, HEALTH, DISABILITY, MONEY = "Universal Credit", "Benefits for ill health", "PIP and carers", "Money"

LINES: tuple[Line, ...] = (
    Line("people", WORK, "People of 16 to pension age", PEOPLE, _people),
    Line("in_work", WORK, "People in work", PEOPLE, _in_work),
    Line("employment_rate", WORK, "Employment rate", PERCENT_OF, lambda y: _share(_in_work(y), _people(y))),
    Line(
        "part_time",
        WORK,
        "Part-time share of people in work",
        PERCENT_OF,
        lambda y: _share(float(y.mean("work")[Job.PART_TIME]), _in_work(y)),
    ),
    Line(
        "self_employed",
        WORK,
        "Self-employed share of people in work",
        PERCENT_OF,
        lambda y: _share(_self_employed(y), _in_work(y)),
    ),
    Line(
        "self_employed_part_time",
        WORK,
        "Part-time share of the self-employed",
        PERCENT_OF,
        lambda y: _share(float(y.mean("self_employed")[Job.PART_TIME]), _self_employed(y)),
    ),
    Line("jobs_started", WORK, "Jobs started, a month", PEOPLE, _total("jobs_started")),
    Line("jobs_lost", WORK, "Jobs lost, a month", PEOPLE, _total("jobs_lost")),
    Line("limited", ILLNESS, "People limited by ill health", PEOPLE, _total("working_limited")),
    Line(
        "limited_share",
        ILLNESS,
        "Limited by ill health, of working age",
        PERCENT_OF,
        lambda y: _share(y.total("working_limited"), _people(y)),
    ),
    Line("sick_leave", ILLNESS, "On sick leave", PEOPLE, _total("on_sick_leave")),
    Line("couples", FAMILIES, "Couples", PEOPLE, _total("couples")),
    Line(
        "with_partner",
        FAMILIES,
        "People of 16 to pension age with a partner",
        PEOPLE,
        lambda y: _people(y) - y.watched["alone"],
    ),
    Line("lone_parents", FAMILIES, "Lone parents", PEOPLE, _watched("lone_parents")),
    Line("without_partner", FAMILIES, "Adults without a partner", PEOPLE, _watched("alone")),
    Line("births", FAMILIES, "Births, a month", PEOPLE, _total("births")),
    Line("uc_units", UC, "Benefit units on UC", PEOPLE, _total("uc_units")),
    Line("uc_single", UC, "of which single", PEOPLE, _watched("uc_single")),
    Line("uc_couple", UC, "of which couples", PEOPLE, _watched("uc_couple")),
    Line("uc_lone", UC, "of which single with children", PEOPLE, _watched("uc_single_with_children")),
    Line("uc_parents", UC, "of which couples with children", PEOPLE, _watched("uc_couple_with_children")),
    Line("uc_in_work", UC, "People on UC in work", PEOPLE, _watched("uc_in_work")),
    Line(
        "searchers", UC, "Searchers out of work", PEOPLE, lambda y: float(y.mean("out_of_work")[WorkStatus.SEARCHING])
    ),
    Line("incapacity", HEALTH, "LCW, LCWRA and ESA", PEOPLE, _incapacity),
    Line(
        "incapacity_share",
        HEALTH,
        "LCW, LCWRA and ESA, of working age",
        PERCENT_OF,
        lambda y: _share(_incapacity(y), _people(y)),
    ),
    Line("lcwra", HEALTH, "LCWRA", PEOPLE, _health(HealthGroup.LCWRA)),
    Line("lcw", HEALTH, "LCW", PEOPLE, _health(HealthGroup.LCW)),
    Line("fit_note_stage", HEALTH, "On a fit note, before a decision", PEOPLE, _health(HealthGroup.PRE_WCA)),
    Line("fit_notes", HEALTH, "Fit notes, a month", PEOPLE, _total("fit_notes")),
    Line("first_decisions", HEALTH, "First decisions, a month", PEOPLE, _total("wca_initial")),
    Line(
        "esa_new_style",
        HEALTH,
        "New-style ESA, credits only among it",
        PEOPLE,
        lambda y: float(y.mean("esa")[[EsaKind.NEW_STYLE, EsaKind.CREDITS_ONLY]].sum()),
    ),
    Line("pip", DISABILITY, "On PIP or ADP", PEOPLE, _watched("pip")),
    Line(
        "pip_in_work",
        DISABILITY,
        "of which in work",
        PERCENT_OF,
        lambda y: _share(y.watched["pip_in_work"], y.watched["pip"]),
    ),
    Line(
        "pip_not_limited",
        DISABILITY,
        "of which not limited in work",
        PERCENT_OF,
        lambda y: _share(y.watched["pip_not_limited"], y.watched["pip"]),
    ),
    Line("carers", DISABILITY, "Carers", PEOPLE, _total("carers")),
    Line(
        "pay_a_head",
        MONEY,
        "Pay a head of people in work",
        THOUSAND_POUNDS,
        lambda y: 1e6 * y.billions("gross_pay") / _in_work(y),
    ),
    Line("gross_pay", MONEY, "Pay and profits", BILLION, lambda y: y.billions("gross_pay")),
    Line("tax", MONEY, "Income tax and National Insurance", BILLION, _tax),
    Line(
        "indexed_taxes",
        MONEY,
        "The same, had thresholds risen with earnings",
        BILLION,
        lambda y: y.watched["indexed_taxes"] / PENCE_A_BILLION,
    ),
    Line("income_tax", MONEY, "Income tax on pay", BILLION, lambda y: y.billions("income_tax")),
    Line("uc_spending", MONEY, "UC", BILLION, lambda y: y.billions("uc_paid")),
    Line(
        "esa_spending",
        MONEY,
        "New-style ESA",
        BILLION,
        lambda y: float(y.accounts.summed("esa_paid")[EsaKind.NEW_STYLE]) / PENCE_A_BILLION,
    ),
    Line("pip_spending", MONEY, "PIP and ADP", BILLION, lambda y: y.billions("disability_paid")),
)
