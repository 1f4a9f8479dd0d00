"""The variables of the Family Resources Survey that are read, by table, with what each means and which codes it has.

Names and meanings are those of the data dictionary of the survey (End User Licence). A code whose meaning is not public
is not here, and a variable that is not here is not read. Amounts are pounds a week.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from welfsim.vocabulary.codes import Activity, Condition, Job, Region, Tenure

YES = 1
YES_NO = {1: "yes", 2: "no"}

NORTHERN_IRELAND = 13
REGIONS: Mapping[int, Region] = {
    1: Region.NORTH_EAST,
    2: Region.NORTH_WEST,
    4: Region.YORKSHIRE_AND_THE_HUMBER,
    5: Region.EAST_MIDLANDS,
    6: Region.WEST_MIDLANDS,
    7: Region.EAST,
    8: Region.LONDON,
    9: Region.SOUTH_EAST,
    10: Region.SOUTH_WEST,
    11: Region.WALES,
    12: Region.SCOTLAND,
}
"""``GVTREGNO``; 3 is not used, and 13 is Northern Ireland, which is left out."""

TENURES: Mapping[int, Tenure] = {
    1: Tenure.SOCIAL_RENT,
    2: Tenure.SOCIAL_RENT,
    3: Tenure.PRIVATE_RENT,
    4: Tenure.PRIVATE_RENT,
    5: Tenure.OWNED,
    6: Tenure.MORTGAGED,
}
"""``PTENTYP2``."""

JOBS: Mapping[int, Job] = {1: Job.FULL_TIME, 2: Job.PART_TIME, 3: Job.FULL_TIME, 4: Job.PART_TIME}
SELF_EMPLOYED = (3, 4)
ACTIVITIES: Mapping[int, Activity] = {
    5: Activity.SEEKING,
    6: Activity.RETIRED,
    7: Activity.STUDYING,
    8: Activity.CARING,
    9: Activity.SICK,
    10: Activity.SICK,
    11: Activity.OTHER,
}
"""``EMPSTATI``: jobs, and what those without one do."""

LONG_TERM_SICK = 9
REDUCED_A_LOT, REDUCED_A_LITTLE = 1, 2
IMPAIRMENTS: Mapping[str, Condition] = {
    "DISD01": Condition.OTHER_PHYSICAL,
    "DISD02": Condition.OTHER_PHYSICAL,
    "DISD03": Condition.MUSCULOSKELETAL,
    "DISD04": Condition.MUSCULOSKELETAL,
    "DISD05": Condition.NEUROLOGICAL,
    "DISD06": Condition.NEUROLOGICAL,
    "DISD07": Condition.MENTAL_HEALTH,
    "DISD08": Condition.OTHER_PHYSICAL,
    "DISD09": Condition.NEUROLOGICAL,
    "DISD10": Condition.OTHER_PHYSICAL,
}
"""Kinds of difficulty, and the group of conditions that each is taken for, which is an assumption."""

UNIVERSAL_CREDIT, ESA, CARERS_ALLOWANCE = 95, 16, 13
DAILY_LIVING = (96, 117, 1)
MOBILITY = (97, 118, 2)
CHILD_CARE = (1, 121)
CHILD_MOBILITY = (2, 122)
INCOME_RELATED = (2, 4)
"""``VAR2`` of ESA; 1 and 3 are contributory."""


class Variable(NamedTuple):
    """One variable of a table.

    Parameters
    ----------
    means
        What it says, in words.
    codes
        Which codes it may have and what each means; none for a number.
    least
        The least that a number may be.
    may_lack
        Whether it may be empty or negative, by which the survey says that it does not apply or is not known.
    """

    means: str
    codes: Mapping[int, str] = {}
    least: float = 0
    may_lack: bool = False


def _named(codes: Mapping[int, object]) -> dict[int, str]:
    return {code: str(getattr(what, "name", what)).lower().replace("_", " ") for code, what in codes.items()}


SERNUM = Variable("the household", least=1)
BENUNIT = Variable("the benefit unit within the household", least=1)
PERSON = Variable("the person within the household", least=1)
SEX = Variable("sex", {1: "male", 2: "female"})

TABLES: Mapping[str, Mapping[str, Variable]] = {
    "househol": {
        "SERNUM": SERNUM,
        "GROSS4": Variable("how many households it stands for"),
        "GVTREGNO": Variable("region", {**_named(REGIONS), NORTHERN_IRELAND: "northern ireland"}),
        "PTENTYP2": Variable("tenure", _named(TENURES), may_lack=True),
        "HHRENT": Variable("rent, pounds a week", may_lack=True),
    },
    "benunit": {
        "SERNUM": SERNUM,
        "BENUNIT": BENUNIT,
        "TOTCAPB3": Variable("savings of the benefit unit, pounds", may_lack=True),
    },
    "adult": {
        "SERNUM": SERNUM,
        "BENUNIT": BENUNIT,
        "PERSON": PERSON,
        "AGE80": Variable("age in years, 80 for 80 and over", least=16),
        "SEX": SEX,
        "EMPSTATI": Variable("employment status", _named({**JOBS, **ACTIVITIES})),
        "INEARNS": Variable("earnings of an employee before tax, pounds a week", may_lack=True),
        "SEINCAM2": Variable("earnings from self-employment, pounds a week", may_lack=True),
        "TOTHOURS": Variable("hours a week", may_lack=True),
        "HEALTH1": Variable("a condition that lasts 12 months or more", YES_NO, may_lack=True),
        "CONDIT": Variable(
            "whether it reduces what the person can do", {1: "a lot", 2: "a little", 3: "not at all"}, may_lack=True
        ),
        "DISCORA1": Variable("disabled by the Equality Act", YES_NO, may_lack=True),
        **{name: Variable("a kind of difficulty", {1: "yes", 2: "no", 3: "no"}, may_lack=True) for name in IMPAIRMENTS},
    },
    "child": {
        "SERNUM": SERNUM,
        "BENUNIT": BENUNIT,
        "PERSON": PERSON,
        "AGE": Variable("age in years"),
        "SEX": SEX,
    },
    "benefits": {
        "SERNUM": SERNUM,
        "BENUNIT": BENUNIT,
        "PERSON": PERSON,
        "BENEFIT": Variable("which benefit", least=1),
        "BENAMT": Variable("how much, pounds a week", may_lack=True),
        "VAR2": Variable("which kind of it", may_lack=True),
    },
}
"""Every variable that is read. Jobs, accounts and assets have tables of their own, whose sums are in these."""
