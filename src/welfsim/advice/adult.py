"""An adult as an adviser describes one: the fields, what each may hold, and what must hold of all together."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, field_validator
from pydantic_core.core_schema import ValidationInfo

from welfsim.advice.kinds import A_MONTH, AWeek, AYear, Number, Part, Pounds, Rate, SomeMonth, SomePounds, Switch, wrong
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.rules.standing import state_pension_age


class CaseAdult(Part):
    """One adult. Months are those in which things began; pay is gross, the usual pay of someone off sick.

    `student_loan_year` is the most that could be had for the year, taken up or not; `student_loan_months` are the
    assessment periods of the course year without its long vacation. `daily_living_since` and `state_pension_week` are
    for those past State Pension age: unless given, daily living came before that age, and the State Pension is the
    full new one.
    """

    age: Annotated[int, Field(ge=16, le=110, description="16 to 110 years"), Number]
    # work
    pay: Pounds = 0.0
    sick_since: SomeMonth = None
    job_began: SomeMonth = None
    job_ended: SomeMonth = None
    job_pay: SomePounds = None
    pay_before: SomePounds = None
    pay_fell_in: SomeMonth = None
    pension_contribution: Pounds = 0.0
    self_employed: Switch = False
    # health
    health: Annotated[
        Literal["none", "fit-note", "lcw", "lcwra"], Field(description="none, fit-note, lcw or lcwra")
    ] = "none"
    fit_note: SomeMonth = None
    fit_note_day: Annotated[
        int | None, Field(ge=1, le=31, description="1 to 31, the day of the month of the fit note"), Number
    ] = None
    severe_conditions: Switch = False
    terminally_ill: Switch = False
    from_esa: Switch = False
    lcw_since: SomeMonth = None
    reassessment_asked_for: SomeMonth = None
    lcwra_found: SomeMonth = None
    # disability and care
    daily_living: Rate = "none"
    mobility: Rate = "none"
    carer: Switch = False
    carers_allowance_claimed: Switch = True
    cares_for: Annotated[str, Field(max_length=100, description="the name of the person cared for")] = ""
    in_hospital_since: SomeMonth = None
    # the minimum income floor
    minimum_income_floor: Switch = False
    start_up_since: SomeMonth = None
    expected_hours: Annotated[float, Field(ge=0, le=35, description="0 to 35 hours a week"), Number] = 35
    # ESA
    esa: Annotated[
        Literal["none", "new-style", "income-related"], Field(description="none, new-style or income-related")
    ] = "none"
    esa_group: Annotated[Literal["assessment", "wrag", "support"], Field(description="assessment, wrag or support")] = (
        "assessment"
    )
    esa_since: SomeMonth = None
    # other income
    occupational_pension: Pounds = 0.0
    jsa: Annotated[Literal["none", "new-style"], Field(description="none or new-style")] = "none"
    maternity_allowance: Pounds = 0.0
    iidb: Pounds = 0.0
    other_income: Pounds = 0.0
    # who may claim
    no_recourse_to_public_funds: Switch = False
    cannot_look_to_parents: Switch = False
    near_birth: Switch = False
    care_leaver: Switch = False
    student: Annotated[
        Literal["none", "non-advanced", "full-time"], Field(description="none, non-advanced or full-time")
    ] = "none"
    student_loan_year: AYear = 0.0
    student_loan_months: Annotated[int | None, Field(ge=1, le=12, description="1 to 12 months"), Number] = None
    # past State Pension age
    state_pension_week: AWeek | None = None
    attendance_allowance: Annotated[Literal["none", "lower", "higher"], Field(description="none, lower or higher")] = (
        "none"
    )
    daily_living_since: SomeMonth = None

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

    def to_come(self, month: int) -> list[tuple[str, int]]:
        """Return the months, by the names of their fields, that lie after one."""
        names = [name for name, field in type(self).model_fields.items() if field.description == A_MONTH]
        dated = ((name, getattr(self, name)) for name in names)
        return [(name, began) for name, began in dated if began is not None and began > month]

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

    @field_validator("pension_contribution")
    @classmethod
    def _is_of_pay(cls, paid: float, info: ValidationInfo) -> float:
        pay = info.data.get("pay", 0.0)
        if paid > pay:
            raise wrong(
                f"{paid:g} is more than the pay. Allowed: 0 to {pay:g}, the part of pay that goes into a pension"
            )
        return paid

    @field_validator("self_employed")
    @classmethod
    def _is_no_employee(cls, holds: bool, info: ValidationInfo) -> bool:
        if holds and info.data.get("sick_since") is not None:
            raise wrong("true, though there is sick pay, which employees have. Allowed: without sick_since")
        if holds and info.data.get("pension_contribution"):
            raise wrong(
                "true, though there is a pension_contribution: a net pay arrangement is an employer's. "
                "Allowed: one of the two"
            )
        return holds

    @field_validator("minimum_income_floor")
    @classmethod
    def _has_all_requirements(cls, holds: bool, info: ValidationInfo) -> bool:
        if not holds:
            return holds
        if not info.data.get("self_employed"):
            raise wrong("true, though not self-employed. Allowed: with self_employed true")
        spared = {"LCW": "lcw", "LCWRA": "lcwra"}
        for reason, group in spared.items():
            if info.data.get("health") == group:
                raise wrong(f"true, though {reason} lifts it (UC Regs reg 62(1)(b)). Allowed: false")
        if info.data.get("carer"):
            raise wrong("true, though caring lifts it (UC Regs reg 62(1)(b)). Allowed: false")
        return holds

    @field_validator("start_up_since")
    @classmethod
    def _is_self_employed(cls, since: int | None, info: ValidationInfo) -> int | None:
        if since is not None and not info.data.get("self_employed"):
            raise wrong("given, though not self-employed. Allowed: with self_employed true")
        if since is not None and info.data.get("minimum_income_floor"):
            raise wrong(
                "together with minimum_income_floor, which holds in every month. Allowed: one of the two; the start-up "
                "period ends by itself"
            )
        return since

    @field_validator("jsa", "maternity_allowance")
    @classmethod
    def _is_out_of_work(cls, given: str | float, info: ValidationInfo) -> str | float:
        held = given not in ("none", 0.0)
        if held and info.field_name == "maternity_allowance" and info.data.get("pay"):
            raise wrong("with pay, though it is not paid for days of work. Allowed: one of the two")
        if held and info.data.get("esa", "none") != "none":
            raise wrong(f"together with {info.data['esa']} ESA. Allowed: one of the two")
        return given

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

    @field_validator("lcw_since", "lcwra_found")
    @classmethod
    def _is_of_lcwra(cls, since: int | None, info: ValidationInfo) -> int | None:
        health = info.data.get("health", "none")
        if since is not None and health != "lcwra":
            raise wrong(f"given, though health is {health}. Allowed: with health lcwra, which came after it")
        return since

    @field_validator("reassessment_asked_for")
    @classmethod
    def _followed_lcw(cls, asked: int | None, info: ValidationInfo) -> int | None:
        before = info.data.get("lcw_since")
        if (asked is None) != (before is None):
            raise wrong(
                "lcw_since and reassessment_asked_for go together: since when LCW had been found, and when the "
                "assessment that found LCWRA was asked for. Allowed: both or neither"
            )
        return asked

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

    @field_validator("student_loan_year")
    @classmethod
    def _studies(cls, loan: float, info: ValidationInfo) -> float:
        if loan and info.data.get("student") == "none":
            raise wrong("a loan, though not a student. Allowed: above 0 with student full-time or non-advanced")
        return loan

    @field_validator("student_loan_months")
    @classmethod
    def _spread_the_loan(cls, months: int | None, info: ValidationInfo) -> int | None:
        if months is None and info.data.get("student_loan_year"):
            raise wrong(
                "missing, though there is a student loan. Allowed: the 1 to 12 months of the course year, without its "
                "long vacation"
            )
        return months


def pension_age_month(adult: CaseAdult, month: int) -> int:
    """Return the month in which an adult described in some month reaches State Pension age."""
    born = month - MONTHS_A_YEAR * adult.age - adult.since_birthday
    return born + int(state_pension_age(born))


def is_pensioner(adult: CaseAdult, month: int) -> bool:
    """Say whether an adult described in some month has reached State Pension age."""
    return month >= pension_age_month(adult, month)
