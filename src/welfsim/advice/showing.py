"""What statements, budget lines and schedules show alike."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.case import Case
from welfsim.advice.kinds import POUND
from welfsim.advice.left_out import LEFT_OUT_HEAD
from welfsim.awards.budget import Income
from welfsim.text.characters import as_xml


def people(case: Case) -> str:
    """Name the people of a household."""
    adults = " and ".join(f"an adult of {adult.age}" for adult in case.adults)
    children = {0: "", 1: ", one child"}.get(len(case.children), f", {len(case.children)} children")
    return f"{adults}{children}"


def head(case: Case, heading: str) -> list[str]:
    """Return a heading, and under it the scenario that a household is answered under, if there is one."""
    return [heading, f"Scenario: {case.law.name}"] if case.law.name else [heading]


def in_pounds(income: Income) -> dict[str, float]:
    """Return each kind of income and all together, in pounds."""
    kinds = {kind: int(amount) / POUND for kind, amount in income._asdict().items()}
    return {**kinds, "net_income": int(sum(income)) / POUND}


def html_list(texts: Sequence[str]) -> str:
    """Return what is left out as a list in HTML."""
    return f"<p>{LEFT_OUT_HEAD}</p><ul>{''.join(f'<li>{as_xml(text)}</li>' for text in texts)}</ul>"
