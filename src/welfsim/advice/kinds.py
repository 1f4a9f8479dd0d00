"""How the fields of a household are written: months, amounts and switches, and how a fault is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from welfsim.advice.refusals import cannot_hold
from welfsim.months import parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH
from welfsim.yaml_files import FROM_A_FILE

POUND = 100
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


def month_of(info: ValidationInfo) -> int:
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
A_MONTH = "a month, as 2024-05"
SomeMonth = Annotated[Month | None, Field(description=A_MONTH)]
Switch = Annotated[bool, Field(description="yes or no")]
Number = BeforeValidator(_no_switch)
Finite = Field(ge=0, allow_inf_nan=False)
Pounds = Annotated[float, Finite, Field(le=100_000, description="0 to 100,000 pounds a month"), Number]
SomePounds = Annotated[float | None, Finite, Field(le=100_000, description="0 to 100,000 pounds a month"), Number]
AYear = Annotated[float, Finite, Field(le=1_000_000, description="0 to 1,000,000 pounds a year"), Number]
AWeek = Annotated[float, Finite, Field(le=10_000, description="0 to 10,000 pounds a week"), Number]
Savings = Annotated[float, Finite, Field(le=10_000_000, description="0 to 10,000,000 pounds"), Number]
Rate = Annotated[Literal["none", "standard", "enhanced"], Field(description="none, standard or enhanced")]


def in_pence(pounds: float) -> int:
    """Return pounds in pence."""
    return round(pounds * POUND)


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
