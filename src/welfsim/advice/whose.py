"""Whose law a household is under: a change for some people only holds for an adult by what is described of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from welfsim.advice.case import Case
from welfsim.advice.law import AppliedLaw
from welfsim.errors import HouseholdError
from welfsim.policy.own_laws import Group
from welfsim.policy.some import CHOICES
from welfsim.vocabulary.codes import Nation, Region

ELSEWHERE_IN_ENGLAND = tuple(
    int(region) for region in Region if region not in (Region.LONDON, Region.WALES, Region.SCOTLAND)
)
REGIONS = {
    "london": (int(Region.LONDON),),
    "wales": (int(Region.WALES),),
    "scotland": (int(Region.SCOTLAND),),
    "england": ELSEWHERE_IN_ENGLAND,
}
NATIONS = {"wales": Nation.WALES, "scotland": Nation.SCOTLAND}
FINDINGS = {"fit-note": "pre_wca", "lcw": "lcw", "lcwra": "lcwra"}


def under(case: Case, law: AppliedLaw) -> Case:
    """Return a household as answered under some law, each adult under what it is for them.

    Raises
    ------
    HouseholdError
        If the household does not say what a group goes by for whom alone something is changed.
    """
    return case.at_laws(tuple(law.for_whom(partial(holds_for, case, n)) for n in range(1, len(case.adults) + 1)))


def holds_for(case: Case, number: int, group: Group) -> bool:
    """Say whether an adult of a household, the first or the second, is in a group.

    Raises
    ------
    HouseholdError
        If the household does not say what the group goes by.
    """
    some, age = group.some, case.adults[number - 1].age
    fits = some.ages is None or some.ages[0] <= age < some.ages[1]
    for kind, codes in some.of:
        if kind not in ARE:
            raise HouseholdError(_unknown(group, kind))
        of_adult = set(ARE[kind](case, number))
        if of_adult <= set(codes):
            continue
        if of_adult & set(codes):
            raise HouseholdError(_unknown(group, kind))
        fits = False
    return fits


def _unknown(group: Group, kind: str) -> str:
    return (
        f"{group.where}\n"
        f"  The change holds for {group.some.in_words()} only, and a household does not say its {kind}.\n"
        "  Leave out that change to see the award of others; change it for everybody to see that of these."
    )


def _family(case: Case, number: int) -> tuple[int, ...]:
    return (2 * (len(case.adults) > 1) + (len(case.children) > 0),)


def _benefit(case: Case, number: int) -> tuple[int, ...]:
    health = case.adults[number - 1].health
    name = FINDINGS.get(health, "no_health_journey") if case.on_universal_credit else "off_uc"
    return CHOICES["benefit"][name]


def _disability(case: Case, number: int) -> tuple[int, ...]:
    adult = case.adults[number - 1]
    return (int(adult.daily_living != "none" or adult.mobility != "none"),)


ARE: dict[str, Callable[[Case, int], tuple[int, ...]]] = {
    "region": lambda case, number: REGIONS[case.region],
    "nation": lambda case, number: (int(NATIONS.get(case.region, Nation.ENGLAND)),),
    "family": _family,
    "benefit": _benefit,
    "disability": _disability,
}
"""By kind of group what an adult of a household may be; several where it is not described more closely."""
