"""One household's award, line by line: amount, working, rule and source of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, overload

from welfsim.advice.benefit_lines import other_lines
from welfsim.advice.case import Case
from welfsim.advice.casebook import Households, incomes_of, is_many
from welfsim.advice.credit_lines import credit_lines
from welfsim.advice.household import as_household
from welfsim.advice.kinds import POUND
from welfsim.advice.law import SCENARIO, applied_law
from welfsim.advice.left_out import left_out, listed
from welfsim.advice.lines import Line
from welfsim.advice.pay_lines import arrears_lines, cost_lines, employer_lines, income_line, pay_lines
from welfsim.advice.reading import one_of_two, read_case
from welfsim.advice.showing import head, html_list, in_pounds, people
from welfsim.awards.budget import (
    Award,
    Income,
    assessed_award,
    household_claim,
    household_income,
    household_income_related_esa,
)
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import household_means
from welfsim.months import show_month
from welfsim.scenario import Scenario
from welfsim.text.characters import as_xml
from welfsim.wording.tables import aligned, html_table
from welfsim.wording.values import number

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 100
INDENT = "   "
BELOW = ("rule", "source")

STATUSES: Mapping[str, str] = {
    "actual": "in force, at the amount published",
    "reported": "rests on a published figure or rule that was read at second hand",
    "legislated": "as law already made sets it, put into whole months",
    "announced": "the government's plan, not yet law",
    "forecast": "computed from a published forecast, of prices for example",
    "assumption": "welfsim's own judgement, since no source gives it",
    SCENARIO: "as the scenario or the settings change it",
}


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
        rows = [["", "Working", "Rule", "Source", "£ a month"]]
        numbers = {source: place for place, source in enumerate(self._sources(), 1)}
        section = ""
        for line in self.lines:
            if line.section != section:
                section = line.section
                rows.append([section.upper(), "", "", "", ""])
            source = f"{numbers[line.source]}, {line.status}" if line.source else ""
            how = "; ".join(part for part in (line.working, line.note) if part)
            rows.append([line.item, how, line.rule, source, number(line.amount / POUND, 2)])
        return rows

    def _sources(self) -> dict[str, str]:
        """Return the link of each source that the lines name, by title, in their order."""
        return {line.source: line.link for line in self.lines if line.source}

    def _statuses(self) -> dict[str, str]:
        """Return what each status means that the lines name."""
        named = {line.status for line in self.lines}
        return {status: meaning for status, meaning in STATUSES.items() if status in named}

    @property
    def heading(self) -> str:
        """The month and the people."""
        return f"{show_month(self.case.month)}: {people(self.case)}"

    @property
    def scenario(self) -> str:
        """The scenario and settings that the household is answered under; empty for the law as it stands."""
        return self.case.law.name

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is left out that may concern this household."""
        return left_out(self.case)

    @property
    def totals(self) -> dict[str, float]:
        """Each kind of income, and all of them after tax and before rent, in pounds a month."""
        return in_pounds(self.income)

    def to_dict(self) -> dict[str, Any]:
        """Return all that the statement says as plain values, with the household as it can be read again."""
        return {
            "household": self.heading,
            "described": self.case.as_written(),
            "scenario": self.scenario,
            "unit": "pounds a month",
            "lines": self.records(),
            "totals": self.totals,
            "left_out": list(self.left_out),
        }

    def __repr__(self) -> str:
        """Return the statement as text."""
        return self.text()

    def text(self, width: int = WIDTH) -> str:
        """Return the statement as text: the working of each line stands below it.

        Parameters
        ----------
        width
            The most characters of a line. Where rule and source do not fit on the line they stand below it too.
        """
        rows = self.rows()
        below = [[row.pop(1)] for row in rows]
        below[0] = []
        lines = aligned(rows, left=3).splitlines()
        if max(map(len, lines)) > width:
            below = [below[0], *([*parts, _below(row)] for parts, row in zip(below[1:], rows[1:], strict=True))]
            lines = aligned([[row[0], row[-1]] for row in rows]).splitlines()
        table = []
        for row, line, parts in zip(rows, lines, below, strict=True):
            apart = [""] if not row[-1] else []
            table += [*apart, line, *(broken for part in parts for broken in _indented(part, width))]
        foot = "\n".join(self._foot(width))
        return "\n\n".join(["\n".join(head(self.case, self.heading)), "\n".join(table), foot, listed(self.left_out)])

    def _foot(self, width: int) -> Iterator[str]:
        """Yield the sources, and what their statuses mean."""
        yield "SOURCES"
        for place, (title, link) in enumerate(self._sources().items(), 1):
            yield from wrap(f"{place}  {title}", width, subsequent_indent=INDENT)
            yield from [f"{INDENT}{link}"] if link else []
        yield from ("", aligned(list(self._statuses().items()), left=2))

    def _repr_html_(self) -> str:
        sources = "".join(
            f'<li><a href="{as_xml(link)}">{as_xml(title)}</a></li>' if link else f"<li>{as_xml(title)}</li>"
            for title, link in self._sources().items()
        )
        statuses = "<br>".join(f"{status}: {as_xml(meaning)}" for status, meaning in self._statuses().items())
        table = html_table(". ".join(head(self.case, self.heading)), self.rows(), texts=3)
        return f"{table}<ol>{sources}</ol><p>{statuses}</p>{html_list(self.left_out)}"


def _below(row: Sequence[str]) -> str:
    """Name rule and source of a line, where they stand below it."""
    return "; ".join(f"{what}: {cell}" for what, cell in zip(BELOW, row[1:3], strict=True) if cell)


def _indented(text: str, width: int) -> list[str]:
    """Break a text into lines set in below the line that it explains."""
    return wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)


@overload
def award(
    household: Households, /, *, scenario: Scenario | str | Path | None = ..., set: str | Sequence[str] = ...
) -> pd.DataFrame: ...


@overload
def award(
    household: Case | str | Path | Mapping[str, Any] | None = ...,
    /,
    *,
    scenario: Scenario | str | Path | None = ...,
    set: str | Sequence[str] = ...,
    **fields: Any,
) -> Statement: ...


def award(
    household: Case | str | Path | Mapping[str, Any] | Households | None = None,
    /,
    *,
    scenario: Scenario | str | Path | None = None,
    set: str | Sequence[str] = (),
    **fields: Any,
) -> Statement | pd.DataFrame:
    """Return a household's award line by line, or the incomes of many households.

    Parameters
    ----------
    household
        A file of YAML or JSON, a mapping, or a case already read. Many households: a DataFrame with columns such as
        ``adult_1_age``, or a list of mappings.
    scenario
        A scenario, the path of its file, or the name of a shipped one, laid over the law; the law as it stands unless
        given.
    set
        Changes laid over that, as ``universal_credit.taper=0.5``. Without a month they hold in every month.
    **fields
        The same fields by name, instead of a file: ``month``, ``adults``, ``children``, ``rent`` and so on.

    Returns
    -------
    Statement or pandas.DataFrame
        Of one household a statement, shown as text or HTML; ``.to_frame()`` gives its lines. Of many a row each, in
        their order and with their index: ``id`` where it is given, each kind of income and ``net_income`` in pounds a
        month, and ``fault``: empty, or why there is no answer.

    Raises
    ------
    HouseholdError
        If one household cannot exist; all faults at once. Of many households only if a column is not known.
    ScenarioError
        With all faults of the scenario and the settings.

    Examples
    --------
    >>> import welfsim
    >>> adult = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
    >>> welfsim.award(month="2025-10", adults=[adult], rent=600).universal_credit
    142341
    >>> welfsim.award(month="2025-10", adults=[adult], rent=600, set="universal_credit.lcwra_protected=30000").scenario
    'Current law, with universal_credit.lcwra_protected=30000'
    >>> table = welfsim.award([{"id": "A", "adult_1_age": 30}, {"id": "B", "adult_1_age": 3}])
    >>> table[["id", "universal_credit", "fault"]].to_dict("records")[1]["fault"]
    'adult_1_age: 3 is not allowed. Allowed: 16 to 110 years.'
    """
    law = applied_law(scenario, set, stacklevel=2)
    if is_many(household):
        one_of_two(household, fields)
        return incomes_of(household, law)
    return stated(read_case(one_of_two(household, fields), law=law))


def stated(case: Case) -> Statement:
    """Return the statement of a household that has been read."""
    seen, policy = as_household(case), case.policy
    income = Income(*map(int, household_income(seen, case.on_universal_credit, policy)))
    claimants, awarded = on_universal_credit(seen), None
    if case.on_universal_credit and household_income_related_esa(seen, policy) == 0:
        means = household_means(claimants, policy)
        awarded = assessed_award(household_claim(claimants, policy), means, policy)
    lines = [
        *(credit_lines(awarded, claimants, case, policy) if awarded else ()),
        *other_lines(income, seen, case, policy),
        *pay_lines(seen, case, policy),
        income_line(income, case),
        *cost_lines(seen, case, policy),
        *arrears_lines(seen, case),
        *employer_lines(seen, case, policy),
    ]
    return Statement(case, tuple(lines), income, awarded)
