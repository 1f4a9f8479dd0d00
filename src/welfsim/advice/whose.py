"""Whether a change that holds for some people only holds for an adult of a household, by what is described of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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


class Described(NamedTuple):
    """What a household says of one of its adults, in its own words, as far as groups of people go by it."""

    age: int
    region: str
    is_couple: bool
    has_children: bool
    on_universal_credit: bool
    health: str
    has_disability_benefit: bool


def holds_for(adult: Described, group: Group) -> bool:
    """Say whether an adult of a household is in a group.

    Raises
    ------
    HouseholdError
        If the household does not say what the group goes by.
    """
    some = group.some
    fits = some.ages is None or some.ages[0] <= adult.age < some.ages[1]
    for kind, codes in some.of:
        may_be = set(ARE[kind](adult)) if kind in ARE else None
        if may_be is None or (may_be & set(codes) and not may_be <= set(codes)):
            raise HouseholdError(
                f"{group.where}\n"
                f"  The change holds for {some.in_words()} only, and a household does not say its {kind}.\n"
                "  Leave out that change to see the award of others; change it for everybody to see that of these."
            )
        fits = fits and bool(may_be & set(codes))
    return fits


def _benefit(adult: Described) -> tuple[int, ...]:
    name = FINDINGS.get(adult.health, "no_health_journey") if adult.on_universal_credit else "off_uc"
    return CHOICES["benefit"][name]


ARE: dict[str, Callable[[Described], tuple[int, ...]]] = {
    "region": lambda adult: REGIONS[adult.region],
    "nation": lambda adult: (int(NATIONS.get(adult.region, Nation.ENGLAND)),),
    "family": lambda adult: (2 * adult.is_couple + adult.has_children,),
    "benefit": _benefit,
    "disability": lambda adult: (int(adult.has_disability_benefit),),
}
"""By kind of group what an adult of a household may be; several where it is not described more closely."""
