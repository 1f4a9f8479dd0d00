"""The law that a household is answered under: as it stands, or with a scenario laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np

from welfsim.months import MONTHS_A_YEAR
from welfsim.policy import FIRST_MONTH, LAST_MONTH, Change, OwnProgramme, current_law, path, resolve
from welfsim.policy.own_laws import Group
from welfsim.scenario import Scenario, read_scenario
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import show_value

OLDEST_CHILD = 19
SCENARIO = "scenario"
"""The status of a line with a rate that the scenario changes."""
SET = "--set "

PROTECTION = ("universal_credit.new_rate_from", "universal_credit.protection_needs_payment")
INCOME_TAX = ("tax.personal_allowance", "tax.allowance_taper_from", "tax.[bha]*_rate", "tax.[bh]*_limit")
RATES: Mapping[str, tuple[str, ...]] = {
    "standard_allowance": ("universal_credit.standard_*",),
    "child": ("universal_credit.child*", "universal_credit.two_child_limit"),
    "disabled_child": ("universal_credit.disabled_child_*",),
    "lcw": ("universal_credit.lcw", "universal_credit.lcw_until"),
    "lcw_before_2026": ("universal_credit.lcw", "universal_credit.lcw_until"),
    "lcwra_before_2026": ("universal_credit.lcwra_*", "universal_credit.relevant_period"),
    "lcwra_protected": ("universal_credit.lcwra_protected", *PROTECTION),
    "lcwra_new": ("universal_credit.lcwra_new", *PROTECTION),
    "lcwra_to_come": (
        "universal_credit.relevant_period",
        "universal_credit.months_to_next_period",
        "universal_credit.health_element_from_age",
    ),
    "childcare": ("universal_credit.childcare_*",),
    "earnings": ("universal_credit.taper", "universal_credit.work_allowance_*"),
    "capital": ("universal_credit.capital_*",),
    "benefit_cap": ("benefit_cap.*",),
    "new_style_esa": (
        "employment_support_allowance.personal_allowance*",
        "employment_support_allowance.*_component*",
        "employment_support_allowance.permitted_work",
        "employment_support_allowance.time_limit",
    ),
    "income_related_esa": (
        "employment_support_allowance.income_related_*",
        "employment_support_allowance.*_premium*",
        "employment_support_allowance.capital_*",
        "employment_support_allowance.permitted_work",
    ),
    "pip": ("disability_rates.pip_*",),
    "adp": ("disability_rates.adp_*",),
    "carers_allowance": ("carers.allowance", "carers.earnings_limit"),
    "new_style_jsa": ("jobseekers_allowance.*",),
    "scottish_child_payment": ("scottish_child_payment.*",),
    "child_benefit": ("child_benefit.eldest", "child_benefit.other"),
    "child_benefit_charge": ("child_benefit.charge_*",),
    "sick_pay": ("sick_pay.*",),
    "income_tax": INCOME_TAX,
    "tax_charges": (*INCOME_TAX, "tax.scottish_*"),
    "scottish_income_tax": ("tax.personal_allowance", "tax.allowance_taper_from", "tax.scottish_*"),
    "self_employed_insurance": ("tax.class_*",),
    "council_tax": ("council_tax.*",),
    "employee_insurance": ("tax.ni_primary_threshold", "tax.ni_upper_*", "tax.ni_main_rate"),
    "employer_insurance": ("tax.ni_secondary_threshold", "tax.ni_employer_rate"),
}
"""By kind of line the parameters that its amount may rest on; of others the one whose source they show."""


OF_AWARDS = (
    "uprating",
    "economy",
    "universal_credit",
    "benefit_cap",
    "child_benefit",
    "sick_pay",
    "employment_support_allowance",
    "disability_rates",
    "jobseekers_allowance",
    "scottish_child_payment",
    "council_tax",
    "carers",
    "tax",
    "pay",
)
"""The groups of parameters on which awards rest; the others decide who comes to what status."""


class Source(NamedTuple):
    """Where the rates of a line come from, its address if there is one, and how firm they are."""

    title: str
    href: str
    status: str


class AppliedLaw:
    """The law of all months for households, with what a scenario changes.

    Every child that a case holds has been found to count, whatever its age.

    Parameters
    ----------
    scenario
        What is laid over the law; nothing for the law as it stands.
    groups
        Of the changes that the scenario makes for some people only, those that hold.
    """

    def __init__(self, scenario: Scenario | None = None, groups: Sequence[Group] = ()) -> None:
        self.scenario = scenario
        self._groups = tuple(groups)
        self._of_some: dict[tuple[str, ...], AppliedLaw] = {}

    def for_whom(self, fits: Callable[[Group], bool]) -> AppliedLaw:
        """Return the law for somebody who is in some groups of the scenario; itself if it makes no difference to any.

        Parameters
        ----------
        fits
            Says whether they are in a group.
        """
        if self.scenario is None or not self.scenario.groups:
            return self
        groups = tuple(group for group in self.scenario.own_groups() if fits(group))
        key = tuple(group.where for group in groups)
        if key not in self._of_some:
            self._of_some[key] = AppliedLaw(self.scenario, groups)
        return self._of_some[key]

    def policy(self, month: int) -> Policy:
        """Return the rates and rules of a month."""
        return cast("Policy", self._months[month - FIRST_MONTH])

    @property
    def name(self) -> str:
        """The name of the scenario, with its settings; empty for the law as it stands."""
        return self.scenario.name if self.scenario else ""

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The groups of parameters that the scenario changes although no award rests on them."""
        groups = dict.fromkeys(change.name.partition(".")[0] for change in self._changes())
        return tuple(group for group in groups if group not in OF_AWARDS)

    def source(self, kind: str, parameter: str, month: int) -> Source:
        """Return where a kind of line, which shows the source of a parameter, has its rates from in a month."""
        changed = list(self._changed(RATES.get(kind, (parameter,)), month))
        if changed and self.scenario:
            plan, is_set = self.scenario.source, any(each.startswith(SET) for each in changed)
            return Source("; ".join(changed), "" if is_set or plan is None else plan.href or "", SCENARIO)
        value = current_law().values[parameter]
        return Source(value.title, value.href, value.status(month))

    @cached_property
    def _months(self) -> np.recarray[Any, Any]:
        if self.scenario is None:
            return _resolved((), ())
        return _resolved(self._changes(), self.scenario.own_programmes())

    def _changes(self) -> tuple[Change, ...]:
        """Return the changes that hold, in their order."""
        changes = self.scenario.changes() if self.scenario else ()
        return (*changes, *(change for group in self._groups for change in group.changes))

    def _changed(self, patterns: Sequence[str], month: int) -> Iterator[str]:
        """Yield what the scenario makes of each parameter of some names in a month, where it differs from the law."""
        if self.scenario is None:
            return
        place = slice(month - FIRST_MONTH, month - FIRST_MONTH + 1)
        for name, value in current_law().values.items():
            if not any(fnmatchcase(name, pattern) for pattern in patterns):
                continue
            (before,) = path(CURRENT._months[place], name).tolist()
            (after,) = path(self._months[place], name).tolist()
            if before != after:
                values = f"{show_value(before, value.declared)} → {show_value(after, value.declared)}"
                yield f"{self.scenario.place_of(name)}: {name} {values}"


CURRENT = AppliedLaw()
"""The law as it stands."""


def applied_law(
    scenario: Scenario | str | Path | None, settings: str | Sequence[str], stacklevel: int = 1
) -> AppliedLaw:
    """Return the law with a scenario and settings over it; a setting without a month holds in every month.

    Amounts that seem to be written in pounds where pence are read are warned of, as a ``PenceWarning`` of the caller.

    Raises
    ------
    ScenarioError
        With all faults of the scenario, or of the settings.
    """
    settings = (settings,) if isinstance(settings, str) else settings
    if scenario is None and not settings:
        return CURRENT
    read = Scenario(name="Current law") if scenario is None else scenario
    if not isinstance(read, Scenario):
        read = read_scenario(read)
    asked = read.with_settings(settings, start=FIRST_MONTH)
    asked.warn(stacklevel + 1)
    return AppliedLaw(asked)


def _resolved(changes: Sequence[Change], programmes: Sequence[OwnProgramme]) -> np.recarray[Any, Any]:
    months = resolve(current_law(), changes, FIRST_MONTH, LAST_MONTH - FIRST_MONTH + 1, programmes)
    months["ageing"]["dependent_until"] = MONTHS_A_YEAR * (OLDEST_CHILD + 1)
    return months
