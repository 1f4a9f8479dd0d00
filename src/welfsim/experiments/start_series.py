"""The series of the first two years: what was published until June 2025, and what the model has in its place.

Published months are in ``data/published_series.csv``, with definition, unit, rounding and source. Nothing later than
June 2025 is in it. A flow of a quarter or a year is shown as its mean month.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.published import (
    FOUND_ESA,
    FOUND_UC,
    NOT_FOUND_ESA,
    NOT_FOUND_UC,
    Window,
)
from welfsim.months import month, parse_month
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import (
    CreditStage,
    DisabilityBenefit,
    DisputeStage,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    Job,
    Regime,
    WcaOutcome,
    WorkCapabilityStage,
    WorkStatus,
)

FILE = "published_series.csv"
LAST_PUBLISHED = month(2025, 6)
PERCENT = 100.0
PIP = DisabilityBenefit.PIP
ON_UC = slice(CreditStage.NEW_CLAIM, None)
OFF_UC = [CreditStage.AWAY, CreditStage.OFF_UC_IN_WORK, CreditStage.OFF_UC_OUT_OF_WORK]
ON_LCWRA, NOT_LCWRA = slice(WorkCapabilityStage.LCWRA, None), slice(0, WorkCapabilityStage.LCWRA)
AGES = ((18, 24), (25, 34), (35, 49), (50, 64))
"""Age bands of the employment rates."""
FAMILIES = ("single", "couple", "single_with_children", "couple_with_children")

Floats = NDArray[np.float64]


class Seen(NamedTuple):
    """What a run of some months shows: its accounts, and what was counted in its people at the end of each month.

    `employed` is the share of each of `AGES` in work, `families` the benefit units on UC by `FAMILIES`; both by month.
    """

    accounts: Window
    employed: Floats
    families: Floats

    def line(self, name: str) -> Floats:
        """Return an account line by month and codes."""
        return self.accounts.by_month(name)

    def total(self, name: str) -> Floats:
        """Return an account line by month, all codes together."""
        return np.asarray(self.line(name).reshape(len(self.employed), -1).sum(axis=1))


class Series(NamedTuple):
    """One series: where it stands, what it is called, its unit, and how the model's own is measured.

    `same` says that published and modelled count the same, so that their levels can be compared and not only how they
    grow. `differs` says where they do not.
    """

    key: str
    group: str
    what: str
    unit: str
    model: Callable[[Seen], Floats]
    same: bool = True
    differs: str = ""


class Point(NamedTuple):
    """One published value: its months, first and last, the value of a month, and half of its rounding."""

    first: int
    last: int
    value: float
    half: float

    @property
    def middle(self) -> float:
        """The middle of its months."""
        return (self.first + self.last) / 2


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(PERCENT * part / np.maximum(whole, 1.0))


def _on_uc(seen: Seen) -> Floats:
    return np.asarray(seen.line("uc_people")[:, Regime.NO_REQUIREMENTS :].sum(axis=1))


def _assessed(seen: Seen) -> Floats:
    left = seen.line("esa_flows")[:, EsaStage.NEW_STYLE_ASSESSMENT]
    decided = [EsaStage.NEW_STYLE_WRAG, EsaStage.NEW_STYLE_SUPPORT, EsaStage.UC_HEALTH, EsaStage.OUT_OF_WORK]
    return np.asarray(seen.total("wca_initial") + left[:, decided].sum(axis=1))


def _found(seen: Seen) -> Floats:
    uc, esa = seen.line("work_capability_flows"), seen.line("esa_flows")
    found = uc[:, NOT_FOUND_UC, FOUND_UC].sum(axis=(1, 2)) + esa[:, NOT_FOUND_ESA][:, :, FOUND_ESA].sum(axis=(1, 2))
    return np.asarray(found - seen.total("esa_migrated"))


def _lcwra_out(seen: Seen) -> Floats:
    left = seen.line("work_capability_flows")[:, ON_LCWRA, NOT_LCWRA].sum(axis=(1, 2))
    return _share(left, seen.line("uc_health")[:, HealthGroup.LCWRA])


def _health(group: HealthGroup) -> Callable[[Seen], Floats]:
    return lambda seen: np.asarray(seen.line("uc_health")[:, group])


def _esa(kind: EsaKind | None, group: EsaGroup | None = None) -> Callable[[Seen], Floats]:
    """Return what measures ESA of one kind, or of one group, in people."""

    def of(seen: Seen) -> Floats:
        people = seen.line("esa")
        return np.asarray(people[:, kind].sum(axis=1) if group is None else people[:, :, group].sum(axis=1))

    return of


def _pip(line: str, *more: int) -> Callable[[Seen], Floats]:
    """Return what measures the part of a line that is PIP, in England and Wales."""

    def of(seen: Seen) -> Floats:
        found = seen.line(line)[:, PIP]
        found = found[:, more[0]] if more else found
        return np.asarray(found.reshape(len(found), -1).sum(axis=1))

    return of


def _new_pip(line: str, of_children: str) -> Callable[[Seen], Floats]:
    """Return what measures the part of a line that is PIP, but for claims after an award from childhood."""
    return lambda seen: _pip(line)(seen) - _pip(of_children)(seen)


def _employed(band: int) -> Callable[[Seen], Floats]:
    return lambda seen: PERCENT * seen.employed[:, band]


def _family(family: int) -> Callable[[Seen], Floats]:
    return lambda seen: seen.families[:, family]


_FAMILY_WORDS = ("single adults", "couples", "single adults with children", "couples with children")
_ALL_AGES = "Published of all ages, modelled of working age; growth alone is compared."
_UK = "Published for the United Kingdom, modelled for Great Britain."
_QUARTER = (
    "The survey sees who has changed between two quarters, so it misses jobs that begin and end within one; the model "
    "counts every job. United Kingdom, 16 to 64."
)
_LOST = " The model also counts pension age, which from May 2026 people reach only every second month, and death."
_PAYROLL = (
    "Pay records also count a month without pay, between two jobs or within one; the model has nobody who goes from "
    "job to job. So it must stay below. United Kingdom."
)
_PEOPLE, _MONTHLY, _OF, _HOUSEHOLDS = "people", "people a month", "percent", "households"
UC, HEALTH, ESA, DISABILITY, WORK = "Universal Credit", "UC health", "ESA", "PIP and carers", "Work"

SERIES: tuple[Series, ...] = (
    Series("uc_units", UC, "Households on UC", _HOUSEHOLDS, lambda seen: seen.total("uc_units")),
    Series("uc_people", UC, "People on UC", _PEOPLE, _on_uc),
    *(
        Series(f"uc_{key}", UC, f"Households on UC: {words}", _HOUSEHOLDS, _family(number))
        for number, (key, words) in enumerate(zip(FAMILIES, _FAMILY_WORDS, strict=True))
    ),
    Series(
        "uc_nil_share",
        UC,
        "Households on UC without a payment",
        _OF,
        lambda seen: _share(seen.total("uc_units") - seen.total("uc_units_paid"), seen.total("uc_units")),
    ),
    Series(
        "uc_starts",
        UC,
        "People who start on UC",
        _MONTHLY,
        lambda seen: np.asarray(seen.line("credit_flows")[:, OFF_UC, ON_UC].sum(axis=(1, 2))),
        differs="From 2024 the published starts include people moved from older benefits.",
    ),
    Series(
        "uc_ends",
        UC,
        "People who leave UC",
        _MONTHLY,
        lambda seen: np.asarray(seen.line("credit_flows")[:, ON_UC, : CreditStage.NEW_CLAIM].sum(axis=(1, 2))),
        differs="Not published.",
    ),
    Series(
        "uc_searching",
        UC,
        "Out of work on UC and searching",
        _PEOPLE,
        lambda seen: np.asarray(seen.line("out_of_work")[:, WorkStatus.SEARCHING]),
    ),
    Series("uc_health", HEALTH, "On UC health", _PEOPLE, lambda seen: seen.total("uc_health")),
    Series("uc_fit_note", HEALTH, "Fit note and no decision yet", _PEOPLE, _health(HealthGroup.PRE_WCA)),
    Series("uc_lcw", HEALTH, "LCW", _PEOPLE, _health(HealthGroup.LCW)),
    Series("uc_lcwra", HEALTH, "LCWRA", _PEOPLE, _health(HealthGroup.LCWRA)),
    Series(
        "fit_notes",
        HEALTH,
        "Fit notes begun",
        _MONTHLY,
        lambda seen: seen.total("fit_notes"),
        differs="Not published.",
    ),
    Series(
        "wca_new",
        HEALTH,
        "New claimants assessed",
        _MONTHLY,
        _assessed,
        differs="Published are assessments by the supplier, UC and ESA; the model counts decisions.",
    ),
    Series(
        "wca_repeat",
        HEALTH,
        "Existing claimants assessed",
        _MONTHLY,
        lambda seen: seen.total("wca_repeat"),
        differs="Published are assessments by the supplier, UC and ESA; the model counts UC decisions.",
    ),
    Series(
        "health_on_flow",
        HEALTH,
        "Found to have LCW, LCWRA or an ESA group",
        _MONTHLY,
        _found,
    ),
    Series(
        "lcwra_in",
        HEALTH,
        "Decisions of LCWRA, first and repeat",
        _MONTHLY,
        lambda seen: np.asarray(
            seen.line("wca_initial")[:, WcaOutcome.LCWRA] + seen.line("wca_repeat")[:, WcaOutcome.LCWRA]
        ),
    ),
    Series("lcwra_out", HEALTH, "Leave LCWRA in a month", _OF, _lcwra_out),
    Series("esa", ESA, "On ESA", _PEOPLE, lambda seen: seen.total("esa")),
    Series("esa_new_style", ESA, "New-style ESA", _PEOPLE, _esa(EsaKind.NEW_STYLE), differs="Not published."),
    Series(
        "esa_income_related", ESA, "Income-related ESA", _PEOPLE, _esa(EsaKind.INCOME_RELATED), differs="Not published."
    ),
    Series("esa_assessment", ESA, "ESA, assessment phase", _PEOPLE, _esa(None, EsaGroup.ASSESSMENT)),
    Series("esa_wrag", ESA, "ESA, work-related activity group", _PEOPLE, _esa(None, EsaGroup.WRAG)),
    Series("esa_support", ESA, "ESA, support group", _PEOPLE, _esa(None, EsaGroup.SUPPORT)),
    Series("pip", DISABILITY, "PIP awards", _PEOPLE, _pip("disability"), False, _ALL_AGES),
    Series(
        "pip_claims",
        DISABILITY,
        "PIP claims",
        _MONTHLY,
        _new_pip("disability_claims", "disability_child_claims"),
        differs="Published are registrations, some 7% of them withdrawn later; Great Britain until April 2022.",
    ),
    Series(
        "pip_decisions",
        DISABILITY,
        "PIP claims decided",
        _MONTHLY,
        _new_pip("disability_decisions", "disability_child_decisions"),
        differs="Published with claims withdrawn, some 7%, which the model has not; Great Britain until April 2022.",
    ),
    Series("pip_awards", DISABILITY, "PIP awards begun", _MONTHLY, _pip("disability_on"), differs="Not published."),
    Series("pip_reviews", DISABILITY, "PIP reviews", _MONTHLY, _pip("disability_review_outcomes"), False, _ALL_AGES),
    Series("pip_changes", DISABILITY, "PIP changes reported", _MONTHLY, _pip("disability_changes"), False, _ALL_AGES),
    Series(
        "pip_reconsiderations",
        DISABILITY,
        "PIP reconsiderations asked for",
        _MONTHLY,
        _pip("disability_disputes_opened", DisputeStage.RECONSIDERATION),
        False,
        "Published of all ages and kinds, modelled of refused, ended and lowered awards; growth alone is compared.",
    ),
    Series(
        "carers_uc",
        DISABILITY,
        "Carers",
        _PEOPLE,
        lambda seen: seen.total("carers"),
        False,
        "Published are households on UC with a carer element, modelled all carers; growth alone is compared.",
    ),
    *(
        Series(f"employed_{low}_{high}", WORK, f"Employed at {low} to {high}", _OF, _employed(number), differs=_UK)
        for number, (low, high) in enumerate(AGES)
    ),
    Series(
        "employed",
        WORK,
        "In work, 16 to State Pension age",
        _PEOPLE,
        lambda seen: np.asarray(seen.line("work")[:, Job.OUT + 1 :].sum(axis=1)),
        differs="Not published for these ages.",
    ),
    Series("jobs_started", WORK, "Jobs started", _MONTHLY, lambda seen: seen.total("jobs_started"), False, _QUARTER),
    Series(
        "jobs_lost", WORK, "Jobs lost or left", _MONTHLY, lambda seen: seen.total("jobs_lost"), False, _QUARTER + _LOST
    ),
    Series(
        "payroll_in",
        WORK,
        "Jobs started, pay records",
        _MONTHLY,
        lambda seen: seen.total("jobs_started"),
        False,
        _PAYROLL,
    ),
    Series(
        "payroll_out", WORK, "Jobs lost, pay records", _MONTHLY, lambda seen: seen.total("jobs_lost"), False, _PAYROLL
    ),
)


def published_rows(file: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of the table of published series, as they are written."""
    with (file or data_folder() / FILE).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def published(file: Path | None = None) -> dict[str, list[Point]]:
    """Return the published points of each series in order of time, flows as a mean month."""
    flows = {series.key for series in SERIES if series.unit == _MONTHLY}
    found: dict[str, list[Point]] = {series.key: [] for series in SERIES}
    for row in published_rows(file):
        found[row["series"]].append(_point(row, row["series"] in flows))
    return {key: sorted(points, key=lambda point: point.middle) for key, points in found.items()}


def _point(row: dict[str, Any], is_flow: bool) -> Point:
    first, _, last = row["period"].partition("/")
    begin, end = parse_month(first), parse_month(last or first)
    months = end - begin + 1 if is_flow else 1
    return Point(begin, end, float(row["value"]) / months, float(row["rounding"] or 0) / 2 / months)
