"""A household as an adviser describes it: its fields, what each may hold, and what must hold of all together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, field_validator
from pydantic_core.core_schema import ValidationInfo

from welfsim.advice.adult import CaseAdult, is_pensioner
from welfsim.advice.kinds import (
    POUND,
    Finite,
    MonthOfLaw,
    Number,
    Part,
    Pounds,
    Savings,
    SomeMonth,
    Switch,
    month_of,
    refuse,
    wrong,
)
from welfsim.advice.law import CURRENT, OLDEST_CHILD, AppliedLaw
from welfsim.advice.refusals import cannot_hold
from welfsim.advice.whose import Described, holds_for
from welfsim.awards.childcare import may_be_in_care
from welfsim.awards.household import AS_OF_UNIT, OwnRates
from welfsim.awards.universal_credit import counts_in_education_until
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted

MOST_CHILDREN = 20
FLOOR_FROM_AGE = 3
GROWN = 18
CHILDREN_WITHOUT_ORDER = ("adoption", "non-parental care")


class CaseChild(Part):
    """One child, by month of birth or by age in whole years, the birthday taken to be this month.

    At 16 and 17 a child is taken to be in education; at 18 and 19 it counts if `in_education`, approved and begun
    before 19, until 31 August after the 19th birthday (UC Regs reg 5).
    """

    age: Annotated[int | None, Field(ge=0, le=OLDEST_CHILD, description=f"0 to {OLDEST_CHILD} years"), Number] = None
    born: SomeMonth = None
    in_education: Switch = False
    disability: Annotated[Literal["none", "lower", "higher"], Field(description="none, lower or higher")] = "none"
    two_child_exception: Annotated[
        Literal["none", "multiple birth", "adoption", "non-parental care", "non-consensual conception"],
        Field(description="none, multiple birth, adoption, non-parental care or non-consensual conception"),
    ] = "none"

    @field_validator("born")
    @classmethod
    def _one_of_two(cls, born: int | None, info: ValidationInfo) -> int | None:
        if "age" in info.data and (born is None) == (info.data["age"] is None):
            raise wrong("give the child's age or its month of birth. Allowed: one of the two")
        return born


class CaseNonDependant(Part):
    """Another adult of the home, a grown child for example: each lowers the housing element, unless spared."""

    age: Annotated[int, Field(ge=16, le=110, description="16 to 110 years"), Number]
    spared_by: Annotated[
        Literal["none", "disability", "carer", "young-child", "pension-credit", "prison", "armed-forces"],
        Field(description="none, disability, carer, young-child, pension-credit, prison or armed-forces"),
    ] = "none"


class LastMonth(Part):
    """The elements of last month's award: a rise in any of them erodes the transitional element (TP Regs reg 55)."""

    standard_allowance: Annotated[
        float, Finite, Field(gt=0, le=100_000, description="above 0, to 100,000 pounds a month"), Number
    ]
    child_elements: Pounds = 0.0
    disabled_child_additions: Pounds = 0.0
    housing: Pounds = 0.0
    carer_element: Pounds = 0.0
    health_element: Pounds = 0.0


class Case(Part):
    """One household in one month. Rent is before what Local Housing Allowance, spare rooms and other adults take.

    `childcare_costs` are charges of registered care, paid so that adults can work, for `childcare_children` of the
    children: unless given for all who are young enough.
    """

    month: Annotated[MonthOfLaw, Field(validate_default=False)] = parse_month("2025-10")
    adults: Annotated[tuple[CaseAdult, ...], Field(min_length=1, max_length=2, description="one or two adults")]
    children: Annotated[
        tuple[CaseChild, ...], Field(max_length=MOST_CHILDREN, description=f"0 to {MOST_CHILDREN} children")
    ] = ()
    savings: Savings = 0.0
    # the home
    rent: Pounds = 0.0
    region: Annotated[
        Literal["england", "london", "wales", "scotland"],
        Field(description="england (outside London), london, wales or scotland"),
    ] = "england"
    lha: Annotated[float | None, Finite, Field(le=100_000, description="0 to 100,000 pounds a month"), Number] = None
    spare_rooms: Annotated[int, Field(ge=0, le=20, description="0 to 20 bedrooms"), Number] = 0
    non_dependants: Annotated[
        tuple[CaseNonDependant, ...], Field(max_length=20, description="0 to 20 other adults")
    ] = ()
    lives_alone: Switch = False
    paid_carer: Switch = False
    temporary_accommodation: Switch = False
    left_temporary_accommodation: SomeMonth = None
    # childcare
    childcare_costs: Pounds = 0.0
    childcare_children: Annotated[
        int | None, Field(ge=1, le=MOST_CHILDREN, description=f"1 to {MOST_CHILDREN} children"), Number
    ] = None
    # the claim
    on_universal_credit: Switch = True
    uc_claimed: SomeMonth = None
    uc_ended: SomeMonth = None
    transitional: Pounds = 0.0
    elements_last_month: Pounds = 0.0
    last_month: Annotated[
        LastMonth | None, Field(description="the elements of last month's award by kind, standard_allowance first")
    ] = None

    _law: AppliedLaw = PrivateAttr(default_factory=lambda: CURRENT)
    _of_adults: tuple[AppliedLaw, ...] = PrivateAttr(default=())

    @property
    def law(self) -> AppliedLaw:
        """The law that the household is answered under."""
        return self._law

    @property
    def policy(self) -> Policy:
        """The law of the month."""
        return self._law.policy(self.month)

    def rates_of(self, number: int) -> OwnRates:
        """Return by how much the elements of an adult are above those of the household's law, which is the first's."""
        if number > len(self._of_adults) or self._of_adults[number - 1] is self._law:
            return AS_OF_UNIT
        own, of_unit = (law.policy(self.month).universal_credit for law in (self._of_adults[number - 1], self._law))
        return OwnRates(*(int(getattr(own, name) - getattr(of_unit, name)) for name in OwnRates._fields))

    def _described(self, adult: CaseAdult) -> Described:
        """Return what is said of an adult, as far as groups of people go by it."""
        return Described(
            age=adult.age,
            region=self.region,
            is_couple=len(self.adults) > 1,
            has_children=len(self.children) > 0,
            on_universal_credit=self.on_universal_credit,
            health=adult.health,
            has_disability_benefit=adult.daily_living != "none" or adult.mobility != "none",
        )

    def under(self, law: AppliedLaw) -> Self:
        """Return the household as answered under some law."""
        case = self.model_copy()
        adults = [self._described(adult) for adult in self.adults]
        case._of_adults = tuple(law.for_whom(partial(holds_for, adult)) for adult in adults)
        case._law = case._of_adults[0]
        return case

    def as_written(self) -> dict[str, Any]:
        """Return the household as it is written in a file: its month, and what differs from what is taken else."""
        return {"month": show_month(self.month), **self.model_dump(exclude_defaults=True)}

    @field_validator("adults")
    @classmethod
    def _are_of_their_month(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = month_of(info)
        refuse([fault for number, each in enumerate(adults, 1) for fault in _faults_of(each, number, month)])
        return adults

    @field_validator("children")
    @classmethod
    def _count_as_children(cls, children: tuple[CaseChild, ...], info: ValidationInfo) -> tuple[CaseChild, ...]:
        month, faults = month_of(info), []
        births = [birth(child, month) for child in children]
        for number, child in enumerate(children, 1):
            born = birth(child, month)
            age = (month - born) // MONTHS_A_YEAR
            if age < 0:
                faults.append(
                    f"child {number}: born {show_month(born)} lies after {show_month(month)}. "
                    f"Allowed: a month up to {show_month(month)}"
                )
            elif age > OLDEST_CHILD:
                faults.append(f"child {number} is {counted(age, 'year')} old. Allowed: 0 to {OLDEST_CHILD} years")
            elif month >= counts_in_education_until(born):
                faults.append(
                    f"child {number} is past 31 August after the 19th birthday, so counts no longer (UC Regs reg 5). "
                    f"Allowed: born {show_month(_earliest_birth(month))} or later"
                )
            elif child.two_child_exception == "multiple birth" and births.count(born) == 1:
                faults.append(
                    f"child {number} is of a multiple birth, but no other is born in {show_month(born)}. "
                    "Allowed: two children at least of one month"
                )
            elif age >= GROWN and not child.in_education:
                faults.append(
                    f"child {number} is {counted(age, 'year')} old, so counts in approved education alone "
                    "(UC Regs reg 5). Allowed: in_education true, or without this child"
                )
        refuse(faults)
        return children

    @field_validator("children")
    @classmethod
    def _are_no_reason_against_the_floor(
        cls, children: tuple[CaseChild, ...], info: ValidationInfo
    ) -> tuple[CaseChild, ...]:
        adults = info.data.get("adults", ())
        if len(adults) == 1 and adults[0].minimum_income_floor and _has_young_child(children, month_of(info)):
            raise wrong(
                "a child under 3 lifts the minimum income floor of a lone parent (UC Regs reg 62). Allowed: false"
            )
        return children

    @field_validator("spare_rooms")
    @classmethod
    def _are_of_a_social_rent(cls, rooms: int, info: ValidationInfo) -> int:
        if rooms and info.data.get("lha") is not None:
            raise wrong(
                f"{counted(rooms, 'spare room')} with Local Housing Allowance: a social rent has the one, a private "
                "rent the other. Allowed: one of the two"
            )
        return rooms

    @field_validator("non_dependants")
    @classmethod
    def _are_of_universal_credit(
        cls, others: tuple[CaseNonDependant, ...], info: ValidationInfo
    ) -> tuple[CaseNonDependant, ...]:
        if others and any(each.esa == "income-related" for each in info.data.get("adults", ())):
            raise wrong(cannot_hold("esa_other_adults", counted(len(others), "other adult")))
        return others

    @field_validator("lives_alone")
    @classmethod
    def _is_alone(cls, alone: bool, info: ValidationInfo) -> bool:
        if alone and info.data.get("non_dependants"):
            raise wrong("true, though there are non_dependants. Allowed: one of the two")
        return alone

    @field_validator("childcare_costs", "childcare_children")
    @classmethod
    def _is_for_children(cls, given: float | None, info: ValidationInfo) -> float | None:
        month = month_of(info)
        able = sum(bool(may_be_in_care(birth(child, month), month)) for child in info.data.get("children", ()))
        if given and "children" in info.data and able < (given if info.field_name == "childcare_children" else 1):
            raise wrong(
                f"childcare for more children than the {able} before 1 September after the 16th birthday "
                "(UC Regs reg 33). Allowed: costs of such children"
            )
        return given

    @field_validator("left_temporary_accommodation")
    @classmethod
    def _is_elsewhere(cls, left: int | None, info: ValidationInfo) -> int | None:
        month = month_of(info)
        if left is not None and info.data.get("temporary_accommodation"):
            raise wrong("given, though the household is in temporary accommodation. Allowed: one of the two")
        if left is not None and left > month:
            raise wrong(f"after {show_month(month)}. Allowed: a month up to {show_month(month)}")
        return left

    @field_validator("last_month")
    @classmethod
    def _adds_up(cls, elements: LastMonth | None, info: ValidationInfo) -> LastMonth | None:
        total = info.data.get("elements_last_month", 0.0)
        parts = sum(dict(elements).values()) if elements else 0.0
        if elements and total and round((parts - total) * POUND) != 0:
            raise wrong(f"{parts:.2f} together, but elements_last_month {total:.2f}. Allowed: the same, or one of them")
        return elements

    @field_validator("uc_claimed")
    @classmethod
    def _claimed_by_now(cls, claimed: int | None, info: ValidationInfo) -> int | None:
        month = month_of(info)
        if claimed is not None and claimed > month:
            raise wrong(f"{show_month(claimed)} lies after {show_month(month)}. Allowed: up to {show_month(month)}")
        return claimed

    @field_validator("uc_ended")
    @classmethod
    def _ended_before_this_claim(cls, ended: int | None, info: ValidationInfo) -> int | None:
        claimed = info.data.get("uc_claimed")
        if ended is not None and (claimed is None or ended > claimed):
            raise wrong(
                "the month in which earnings ended an earlier award. Allowed: with uc_claimed, a month up to it, in "
                "which Universal Credit was claimed again"
            )
        return ended


def _has_young_child(children: tuple[CaseChild, ...], month: int) -> bool:
    """Say whether a child is so young that nobody asks the parent responsible for it to search."""
    return any(month - birth(child, month) < FLOOR_FROM_AGE * MONTHS_A_YEAR for child in children)


def is_lone_parent_of_young(case: Case) -> bool:
    """Say whether a household is a lone parent with a child under 3; of a couple it is not known who is responsible."""
    return len(case.adults) == 1 and _has_young_child(case.children, case.month)


def _faults_of(adult: CaseAdult, number: int, month: int) -> Iterator[str]:
    """Yield what of an adult is still to come in a month, or does not go with its age."""
    for name, began in adult.to_come(month):
        yield (
            f"adult {number}: {name} {show_month(began)} lies after {show_month(month)}. "
            f"Allowed: a month up to {show_month(month)}"
        )
    retired, has_allowance = is_pensioner(adult, month), adult.attendance_allowance != "none"
    if retired and adult.esa != "none":
        yield f"adult {number} is past State Pension age, where ESA ends. Allowed: esa none"
    if retired and adult.minimum_income_floor:
        yield f"adult {number}: minimum_income_floor true past State Pension age. Allowed: false"
    if retired and has_allowance and (adult.daily_living, adult.mobility) != ("none", "none"):
        yield (
            f"adult {number} has Attendance Allowance and PIP or ADP, of which the law pays one. Allowed: one of them"
        )
    if not retired and (adult.state_pension_week is not None or has_allowance):
        yield f"adult {number} is under State Pension age. Allowed: no state_pension_week or attendance_allowance"


def _earliest_birth(month: int) -> int:
    """Return the first month of birth with which a young person in education counts."""
    return next(born for born in range(month - MONTHS_A_YEAR * 20, month) if month < counts_in_education_until(born))


def birth(child: CaseChild, month: int) -> int:
    """Return the month of birth of a child described in some month."""
    return child.born if child.born is not None else month - MONTHS_A_YEAR * (child.age or 0)
