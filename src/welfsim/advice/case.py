"""A household as an adviser describes it: its fields, what each may hold, and what must hold of all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    ValidationError,
    field_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from welfsim.advice.law import CURRENT, OLDEST_CHILD, AppliedLaw
from welfsim.advice.refusals import cannot_hold
from welfsim.awards.universal_credit import counts_in_education_until
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH
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
        raise wrong(cannot_hold("month", show_month(number)))
    return number


Month = Annotated[int, BeforeValidator(_month), PlainSerializer(show_month)]
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
Savings = Annotated[float, Finite, Field(le=10_000_000, description="0 to 10,000,000 pounds"), Number]
Rate = Annotated[Literal["none", "standard", "enhanced"], Field(description="none, standard or enhanced")]


class Part(BaseModel):
    """A part of a case: what is not asked for is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


def wrong(text: str) -> PydanticCustomError:
    """Return a fault that says in full what is wrong."""
    return PydanticCustomError("household", "{text}", {"text": text})


def refuse(faults: Sequence[str]) -> None:
    """Raise the faults of a field together, if there are any."""
    if faults:
        details = [InitErrorDetails(type=wrong(text), loc=(), input=None) for text in faults]
        raise ValidationError.from_exception_data("household", details)


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

    _since_birthday: int = PrivateAttr(default=0)

    @property
    def since_birthday(self) -> int:
        """Months since the last birthday, which is taken to fall in the month in which the adult is described."""
        return self._since_birthday

    def later(self, months: int) -> Self:
        """Return the adult some months later."""
        months += self._since_birthday
        older = self.model_copy(update={"age": self.age + months // MONTHS_A_YEAR})
        older._since_birthday = months % MONTHS_A_YEAR
        return older

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

    @field_validator("born")
    @classmethod
    def _one_of_two(cls, born: int | None, info: ValidationInfo) -> int | None:
        if "age" in info.data and (born is None) == (info.data["age"] is None):
            raise wrong("give the child's age or its month of birth. Allowed: one of the two")
        return born


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

    _law: AppliedLaw = PrivateAttr(default_factory=lambda: CURRENT)

    @field_validator("adults")
    @classmethod
    def _one_may_claim(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = _month_of(info)
        if adults and not may_claim(adults, month):
            raise wrong(cannot_hold("claimant"))
        return adults

    @field_validator("adults")
    @classmethod
    def _nothing_is_to_come(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month, faults = _month_of(info), []
        for number, each in enumerate(adults, 1):
            for name in ("fit_note", "sick_since", "esa_since", "job_began", "job_ended"):
                began = getattr(each, name)
                if began is not None and began > month:
                    faults.append(
                        f"adult {number}: {name} {show_month(began)} lies after {show_month(month)}. "
                        f"Allowed: a month up to {show_month(month)}"
                    )
            if is_pensioner(each, month) and (each.pay or each.health != "none" or each.esa != "none"):
                faults.append(cannot_hold("pensioner", f"adult {number}"))
        refuse(faults)
        return adults

    @field_validator("children")
    @classmethod
    def _count_as_children(cls, children: tuple[CaseChild, ...], info: ValidationInfo) -> tuple[CaseChild, ...]:
        month, faults = _month_of(info), []
        eldest = max((each.age for each in info.data.get("adults", ())), default=110)
        oldest = min(OLDEST_CHILD, eldest - YOUNGEST_PARENT)
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
            elif age > oldest:
                faults.append(cannot_hold("parent", f"child {number} of {age} and an eldest adult of {eldest}"))
            elif month >= counts_in_education_until(born):
                faults.append(
                    f"child {number} is past 31 August after the 19th birthday, so counts no longer (UC Regs reg 5). "
                    f"Allowed: born {show_month(_earliest_birth(month))} or later"
                )
            elif age >= GROWN and not child.in_education:
                faults.append(
                    f"child {number} is {counted(age, 'year')} old, so counts in approved education alone "
                    "(UC Regs reg 5). Allowed: in_education true, or without this child"
                )
        refuse(faults)
        return children

    @field_validator("savings")
    @classmethod
    def _spare_income_related_esa(cls, savings: float, info: ValidationInfo) -> float:
        adults = info.data.get("adults", ())
        if savings > ESA_SAVINGS and any(each.esa == "income-related" for each in adults):
            raise wrong(cannot_hold("esa_savings", f"£{savings:,.2f}"))
        return savings

    @field_validator("adults")
    @classmethod
    def _have_no_income_that_esa_counts(
        cls, adults: tuple[CaseAdult, ...], info: ValidationInfo
    ) -> tuple[CaseAdult, ...]:
        month, faults = _month_of(info), []
        for number, each in enumerate(adults, 1):
            others = [other for other in adults if other is not each]
            counts = each.carer or each.esa == "new-style" or is_pensioner(each, month)
            if counts and any(other.esa == "income-related" for other in others):
                faults.append(cannot_hold("esa_partner", f"adult {number}"))
        refuse(faults)
        return adults

    @property
    def law(self) -> AppliedLaw:
        """The law that the household is answered under."""
        return self._law

    @property
    def policy(self) -> Policy:
        """The law of the month."""
        return self._law.policy(self.month)

    def under(self, law: AppliedLaw) -> Self:
        """Return the household as answered under some law."""
        case = self.model_copy()
        case._law = law
        return case

    def as_written(self) -> dict[str, Any]:
        """Return the household as it is written in a file: its month, and what differs from what is taken else."""
        return {"month": show_month(self.month), **self.model_dump(exclude_defaults=True)}


def _earliest_birth(month: int) -> int:
    """Return the first month of birth with which a young person in education counts."""
    return next(born for born in range(month - MONTHS_A_YEAR * 20, month) if month < counts_in_education_until(born))


def birth(child: CaseChild, month: int) -> int:
    """Return the month of birth of a child described in some month."""
    return child.born if child.born is not None else month - MONTHS_A_YEAR * (child.age or 0)


def may_claim(adults: Sequence[CaseAdult], month: int) -> bool:
    """Say whether one of the adults described in some month may claim Universal Credit."""
    return any(each.age >= CLAIMS_FROM and not is_pensioner(each, month) for each in adults)


def is_pensioner(adult: CaseAdult, month: int) -> bool:
    """Say whether an adult described in some month has reached State Pension age."""
    born = month - MONTHS_A_YEAR * adult.age - adult.since_birthday
    return month - born >= state_pension_age(born)
