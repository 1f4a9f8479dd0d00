"""One household's award, line by line: amount, rule and source of each.

The amounts come from the rules that pay every unit of a simulation; nothing here knows the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from welfsim.advice.case import LEFT_OUT, POUND, Case, CaseAdult, read_case, usual_pay
from welfsim.awards.budget import (
    Award,
    Income,
    assessed_award,
    household_claim,
    household_income,
    household_income_related_esa,
    household_means,
)
from welfsim.awards.household import Adult, Household
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.months import show_month
from welfsim.policy import current_law
from welfsim.tables import aligned, html_table, number
from welfsim.vocabulary.parameters import Policy

if TYPE_CHECKING:
    import pandas as pd

UNIVERSAL_CREDIT = "Universal Credit"
OTHER = "Other benefits"
PAY = "Pay"
TOTAL = "Income"
EMPLOYER = "Borne by the employer"


class Entry(NamedTuple):
    """A kind of line: its words, the rule behind it, and the parameter whose source it shows."""

    label: str
    rule: str
    parameter: str = ""


GIVEN = "as described"

ENTRIES: Mapping[str, Entry] = {
    "standard_allowance": Entry("Standard allowance", "UC Regs 2013 reg 36", "universal_credit.standard_single"),
    "child": Entry("Child elements", "UC Regs 2013 regs 24, 24A and 36", "universal_credit.child"),
    "disabled_child": Entry(
        "Disabled child additions", "UC Regs 2013 regs 24(2) and 36", "universal_credit.disabled_child_lower"
    ),
    "housing": Entry("Housing element", "UC Regs 2013 regs 25 and 26, Sch 4"),
    "carer": Entry("Carer element", "UC Regs 2013 regs 29 and 36", "universal_credit.carer"),
    "lcw": Entry("LCW element", "UC Regs 2013 reg 27; SI 2017/204", "universal_credit.lcw"),
    "lcwra_protected": Entry(
        "LCWRA element, protected rate",
        "UC Regs 2013 regs 27 and 28; UC Act 2025 s.4",
        "universal_credit.lcwra_protected",
    ),
    "lcwra_new": Entry(
        "LCWRA element, new rate", "UC Regs 2013 regs 27 and 28; UC Act 2025 s.2", "universal_credit.lcwra_new"
    ),
    "transitional": Entry("Transitional element", "TP Regs 2014 reg 55"),
    "earnings": Entry("Earnings taper", "UC Regs 2013 reg 22", "universal_credit.taper"),
    "unearned_income": Entry("Unearned income", "UC Regs 2013 regs 22 and 66"),
    "capital": Entry("Income assumed from savings", "UC Regs 2013 reg 72", "universal_credit.capital_income"),
    "benefit_cap": Entry("Benefit cap", "UC Regs 2013 regs 79 to 83", "benefit_cap.family"),
    "excess": Entry("Deductions beyond the elements", "Welfare Reform Act 2012 s.8"),
    "universal_credit": Entry("Universal Credit", "Welfare Reform Act 2012 s.8; UC Regs 2013 regs 17 and 18"),
    "new_style_esa": Entry("New-style ESA", "ESA Regs 2013 reg 62", "employment_support_allowance.personal_allowance"),
    "income_related_esa": Entry(
        "Income-related ESA", "ESA Regs 2008 reg 67, Sch 4", "employment_support_allowance.income_related_single"
    ),
    "housing_benefit": Entry("Housing Benefit", "SI 2006/213 reg 70"),
    "pip": Entry("Personal Independence Payment", "SI 2013/377 reg 24", "disability_rates.pip_daily_living_standard"),
    "adp": Entry("Adult Disability Payment", "SSI 2022/54", "disability_rates.adp_daily_living_standard"),
    "carers_allowance": Entry("Carer's Allowance", "SSCBA 1992 s.70; SI 1979/597 reg 4", "carers.allowance"),
    "child_benefit": Entry("Child Benefit", "SSCBA 1992 s.141; SI 2006/965", "child_benefit.eldest"),
    "pension": Entry("State Pension", "Pensions Act 2014 s.3", "pay.state_pension"),
    "gross_pay": Entry("Gross pay", ""),
    "sick_pay": Entry("Statutory Sick Pay", "SSCBA 1992 ss.151 to 157", "sick_pay.rate"),
    "income_tax": Entry("Income tax", "Income Tax Act 2007 ss.10 and 35", "tax.basic_rate"),
    "scottish_income_tax": Entry("Scottish income tax", "Scotland Act 1998 s.80C", "tax.scottish_basic_rate"),
    "employee_insurance": Entry("National Insurance", "SSCBA 1992 s.8", "tax.ni_main_rate"),
    "employer_insurance": Entry("Employer's National Insurance", "SSCBA 1992 s.9", "tax.ni_employer_rate"),
    "net_income": Entry("Net income before rent", ""),
}


class Line(NamedTuple):
    """One line of a statement, in pence a month; deductions are negative."""

    section: str
    item: str
    amount: int
    rule: str
    source: str
    link: str
    status: str
    note: str = ""


@dataclass(frozen=True, repr=False)
class Statement:
    """One household's award in one month.

    Attributes
    ----------
    case
        The household as described.
    lines
        Every line, in the order of the law.
    income
        All that the household has to live on, by kind, in pence.
    award
        The Universal Credit award part by part, in pence; nothing if it is not claimed.
    """

    case: Case
    lines: tuple[Line, ...]
    income: Income
    award: Award | None

    @property
    def universal_credit(self) -> int:
        """Universal Credit payable, in pence a month."""
        return self.income.universal_credit

    @property
    def net_income(self) -> int:
        """All income after tax and before rent, in pence a month."""
        return sum(self.income)

    def records(self) -> list[dict[str, Any]]:
        """Return the lines as plain values, in pounds."""
        return [{**line._asdict(), "amount": line.amount / POUND} for line in self.lines]

    def to_frame(self) -> pd.DataFrame:
        """Return the lines as a table, in pounds a month."""
        import pandas as pd

        frame = pd.DataFrame(self.records())
        frame.attrs["unit"] = "pounds a month"
        return frame

    def rows(self) -> list[list[str]]:
        """Return the lines as rows of text under their head."""
        rows = [["", "Rule", "Source", "£ a month"]]
        numbers = {source: place for place, source in enumerate(self._sources(), 1)}
        section = ""
        for line in self.lines:
            if line.section != section:
                section = line.section
                rows.append([section.upper(), "", "", ""])
            item = f"{line.item} ({line.note})" if line.note else line.item
            source = f"{numbers[line.source]}, {line.status}" if line.source else ""
            rows.append([item, line.rule, source, number(line.amount / POUND, 2)])
        return rows

    def _sources(self) -> dict[str, str]:
        """Return the link of each source that the lines name, by title, in their order."""
        return {line.source: line.link for line in self.lines if line.source}

    @property
    def heading(self) -> str:
        """The month and the people."""
        adults = " and ".join(f"an adult of {adult.age}" for adult in self.case.adults)
        children = {0: "", 1: ", one child"}.get(len(self.case.children), f", {len(self.case.children)} children")
        return f"{show_month(self.case.month)}: {adults}{children}"

    def __repr__(self) -> str:
        """Return the statement as text."""
        sources = [f"{place}  {title}\n   {link}" for place, (title, link) in enumerate(self._sources().items(), 1)]
        table = aligned(self.rows(), left=3)
        return "\n\n".join([self.heading, table, "\n".join(["SOURCES", *sources]), LEFT_OUT])

    def _repr_html_(self) -> str:
        sources = "".join(
            f'<li><a href="{escape(link)}">{escape(title)}</a></li>' for title, link in self._sources().items()
        )
        return f"{html_table(self.heading, self.rows(), left=1)}<ol>{sources}</ol><p>{LEFT_OUT}</p>"


def award(household: Case | str | Path | Mapping[str, Any] | None = None, /, **fields: Any) -> Statement:
    """Return a household's award line by line.

    Parameters
    ----------
    household
        A file of YAML, a mapping, or a case already read.
    **fields
        The same fields by name, instead of a file: ``month``, ``adults``, ``children``, ``rent`` and so on.

    Returns
    -------
    Statement
        Shown as text or HTML; ``.to_frame()`` gives its lines.

    Raises
    ------
    HouseholdError
        If the household cannot exist; all faults at once.

    Examples
    --------
    >>> import welfsim
    >>> adult = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
    >>> welfsim.award(month="2025-10", adults=[adult], rent=600).universal_credit
    142341
    """
    case = read_case(fields if household is None else household)
    seen, policy = case.household(), case.policy
    income = Income(*map(int, household_income(seen, case.on_universal_credit, policy, case.month)))
    awarded = None
    if case.on_universal_credit and household_income_related_esa(seen, policy) == 0:
        awarded = assessed_award(household_claim(seen, policy, case.month), household_means(seen, policy), policy)
    lines = [
        *(_credit(awarded, seen, case, policy) if awarded else ()),
        *_others(income, case),
        *_pay(seen, case, policy),
        _line(TOTAL, "net_income", sum(income), case),
        *_employers(seen, case, policy),
    ]
    return Statement(case, tuple(lines), income, awarded)


def _line(section: str, key: str, amount: int, case: Case, note: str = "", label: str = "") -> Line:
    """Return a line with the rule and source of its kind."""
    entry = ENTRIES[key]
    if not entry.parameter:
        return Line(section, label or entry.label, amount, entry.rule, "", "", "", note)
    value = current_law().values[entry.parameter]
    return Line(
        section, label or entry.label, amount, entry.rule, value.title, value.href, value.status(case.month), note
    )


def _credit(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements of an award, what is taken from them, and what is left."""
    claim = household_claim(household, policy, case.month)
    notes = {
        "housing": GIVEN,
        "earnings": f"{policy.universal_credit.taper:.0%} of net pay above £{claim.work_allowance / POUND:,.2f}",
        "benefit_cap": f"at £{claim.cap / POUND:,.2f} with Child Benefit",
    }
    one_rate = case.month < policy.universal_credit.new_rate_from
    elements = {**award.elements._asdict(), "transitional": award.transitional}
    for key, amount in elements.items():
        if amount:
            label = "LCWRA element" if one_rate and key.startswith("lcwra") else ""
            yield _line(UNIVERSAL_CREDIT, key, int(amount), case, notes.get(key, ""), label)
    for key, amount in award.deductions._asdict().items():
        if amount:
            yield _line(UNIVERSAL_CREDIT, key, -int(amount), case, notes.get(key, ""))
    limit = policy.universal_credit.capital_upper_limit
    note = f"savings above £{limit / POUND:,.0f}" if household.capital > limit else ""
    yield _line(UNIVERSAL_CREDIT, "universal_credit", int(award.paid), case, note)


def _others(income: Income, case: Case) -> Iterator[Line]:
    """Yield the benefits beside Universal Credit."""
    amounts = income._asdict()
    amounts["adp" if case.region == "scotland" else "pip"] = amounts.pop("disability_benefit")
    for key, amount in amounts.items():
        if amount and key not in ("net_pay", "universal_credit"):
            yield _line(OTHER, key, int(amount), case)


def _earners(household: Household, case: Case) -> Iterator[tuple[CaseAdult, Adult]]:
    """Yield the adults who have earnings, as described and as the rules see them."""
    for described, adult in zip(case.adults, (household.first, household.second), strict=False):
        if adult.gross_pay > 0:
            yield described, adult


def _pay(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield each adult's pay and the taxes on it."""
    for described, adult in _earners(household, case):
        gross = adult.gross_pay
        if described.sick_since is None:
            yield _line(PAY, "gross_pay", gross, case, GIVEN)
        else:
            usual = f"in place of £{usual_pay(described) / POUND:,.2f}; paid by the employer"
            yield _line(PAY, "sick_pay", gross, case, usual)
        tax = "scottish_income_tax" if adult.is_scottish else "income_tax"
        yield _line(PAY, tax, -income_tax(gross, adult.is_scottish, policy.tax), case)
        yield _line(PAY, "employee_insurance", -employee_insurance(gross, policy.tax), case)


def _employers(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what employers bear on top of pay, and the sick pay that no public money meets."""
    for described, adult in _earners(household, case):
        gross = adult.gross_pay
        if described.sick_since is not None:
            yield _line(EMPLOYER, "sick_pay", gross, case, "not public money")
        yield _line(EMPLOYER, "employer_insurance", employer_insurance(gross, policy.tax), case)
