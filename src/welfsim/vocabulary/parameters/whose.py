"""For whom a parameter can differ: for people, for benefit units, for districts, or for nobody.

What a parameter is said of follows from where the month reads it. Some are read of a person, some of a unit, some of a
district, which has one value for all who live there; and some hold for the country as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Whose(StrEnum):
    """Of whom a parameter is said, and so for whom a scenario can change it alone."""

    PERSON = "person"
    UNIT = "unit"
    DISTRICT = "district"
    NOBODY = "nobody"


PROGRAMMES = ("connect_to_work", "workwell", "access_to_work", "ips", "jobs_guarantee")

OF_GROUP: Mapping[str, Whose] = {
    "uprating": Whose.NOBODY,
    "economy": Whose.NOBODY,
    "ageing": Whose.NOBODY,
    "universal_credit": Whose.UNIT,
    "benefit_cap": Whose.UNIT,
    "child_benefit": Whose.UNIT,
    "take_up": Whose.UNIT,
    "scottish_child_payment": Whose.UNIT,
    "childcare": Whose.UNIT,
    "council_tax": Whose.UNIT,
    "coaching": Whose.DISTRICT,
    **dict.fromkeys(PROGRAMMES, Whose.DISTRICT),
}
"""Groups of parameters that are not said of a person."""

APART: Mapping[str, Whose] = {
    **{
        f"universal_credit.{name}": Whose.PERSON
        for name in ("carer", "lcw", "lcwra_protected", "lcwra_new", "health_element_from_age")
    },
    **{
        f"coaching.{name}": Whose.PERSON
        for name in (
            "offered_to",
            "offers_a_year",
            "acceptance_lcwra",
            "acceptance_lcw",
            "acceptance_pip_only",
            "acceptance_ratio_ready_now",
            "acceptance_ratio_not_ready",
            "acceptance_ratio_distrust",
            "distrust",
            "trust",
            "wait_before_giving_up",
            "contact_length_elasticity",
        )
    },
    "economy.labour_demand": Whose.DISTRICT,
    "costs.coach": Whose.DISTRICT,
    "employment.displacement": Whose.DISTRICT,
    "employment.local_demand_elasticity": Whose.NOBODY,
    **{
        f"assessment.{name}": Whose.DISTRICT
        for name in (
            "capacity",
            "reassessments",
            "reassessment_share",
            "prognosis_share",
            "face_to_face_measured",
            "face_to_face_share",
            "face_to_face_time",
        )
    },
    **{
        f"{benefit}.{name}": Whose.DISTRICT
        for benefit in ("pip", "adp")
        for name in ("capacity", "reviews_first", "clearance", "face_to_face", "face_to_face_time")
    },
}
"""Parameters that are said of others than the rest of their group, or than a person."""

SHARED: Mapping[str, str] = {
    "coaching.coaches": "coaches",
    "coaching.coaches_extra": "coaches",
    "coaching.coaches_to_health": "coaches",
    "coaching.coaches_on_health": "coaches",
    "coaching.coaches_earmarked": "coaches",
    "assessment.capacity": "assessors",
    "assessment.reassessments": "assessors",
    "pip.capacity": "assessors",
    "adp.capacity": "assessors",
    **{f"{programme}.places": "places" for programme in PROGRAMMES},
}
"""Amounts of the whole country of which each district has a share: what is shared out."""


def whose(name: str) -> Whose:
    """Return of whom the parameter ``group.name`` is said."""
    return APART.get(name, OF_GROUP.get(name.partition(".")[0], Whose.PERSON))


def can_differ(name: str) -> bool:
    """Say whether the parameter ``group.name`` can differ between people, or between places."""
    return whose(name) is not Whose.NOBODY
