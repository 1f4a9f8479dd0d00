"""The columns of benefit units: children, home, savings, and their Universal Credit."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.codes import (
    Tenure,
)
from welfsim.vocabulary.fields import (
    Column,
    Int8,
    Int16,
    Int32,
    UInt16,
    Unit,
)

MAX_CHILDREN = 4


class BenefitUnits(NamedTuple):
    """One row a benefit unit: one or two adults and their dependent children."""

    first_person: Annotated[Int32, Column("Row of the first adult", "population", Unit.COUNT)]
    adults: Annotated[Int8, Column("Adults in the unit, one or two, present or not", "population", Unit.COUNT)]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    child_1_birth: Annotated[
        Int16, Column("Month of birth of the eldest child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_2_birth: Annotated[
        Int16, Column("Month of birth of the second child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_3_birth: Annotated[
        Int16, Column("Month of birth of the third child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_4_birth: Annotated[
        Int16,
        Column(
            "Month of birth of the fourth child; 0 if none; further children are left out",
            "processes.ageing",
            Unit.MONTH,
        ),
    ]
    disabled_children_lower: Annotated[
        Int8, Column("Children with the lower disabled child addition", "processes.disabled_children", Unit.COUNT)
    ]
    disabled_children_higher: Annotated[
        Int8, Column("Children with the higher disabled child addition", "processes.disabled_children", Unit.COUNT)
    ]
    tenure: Annotated[Int8, Column("Housing tenure", "population", codes=Tenure)]
    rent: Annotated[
        Int32,
        Column("Eligible rent at April 2025 rents, after the stated limit", "population", Unit.PENCE_A_MONTH),
    ]
    capital: Annotated[Int32, Column("Savings counted by UC", "population", Unit.PENCE)]
    take_up: Annotated[UInt16, Column("Latent rank in claiming UC, 0 the first to claim", "population", Unit.COUNT)]
    childcare: Annotated[
        UInt16, Column("Latent rank in paying for childcare at work, 0 the first to pay", "population", Unit.COUNT)
    ]
    uc_since: Annotated[
        Int16,
        Column(
            "Month in which the present UC claim began; 0 if none",
            "rules.credit_claims",
            Unit.MONTH,
        ),
    ]
    uc_nil_since: Annotated[
        Int16,
        Column(
            "First month of a run of nil awards on an open claim; 0 if none",
            "rules.credit_claims",
            Unit.MONTH,
        ),
    ]
    uc_award: Annotated[Int32, Column("UC payable this month", "rules.credit_claims", Unit.PENCE_A_MONTH)]
    transitional_element: Annotated[
        Int32,
        Column(
            "Transitional element still in the award",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]
    last_standard_allowance: Annotated[
        Int32,
        Column("Standard allowance of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_child: Annotated[
        Int32, Column("Child elements of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_disabled_child: Annotated[
        Int32, Column("Disabled child additions of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_housing: Annotated[
        Int32, Column("Housing element of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_first_carer: Annotated[
        Int32,
        Column("Carer element of last month's award: first adult", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_second_carer: Annotated[
        Int32,
        Column("Carer element of last month's award: second adult", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_first_health: Annotated[
        Int32,
        Column(
            "LCW or LCWRA element of last month's award: first adult",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]
    last_second_health: Annotated[
        Int32,
        Column(
            "LCW or LCWRA element of last month's award: second adult",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]
