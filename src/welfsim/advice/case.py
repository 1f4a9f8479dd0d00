"""A household as an adviser describes it, checked as a whole, and as the rules of awards see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from welfsim.awards.employment_support import has_reached_time_limit
from welfsim.awards.household import NO_ADULT, Adult, Household
from welfsim.awards.money import monthly
from welfsim.awards.sick_pay import sick_pay
from welfsim.awards.universal_credit import (
    child_element,
    counts_in_education_until,
    holds_protected_rate,
    is_in_cap_grace,
    lcwra_payable_from,
)
from welfsim.errors import MOST_FAULTS, HouseholdError
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, current_law, resolve
from welfsim.rules.standing import state_pension_age
from welfsim.text.written import nearest, shortened
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted
from welfsim.yaml_files import FROM_A_FILE, LONGEST_PATH, UnreadableError, read_yaml

POUND = 100
MOST_CHILDREN = 4
ESA_SAVINGS = 6_000
CLAIMS_FROM = 18
YOUNGEST_PARENT = 12
GROWN = 18
OLDEST_CHILD = 19
EARLIEST = parse_month("1900-01")
LATEST = parse_month("2099-12")
YOUNG_UNTIL = 25

HEALTH = {
    "none": HealthGroup.NONE,
    "fit-note": HealthGroup.PRE_WCA,
    "lcw": HealthGroup.LCW,
    "lcwra": HealthGroup.LCWRA,
}
RATES = {"none": PipRate.NONE, "standard": PipRate.STANDARD, "enhanced": PipRate.ENHANCED}
ESA = {"none": EsaKind.NONE, "new-style": EsaKind.NEW_STYLE, "income-related": EsaKind.INCOME_RELATED}
LEFT_OUT = """\
Left out: look at these by hand.
- Local Housing Allowance and spare bedrooms: rent counts as given, so give what they leave of it.
- Deductions for non-dependants; the housing of owners.
- Tax on taxable benefits: Carer's Allowance, new-style ESA and State Pension are shown before tax.
- Carer's Allowance not claimed: every carer is taken to receive it, and it is taken from the award.
- In income-related ESA premiums for severe disability, carers and pensioners, and a partner's work.
- The benefit cap on Housing Benefit beside income-related ESA.
- Attendance Allowance, industrial injuries and war pensions, which spare the benefit cap.
- LCWRA waits as if the fit note opened an assessment period; else it is payable a month later.
- Until April 2026 the exceptions to the two-child limit.
- A fifth child and further ones. A child of 16 or 17 is taken to be in education.
- Childcare, Council Tax Reduction, free school meals and other passported help.
- Sanctions, advances and repayments; surplus earnings.
- Self-employment and the minimum income floor; pension contributions, student loans.
- The High Income Child Benefit Charge."""

ESA_GROUPS = {"assessment": EsaGroup.ASSESSMENT, "wrag": EsaGroup.WRAG, "support": EsaGroup.SUPPORT}


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
    children: Annotated[tuple[CaseChild, ...], Field(description=f"0 to {MOST_CHILDREN} children")] = ()
    rent: Pounds = 0.0
    savings: Savings = 0.0
    region: Annotated[
        Literal["england", "london", "wales", "scotland"],
        Field(description="england (outside London), london, wales or scotland"),
    ] = "england"
    on_universal_credit: Switch = True
    transitional: Pounds = 0.0
    elements_last_month: Pounds = 0.0

    @field_validator("adults")
    @classmethod
    def _one_may_claim(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = info.data.get("month", LAST_MONTH)
        if adults and not any(each.age >= CLAIMS_FROM and not _is_pensioner(each, month) for each in adults):
            raise wrong("nobody may claim. Allowed: one of 18 or over and under State Pension age at least")
        return adults

    @field_validator("adults")
    @classmethod
    def _nothing_is_to_come(cls, adults: tuple[CaseAdult, ...], info: ValidationInfo) -> tuple[CaseAdult, ...]:
        month = info.data.get("month", LAST_MONTH)
        for number, each in enumerate(adults, 1):
            for name in ("fit_note", "sick_since", "esa_since", "job_began", "job_ended"):
                began = getattr(each, name)
                if began is not None and began > month:
                    raise wrong(
                        f"adult {number}: {name} {show_month(began)} lies after {show_month(month)}. "
                        f"Allowed: a month up to {show_month(month)}"
                    )
            if _is_pensioner(each, month) and (each.pay or each.health != "none" or each.esa != "none"):
                raise wrong(
                    f"adult {number} is past State Pension age, so has the full new State Pension alone. "
                    "Allowed: no pay, health or esa"
                )
        return adults

    @field_validator("children")
    @classmethod
    def _count_as_children(cls, children: tuple[CaseChild, ...], info: ValidationInfo) -> tuple[CaseChild, ...]:
        month = info.data.get("month", LAST_MONTH)
        eldest = max((each.age for each in info.data.get("adults", ())), default=110)
        oldest = min(OLDEST_CHILD, eldest - YOUNGEST_PARENT)
        for number, child in enumerate(children, 1):
            born = _birth(child, month)
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
            if age >= GROWN and not child.in_education:
                raise wrong(
                    f"child {number} is {counted(age, 'year')} old, so counts in approved education alone "
                    "(UC Regs reg 5). Allowed: in_education true, or without this child"
                )
        return children

    @field_validator("children")
    @classmethod
    def _as_many_as_fit(cls, children: tuple[CaseChild, ...], info: ValidationInfo) -> tuple[CaseChild, ...]:
        month = info.data.get("month", LAST_MONTH)
        births = sorted(_birth(child, month) for child in children)
        further = births[MOST_CHILDREN:]
        if further:
            policy = _law_of(month)
            elements = sum(child_element(born, MOST_CHILDREN, policy.universal_credit) for born in further)
            benefit = monthly(len(further) * policy.child_benefit.other)
            raise wrong(
                f"{len(children)} of them, more than the {MOST_CHILDREN} that welfsim can hold: its own limit, not the "
                f"law's. Leave out the youngest and add by hand £{elements / POUND:,.2f} a month of child elements and "
                f"£{benefit / POUND:,.2f} of Child Benefit, which counts towards the benefit cap. "
                f"Allowed: 0 to {MOST_CHILDREN} children"
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
        month = info.data.get("month", LAST_MONTH)
        for number, each in enumerate(adults, 1):
            others = [other for other in adults if other is not each]
            counts = each.carer or each.esa == "new-style" or _is_pensioner(each, month)
            if counts and any(other.esa == "income-related" for other in others):
                raise wrong(
                    f"adult {number} has a pension, Carer's Allowance or ESA, which lowers the partner's "
                    "income-related ESA: welfsim leaves that out. Allowed: a partner without them"
                )
        return adults

    @cached_property
    def policy(self) -> Policy:
        """The law of the month."""
        return _law_of(self.month)

    def household(self) -> Household:
        """Return the household as the rules of awards see it."""
        first, *others = [_adult(each, self) for each in self.adults]
        births = sorted(_birth(child, self.month) for child in self.children)
        born = [*births, 0, 0, 0, 0][:MOST_CHILDREN]
        disability = [child.disability for child in self.children]
        return Household(
            first=first,
            second=others[0] if others else NO_ADULT,
            child_1_birth=born[0],
            child_2_birth=born[1],
            child_3_birth=born[2],
            child_4_birth=born[3],
            disabled_lower=disability.count("lower"),
            disabled_higher=disability.count("higher"),
            in_london=self.region == "london",
            rent=_pence(self.rent),
            capital=_pence(self.savings),
            transitional_element=_pence(self.transitional),
            limited_elements=_pence(self.elements_last_month),
        )


@cache
def _law_of(month: int) -> Policy:
    """Return the law of a month; every child of a case has been found to count, whatever its age."""
    law = resolve(current_law(), (), month, 1)
    law["ageing"]["dependent_until"] = MONTHS_A_YEAR * (OLDEST_CHILD + 1)
    return cast("Policy", law[0])


def _earliest_birth(month: int) -> int:
    """Return the first month of birth with which a young person in education counts."""
    return next(born for born in range(month - MONTHS_A_YEAR * 20, month) if month < counts_in_education_until(born))


def _pence(pounds: float) -> int:
    return round(pounds * POUND)


def _birth(child: CaseChild, month: int) -> int:
    return child.born if child.born is not None else month - MONTHS_A_YEAR * (child.age or 0)


def _is_pensioner(adult: CaseAdult, month: int) -> bool:
    born = month - MONTHS_A_YEAR * adult.age
    return month - born >= state_pension_age(born)


def usual_pay(adult: CaseAdult) -> int:
    """Return an adult's usual gross pay in pence."""
    return _pence(adult.pay)


def earned(adult: CaseAdult, month: int, policy: Policy) -> int:
    """Return an adult's gross earnings in pence: pay, or Statutory Sick Pay in its place."""
    if adult.sick_since is None:
        return usual_pay(adult)
    return sick_pay(usual_pay(adult), max(0, month - adult.sick_since), policy.sick_pay)


def _adult(adult: CaseAdult, case: Case) -> Adult:
    """Return an adult as the rules of awards see it."""
    month, policy = case.month, case.policy
    if _is_pensioner(adult, month):
        return NO_ADULT._replace(
            is_pensioner=True,
            is_scottish=case.region == "scotland",
            is_carer=adult.carer,
            daily_living=int(RATES[adult.daily_living]),
            mobility=int(RATES[adult.mobility]),
        )
    in_support = adult.esa == "new-style" and adult.esa_group == "support"
    fit_note, without_wait = adult.fit_note or 0, adult.terminally_ill or adult.from_esa or in_support
    credit, gross = policy.universal_credit, earned(adult, month, policy)
    return Adult(
        is_present=True,
        is_pensioner=False,
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        is_carer=adult.carer,
        daily_living=int(RATES[adult.daily_living]),
        mobility=int(RATES[adult.mobility]),
        gross_pay=gross,
        weekly_hours=0.0,
        has_cap_grace=gross == 0
        and is_in_cap_grace(adult.job_began or 0, adult.job_ended or 0, month, policy.benefit_cap),
        esa_kind=int(_esa_kind(adult, month, policy)),
        esa_group=int(ESA_GROUPS[adult.esa_group]) if adult.esa != "none" else int(EsaGroup.NONE),
        esa_since=adult.esa_since or 0,
        health_group=int(HEALTH[adult.health]),
        fit_note_since=fit_note,
        lcwra_paid=adult.health == "lcwra"
        and month >= lcwra_payable_from(fit_note, without_wait, credit)
        and adult.age >= credit.health_element_from_age,
        lcwra_protected=holds_protected_rate(
            fit_note, adult.severe_conditions or adult.terminally_ill, adult.from_esa, credit
        ),
    )


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: new-style ESA runs out after its time limit."""
    months = month - (adult.esa_since or month)
    in_support = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, in_support, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]


# ---------------------------------------------------------------------------------------------- reading


def read_case(described: Case | str | Path | Mapping[str, Any], where: str = "The household") -> Case:
    """Read a household from a file of YAML or from a mapping.

    Raises
    ------
    HouseholdError
        With every fault, each naming its field and what is allowed.
    """
    if isinstance(described, Case):
        return described
    from_file = isinstance(described, (str, Path))
    if isinstance(described, (str, Path)):
        where, described = shortened(described, LONGEST_PATH), _read_file(Path(described))
    try:
        return Case.model_validate(described, context=FROM_A_FILE if from_file else None)
    except ValidationError as error:
        found = [fault for fault in error.errors() if not _follows(fault)]
        faults = [f"  {_told(fault)}" for fault in found[:MOST_FAULTS]]
        if len(found) > MOST_FAULTS:
            faults.append(f"  {counted(len(found) - MOST_FAULTS, 'further fault')}: mend these first.")
        raise HouseholdError("\n".join([where, *faults])) from None


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        written = read_yaml(path)
    except UnreadableError as error:
        line = f", line {error.line}" if error.line else ""
        raise HouseholdError(f"{shortened(path, LONGEST_PATH)}{line}\n  {error.why}") from None
    if not isinstance(written, Mapping):
        told = "describes no household. Allowed: fields such as adults, rent and month"
        raise HouseholdError(f"{shortened(path, LONGEST_PATH)}\n  {told}.")
    return written


def _follows(fault: ErrorDetails) -> bool:
    """Say whether a list seems too short only because parts of it are at fault themselves."""
    return fault["type"] == "too_short" and len(fault["input"]) > 0


def _told(fault: ErrorDetails) -> str:
    """Tell one fault: the field, what is wrong with it and what is allowed."""
    where, model = _place(fault["loc"])
    name = str(fault["loc"][-1])
    if fault["type"] == "household":
        return f"{where}: {fault['msg']}."
    if fault["type"] == "extra_forbidden":
        meant = nearest(name, list(model.model_fields)).replace("\n", " ")
        return f"{where}: no such field.{meant}"
    field = next((part for part in reversed(fault["loc"]) if part in model.model_fields), name)
    allowed = model.model_fields[str(field)].description
    given = "missing" if fault["type"] == "missing" else f"{_shown(fault['input'])} is not allowed"
    return f"{where}: {given}. Allowed: {allowed}."


def _shown(given: object) -> str:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return f"{len(given)} of them"
    return shortened(given)


def _place(keys: Sequence[str | int]) -> tuple[str, type[Part]]:
    """Write the keys that lead to a field, people counted from one, and find the part of the case it belongs to."""
    model: type[Part] = Case
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f" {key + 1}"
            continue
        text += f"{', ' if text else ''}{shortened(key)}"
        if key in ("adults", "children") and model is Case and len(keys) > 2:
            model = cast("type[Part]", get_args(Case.model_fields[key].annotation)[0])
    return text, model
