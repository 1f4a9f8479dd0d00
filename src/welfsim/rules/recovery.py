"""Recovery from limiting illness by how long it has lasted, which sets the spells of those who are ill as well."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Health


@rule
def recovery_by_spell(spell: int, p: Health) -> float:
    """Return the monthly hazard of recovery after a limiting spell of some months, at the mean of all else.

    Steps at 24 and 48 months. For the limited. Source: Burchardt 2000, in `health.recovery_*`.
    """
    if spell >= 48:
        return p.recovery_after_year_4
    return p.recovery_years_3_and_4 if spell >= 24 else p.recovery_to_year_2
