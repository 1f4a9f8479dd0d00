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

    first_person: Annotated[
        Int32,
        Column(
            "Row of the first adult; of an empty unit that of who is to live there", "processes.partnering", Unit.COUNT
        ),
    ]
    adults: Annotated[
        Int8,
        Column(
            "Adults in the unit, present or not: one, two, or none as yet or for now",
            "processes.partnering",
            Unit.COUNT,
        ),
    ]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    counted_in: Annotated[Int16, Column("Row of the accounts, as that of its first adult", "population", Unit.COUNT)]
    parts_month: Annotated[
        Int16,
        Column("Month in which its couple is to part, should it have formed; 0 if never", "population", Unit.MONTH),
    ]
    leaves_to: Annotated[
        Int32, Column("Row of the unit to which the man then goes; 0 if none", "processes.partnering", Unit.COUNT)
    ]
    joins_month: Annotated[
        Int16, Column("Month in which its woman is to form a couple; 0 if never", "population", Unit.MONTH)
    ]
    joins: Annotated[Int8, Column("From her row to that of the man: 1 or -1; 0 for nobody", "population", Unit.COUNT)]
    child_1_birth: Annotated[
        Int16, Column("Month of birth of the eldest child; 0 if none", "rules.children", Unit.MONTH)
    ]
    child_2_birth: Annotated[
        Int16, Column("Month of birth of the second child; 0 if none", "rules.children", Unit.MONTH)
    ]
    child_3_birth: Annotated[
        Int16, Column("Month of birth of the third child; 0 if none", "rules.children", Unit.MONTH)
    ]
    child_4_birth: Annotated[
        Int16,
        Column(
            "Month of birth of the fourth child; 0 if none; further children are left out",
            "rules.children",
            Unit.MONTH,
        ),
    ]
    disabled_children_lower: Annotated[
        Int8, Column("Children with the lower disabled child addition", "rules.children", Unit.COUNT)
    ]
    disabled_children_higher: Annotated[
        Int8, Column("Children with the higher disabled child addition", "rules.children", Unit.COUNT)
    ]
    tenure: Annotated[Int8, Column("Housing tenure", "processes.partnering", codes=Tenure)]
    rent: Annotated[
        Int32,
        Column("Eligible rent at April 2025 rents, after the stated limit", "processes.partnering", Unit.PENCE_A_MONTH),
    ]
    capital: Annotated[Int32, Column("Savings counted by UC", "processes.partnering", Unit.PENCE)]
    home_month: Annotated[
        Int16,
        Column("Month in which its adult, if alone, leaves the parents' home; 0 if never", "population", Unit.MONTH),
    ]
    home_tenure: Annotated[Int8, Column("Tenure of the home then taken", "population", codes=Tenure)]
    home_rent: Annotated[Int32, Column("Rent of that home, as `rent`", "population", Unit.PENCE_A_MONTH)]
    joint_tenure: Annotated[
        Int8, Column("Tenure of the home of the couple that is to form", "population", codes=Tenure)
    ]
    joint_rent: Annotated[Int32, Column("Rent of that home, as `rent`", "population", Unit.PENCE_A_MONTH)]
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
