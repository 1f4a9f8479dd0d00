"""Scenarios and packages that were shipped once: what to write instead of their names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LASTING = "redeploy_1000_coaches is the move as it happened, and the coaches stay: write redeploy_1000_coaches"
_AT_NEED = "with --against coaches_at_need --set coaching.coaches_extra=2025-04:1790"
_IN_SHORTAGE = "with --against coach_shortfall --set coaching.coaches_extra=2025-04:-2100"
_LENGTH = "write redeploy_1000_coaches_announced with --set coaching.contact_minutes=2025-04:{},2026-04:null"

RETIRED: Mapping[str, str] = MappingProxyType(
    {
        "redeploy_1000_coaches_permanent": _LASTING,
        "redeploy_1000_coaches_at_need": f"write redeploy_1000_coaches_ending {_AT_NEED}",
        "redeploy_1000_coaches_permanent_at_need": f"write redeploy_1000_coaches {_AT_NEED}",
        "redeploy_1000_coaches_in_shortage": f"write redeploy_1000_coaches_ending {_IN_SHORTAGE}",
        "redeploy_1000_coaches_permanent_in_shortage": f"write redeploy_1000_coaches {_IN_SHORTAGE}",
        "added_1000_coaches_at_need": (
            f"write added_1000_coaches {_AT_NEED},2025-07:2040,2025-08:2290,2025-09:2540,2025-10:2790"
        ),
        "added_1000_coaches_in_shortage": (
            f"write added_1000_coaches {_IN_SHORTAGE},2025-07:-1850,2025-08:-1600,2025-09:-1350,2025-10:-1100"
        ),
        "redeploy_65000_contacts_of_10": _LENGTH.format(10),
        "redeploy_65000_contacts_of_30": "write redeploy_1000_coaches_announced",
        "redeploy_65000_contacts_of_60": _LENGTH.format(60),
        "coaches_moved_for_a_year": "write packages: [coaches_moved_for_good], and null from 2026-04 on under reform",
        "coaches_moved_at_once": "write coaching.coaches_to_health: {2025-04: 1000, 2026-04: null} under reform",
        "need_met": "write coaching.coaches_extra: {2025-04: 1790} under reform",
        "shortage_doubled": "write coaching.coaches_extra: -2100 under reform",
    }
)


def retired(name: str) -> str:
    """Say what to write instead of a scenario or package that is shipped no more; an empty text of other names."""
    instead = RETIRED.get(name.removesuffix(".yaml"), "")
    return f"It is shipped no more: {instead}" if instead else ""
