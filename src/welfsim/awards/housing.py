"""What a rent loses before awards meet it: spare bedrooms of a social rent, and other adults of the home."""

from __future__ import annotations

from welfsim.awards.money import pence
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import UniversalCredit


@rule
def spare_room_share(rooms: int, p: UniversalCredit) -> float:
    """Return the share of a social rent that spare bedrooms take (UC Regs Sch 4 para 36)."""
    if rooms == 0:
        return 0.0
    return p.spare_room if rooms == 1 else p.spare_rooms


@rule
def spare_room_reduction(rent: int, rooms: int, p: UniversalCredit) -> int:
    """Return what spare bedrooms take from a month's rent (UC Regs Sch 4 para 36)."""
    return pence(rent * spare_room_share(rooms, p))


@rule
def housing_cost_contributions(rent: int, adults: int, p: UniversalCredit) -> int:
    """Return what other adults of the home take from a month's rent, no more than all of it (UC Regs Sch 4 para 14)."""
    return min(rent, adults * p.non_dependant)
