"""A household as an adviser describes it: its fields, what each may hold, and what must hold of all together."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from welfsim.awards.universal_credit import counts_in_education_until
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, current_law, resolve
from welfsim.rules.standing import state_pension_age
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted
from welfsim.yaml_files import FROM_A_FILE

POUND = 100
MOST_CHILDREN = 20
ESA_SAVINGS = 6_000
CLAIMS_FROM = 18
YOUNGEST_PARENT = 12
GROWN = 18
CHILDREN_WITHOUT_ORDER = ("adoption", "non-parental care")
OLDEST_CHILD = 19
EARLIEST = parse_month("1900-01")
LATEST = parse_month("2099-12")


def _month(written: object, info: ValidationInfo) -> int:
    """Read a month, written as 2025-10 or already a number; in a file a number is none, nor ever a bare year."""
    if isinstance(written, int):
        if isinstance(written, bool) or info.context == FROM_A_FILE or not EARLIEST <= written <= LATEST:
            raise ValueError("not a month")
        return written
    return parse_month(str(written))


def _no_switch(written: object) -> object:
    """Refuse yes and no where a number is meant."""
    if isinstance(written, bool):
        raise ValueError("not a number")
    return written


def _month_of(info: ValidationInfo) -> int:
    """Return the month of the case whose further fields are checked; the last with law if it is at fault."""
    return int(info.data.get("month", LAST_MONTH))


def _with_law(number: int) -> int:
    if not FIRST_MONTH <= number <= LAST_MONTH:
        raise ValueError("no law")
    return number


Month = Annotated[int, BeforeValidator(_month)]
MonthOfLaw = Annotated[
    Month,
    AfterValidator(_with_law),
    Field(description=f"{show_month(FIRST_MONTH)} to {show_month(LAST_MONTH)}"),
]
SomeMonth = Annotated[Month | None, Field(description="a month, as 2024-05")]
Switch = Annotated[bool, Field(description="yes or no")]
Number = BeforeValidator(_no_switch)
Finite = Field(ge=0, allow_inf_nan=False)
Pounds = Annotated[float, Finite, Field(le=100_000, description="0 to 100,000 pounds a month"), Number]
SomePounds = Annotated[float | None, Finite, Field(le=100_000, description="0 to 100,000 pounds a month"), Number]
Savings = Annotated[float, Finite, Field(le=10_000_000, description="0 to 10,000,000 pounds"), Number]
Rate = Annotated[Literal["none", "standard", "enhanced"], Field(description="none, standard or enhanced")]


class Part(BaseModel):
    """A part of a case: what is not asked for is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


def wrong(text: str) -> PydanticCustomError:
    """Return a fault that says in full what is wrong."""
    return PydanticCustomError("household", "{text}", {"text": text})


class CaseAdult(Part):
    """One adult. Months are those in which things began; pay is gross, the usual pay of someone off sick."""

    age: Annotated[int, Field(ge=16, le=110, description="16 to 110 years"), Number]
    pay: Pounds = 0.0
    sick_since: SomeMonth = None
    job_began: SomeMonth = None
    job_ended: SomeMonth = None
    health: Annotated[
        Literal["none", "fit-note", "lcw", "lcwra"], Field(description="none, fit-note, lcw or lcwra")
    ] = "none"
    fit_note: SomeMonth = None
    severe_conditions: Switch = False
    terminally_ill: Switch = False
    from_esa: Switch = False
    daily_living: Rate = "none"
    mobility: Rate = "none"
    carer: Switch = False
    esa: Annotated[
        Literal["none", "new-style", "income-related"], Field(description="none, new-style or income-related")
    ] = "none"
    esa_group: Annotated[Literal["assessment", "wrag", "support"], Field(description="assessment, wrag or support")] = (
        "assessment"
    )
    esa_since: SomeMonth = None

    # amounts: the day of the fit note, whom they care for, and what work paid before it ended or paid less
    fit_note_day: Annotated[
        int | None, Field(ge=1, le=31, description="1 to 31, the day of the month of the fit note"), Number
    ] = None
    carers_allowance_claimed: Switch = True
    cares_for: Annotated[str, Field(max_length=100, description="the name of the person cared for")] = ""
    job_pay: SomePounds = None
    pay_before: SomePounds = None
    pay_fell_in: SomeMonth = None

    @field_validator("fit_note_day")
    @classmethod
    def _is_of_a_fit_note(cls, day: int | None, info: ValidationInfo) -> int | None:
        if day is not None and info.data.get("fit_note", 0) is None:
            raise wrong("given without the month. Allowed: with fit_note")
        return day

    @field_validator("carers_allowance_claimed", "cares_for")
    @classmethod
    def _is_a_carer(cls, given: bool | str, info: ValidationInfo) -> bool | str:
        if given != cls.model_fields[str(info.field_name)].default and not info.data.get("carer", True):
            raise wrong("given, though the adult is no carer. Allowed: with carer true")
        return given

    @field_validator("job_pay")
    @classmethod
    def _is_of_an_ended_job(cls, paid: float | None, info: ValidationInfo) -> float | None:
        if paid is not None and info.data.get("job_ended") is None:
            raise wrong("the pay of a job that has ended. Allowed: with job_ended; pay is that of a present job")
        return paid

    @field_validator("pay_fell_in")
    @classmethod
    def _fell_in_a_job(cls, fell: int | None, info: ValidationInfo) -> int | None:
        began, before = info.data.get("job_began"), info.data.get("pay_before", 0.0)
        if (fell is None) != (before is None):
            raise wrong("pay_before and pay_fell_in belong together. Allowed: both of them, or neither")
        if fell is not None and (began is None or fell < began):
            since = show_month(began) if began is not None else "missing"
            raise wrong(f"{show_month(fell)}, with job_began {since}. Allowed: the month of job_began or a later one")
        return fell

    @field_validator("sick_since")
    @classmethod
    def _has_pay(cls, since: int | None, info: ValidationInfo) -> int | None:
        if since is not None and info.data.get("pay") == 0:
            raise wrong("sick pay needs a job. Allowed: a month, with pay above 0")
        return since

    @field_validator("job_ended")
    @classmethod
    def _ended_after_it_began(cls, ended: int | None, info: ValidationInfo) -> int | None:
        began = info.data.get("job_began")
        if ended is not None and began is not None and ended < began:
            raise wrong(f"{show_month(ended)} is before the job began. Allowed: {show_month(began)} or later")
        return ended

    @field_validator("fit_note")
    @classmethod
    def _has_begun(cls, since: int | None, info: ValidationInfo) -> int | None:
        health = info.data.get("health", "none")
        if since is None and health != "none":
            raise wrong(f"missing, though health is {health}. Allowed: the month of the first fit note, as 2024-05")
        return since

    @field_validator("severe_conditions", "terminally_ill", "from_esa")
    @classmethod
    def _is_found(cls, holds: bool, info: ValidationInfo) -> bool:
        health = info.data.get("health", "none")
        if holds and health != "lcwra" and not (info.field_name == "from_esa" and health == "lcw"):
            raise wrong(f"true, though health is {health}. Allowed: with health lcwra and the month of its fit_note")
        return holds

    @field_validator("esa_group")
    @classmethod
    def _agrees_with_health(cls, group: str, info: ValidationInfo) -> str:
        found = info.data.get("health", "none")
        brings = {"support": "lcwra", "wrag": "lcw"}.get(group, found)
        if info.data.get("esa") == "new-style" and found not in (brings, "lcwra"):
            raise wrong(f"{group}, though health is {found}. Allowed: with health {brings}, which it brings in UC")
        return group

    @field_validator("esa_since")
    @classmethod
    def _has_claimed(cls, since: int | None, info: ValidationInfo) -> int | None:
        if since is None and info.data.get("esa", "none") != "none":
            raise wrong("missing, though there is ESA. Allowed: the month in which the claim began, as 2024-05")
        return since


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
    """One household in one month. Rent is what the housing element may meet: after Local Housing Allowance."""

    month: Annotated[MonthOfLaw, Field(validate_default=False)] = parse_month("2025-10")
    adults: Annotated[tuple[CaseAdult, ...], Field(min_length=1, max_length=2, description="one or two adults")]
    children: Annotated[
        tuple[CaseChild, ...], Field(max_length=MOST_CHILDREN, description=f"0 to {MOST_CHILDREN} children")
    ] = ()
    rent: Pounds = 0.0
    savings: Savings = 0.0
    region: Annotated[
        Literal["england", "london", "wales", "scotland"],
        Field(description="england (outside London), london, wales or scotland"),
    ] = "england"
    on_universal_credit: Switch = True
    transitional: Pounds = 0.0
    elements_last_month: Pounds = 0.0

    # amounts: last month's elements by kind, and temporary accommodation
    last_month: Annotated[
        LastMonth | None, Field(description="the elements of last month's award by kind, standard_allowance first")
    ] = None
    temporary_accommodation: Switch = False
    left_temporary_accommodation: SomeMonth = None

    @field_validator("last_month")
    @classmethod
    def _adds_up(cls, elements: LastMonth | None, info: ValidationInfo) -> LastMonth | None:
        total = info.data.get("elements_last_month", 0.0)
        parts = sum(dict(elements).values()) if elements else 0.0
        if elements and total and round((parts - total) * POUND) != 0:
            raise wrong(f"{parts:.2f} together, but elements_last_month {total:.2f}. Allowed: the same, or one of them")
        return elements

    @field_validator("left_temporary_accommodation")
    @classmethod
    def _is_elsewhere(cls, left: int | None, info: ValidationInfo) -> int | None:
        month = _month_of(info)
        if left is not None and info.data.get("temporary_accommodation"):
            raise wrong("given, though the household is in temporary accommodation. Allowed: one of the two")
        if left is not None and left > month:
            raise wrong(f"after {show_month(month)}. Allowed: a month up to {show_month(month)}")
        return left

    @field_validator("adults")
    @classmethod
    def _one_may_claim(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = _month_of(info)
        if adults and not any(each.age >= CLAIMS_FROM and not is_pensioner(each, month) for each in adults):
            raise wrong("nobody may claim. Allowed: one of 18 or over and under State Pension age at least")
        return adults

    @field_validator("adults")
    @classmethod
    def _nothing_is_to_come(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = _month_of(info)
        for number, each in enumerate(adults, 1):
            for name in ("fit_note", "sick_since", "esa_since", "job_began", "job_ended", "pay_fell_in"):
                began = getattr(each, name)
                if began is not None and began > month:
                    raise wrong(
                        f"adult {number}: {name} {show_month(began)} lies after {show_month(month)}. "
                        f"Allowed: a month up to {show_month(month)}"
                    )
            if is_pensioner(each, month) and (each.pay or each.health != "none" or each.esa != "none"):
                raise wrong(
                    f"adult {number} is past State Pension age, so has the full new State Pension alone. "
                    "Allowed: no pay, health or esa"
                )
        return adults

    @field_validator("children")
    @classmethod
    def _count_as_children(cls, children: tuple[CaseChild, ...], info: ValidationInfo) -> tuple[CaseChild, ...]:
        month = _month_of(info)
        eldest = max((each.age for each in info.data.get("adults", ())), default=110)
        oldest = min(OLDEST_CHILD, eldest - YOUNGEST_PARENT)
        for number, child in enumerate(children, 1):
            born = birth(child, month)
            age = (month - born) // MONTHS_A_YEAR
            if not 0 <= age <= oldest:
                raise wrong(
                    f"child {number} is {counted(age, 'year')} old, the eldest adult {eldest}. "
                    f"Allowed: 0 to {oldest}, twelve years younger than a parent"
                )
            if month >= counts_in_education_until(born):
                raise wrong(
                    f"child {number} is past 31 August after the 19th birthday, so counts no longer (UC Regs reg 5). "
                    f"Allowed: born {show_month(_earliest_birth(month))} or later"
                )
            births = [birth(each, month) for each in children]
            if child.two_child_exception == "multiple birth" and births.count(born) == 1:
                raise wrong(
                    f"child {number} is of a multiple birth, but no other is born in {show_month(born)}. "
                    "Allowed: two children at least of one month"
                )
            if age >= GROWN and not child.in_education:
                raise wrong(
                    f"child {number} is {counted(age, 'year')} old, so counts in approved education alone "
                    "(UC Regs reg 5). Allowed: in_education true, or without this child"
                )
        return children

    @field_validator("savings")
    @classmethod
    def _spare_income_related_esa(cls, savings: float, info: ValidationInfo) -> float:
        adults = info.data.get("adults", ())
        if savings > ESA_SAVINGS and any(each.esa == "income-related" for each in adults):
            raise wrong(
                f"above £{ESA_SAVINGS:,}, from which they lower income-related ESA (ESA Regs 2008 reg 118): "
                f"welfsim leaves that out. Allowed: 0 to {ESA_SAVINGS:,} with income-related ESA"
            )
        return savings

    @field_validator("adults")
    @classmethod
    def _have_no_income_that_esa_counts(
        cls, adults: tuple[CaseAdult, ...], info: ValidationInfo
    ) -> tuple[CaseAdult, ...]:
        month = _month_of(info)
        for number, each in enumerate(adults, 1):
            others = [other for other in adults if other is not each]
            counts = each.carer or each.esa == "new-style" or is_pensioner(each, month)
            if counts and any(other.esa == "income-related" for other in others):
                raise wrong(
                    f"adult {number} has a pension, Carer's Allowance or ESA, which lowers the partner's "
                    "income-related ESA: welfsim leaves that out. Allowed: a partner without them"
                )
        return adults

    @cached_property
    def policy(self) -> Policy:
        """The law of the month."""
        return law_of(self.month)


@cache
def law_of(month: int) -> Policy:
    """Return the law of a month; every child of a case has been found to count, whatever its age."""
    law = resolve(current_law(), (), month, 1)
    law["ageing"]["dependent_until"] = MONTHS_A_YEAR * (OLDEST_CHILD + 1)
    return cast("Policy", law[0])


def _earliest_birth(month: int) -> int:
    """Return the first month of birth with which a young person in education counts."""
    return next(born for born in range(month - MONTHS_A_YEAR * 20, month) if month < counts_in_education_until(born))


def birth(child: CaseChild, month: int) -> int:
    """Return the month of birth of a child described in some month."""
    return child.born if child.born is not None else month - MONTHS_A_YEAR * (child.age or 0)


def is_pensioner(adult: CaseAdult, month: int) -> bool:
    """Say whether an adult described in some month has reached State Pension age."""
    born = month - MONTHS_A_YEAR * adult.age
    return month - born >= state_pension_age(born)
