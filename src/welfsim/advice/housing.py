"""The rent of a described household that its awards may meet (UC Regs Sch 4)."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.advice.case import Case, CaseNonDependant
from welfsim.advice.claimants import has_own_home
from welfsim.advice.kinds import in_pence
from welfsim.awards.housing import housing_cost_contributions, spare_room_reduction

COUNTS_FROM = 21


class Rent(NamedTuple):
    """A rent in pence a month, within Local Housing Allowance: what spare rooms and other adults take and leave."""

    eligible: int
    spare_rooms: int
    non_dependants: int
    met: int


def counted_non_dependants(case: Case) -> int:
    """Return for how many other adults something is taken (UC Regs Sch 4 paras 13 to 16).

    None where an adult of the claim has daily living of PIP or ADP; a claimant who is blind is not known.
    """
    if any(adult.daily_living != "none" for adult in case.adults):
        return 0
    return sum(_counts(each) for each in case.non_dependants)


def _counts(other: CaseNonDependant) -> bool:
    return other.age >= COUNTS_FROM and other.spared_by == "none"


def rent(case: Case) -> Rent:
    """Return the rent step by step: the lower of rent and allowance, less what spare rooms and other adults take."""
    p = case.policy.universal_credit
    eligible = in_pence(case.rent if case.lha is None else min(case.rent, case.lha))
    spare = int(spare_room_reduction(eligible, case.spare_rooms, p))
    others = int(housing_cost_contributions(eligible - spare, counted_non_dependants(case), p))
    return Rent(eligible, spare, others, eligible - spare - others)


def rent_met(case: Case) -> int:
    """Return the rent that the awards of a household may meet: none of leavers of care under 18."""
    return rent(case).met if has_own_home(case) else 0
