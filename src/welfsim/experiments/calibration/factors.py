"""The factors that are fitted: which parameters each multiplies, and what is thought of it before.

A factor is a number in logarithms, 0 where nothing is changed. One of the form *times* multiplies its parameters, one
of the form *odds* the odds of shares, and a *trend* is growth a year, in steps each April after the start. What the law
sets, and what a person responds by, is never fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.targets.rows import Faults, Row, read_choice, read_number, read_rows, refuse
from welfsim.months import MONTHS_A_YEAR, financial_year, month
from welfsim.policy import LAST_MONTH, Relative, current_law, parameters, path, resolve
from welfsim.scenario import Dated
from welfsim.shipped import data_folder
from welfsim.text.written import question, shortened
from welfsim.vocabulary.fields import Kind, Unit

TIMES, ODDS, TREND = "times", "odds", "trend"
FORMS = (TIMES, ODDS, TREND)
COLUMNS = ("name", "what", "form", "parameters", "rest", "prior_sd", "why")
NEEDED = tuple(column for column in COLUMNS if column != "rest")
FITTED_UNITS = (Unit.HAZARD, Unit.SHARE, Unit.RATIO)
FURTHEST = 3.0
"""No factor is tried further from its prior than this, in its standard deviations."""
BELOW = 0.999
"""So near to a ceiling a parameter may come: what is written is rounded."""
DIGITS = 5
"""Significant digits of what is written into a package."""
APRIL = 4

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """One factor.

    Parameters
    ----------
    name, what
        As a file and as a table call it.
    form
        One of `FORMS`.
    powers
        Its parameters, each with the power to which the factor multiplies it: 1, or −1 to leave a product as it is.
    rest
        Of odds the shares that give way, in the order of the parameters: what is left of 1 keeps its proportions.
    prior_sd
        Standard deviation of the prior, in logarithms; a trend's a year. The mean is 0.
    why
        Where the prior comes from.
    """

    name: str
    what: str
    form: str
    powers: Mapping[str, int]
    rest: tuple[str, ...]
    prior_sd: float
    why: str


def read_factors(file: str | Path | None = None) -> list[Factor]:
    """Read a table of factors; that which comes with welfsim unless one is given.

    Raises
    ------
    TargetsError
        With all faults of the file together, each with its line.
    """
    path = data_folder() / "calibration" / "factors.csv" if file is None else Path(file)
    faults: list[tuple[int, str]] = []
    found = factors_in(read_rows(path, COLUMNS, NEEDED), faults)
    refuse(path, faults)
    return found


def factors_in(rows: Sequence[Row], faults: list[tuple[int, str]]) -> list[Factor]:
    """Return the factors of some rows; what is wrong is added to the faults, each with its line."""
    found: dict[str, Factor] = {}
    for row in rows:
        wrong = [f"{column} is empty." for column in NEEDED if not row[column]]
        form = read_choice(row, "form", FORMS, wrong)
        prior_sd = read_number(row, "prior_sd", wrong, 0.0)
        if prior_sd == 0.0:
            wrong.append("prior_sd: 0 leaves nothing to fit. Take the row out.")
        powers = _powers(row["parameters"], wrong)
        rest = tuple(row["rest"].split())
        wrong += [fault for name in rest for fault in _name_faults(name)]
        if rest and (form != ODDS or len(rest) != len(powers)):
            wrong.append("rest: only odds have one, a share for each parameter.")
        if row["name"] in found:
            wrong.append(f"A factor of the name {shortened(row['name'])} stands above already.")
        found[row["name"]] = Factor(row["name"], row["what"], form, powers, rest, prior_sd, row["why"])
        faults += [(row.line, fault) for fault in wrong]
    return list(found.values())


def as_row(factor: Factor) -> tuple[str, ...]:
    """Return a factor as a row of `COLUMNS`."""
    powers = " ".join(name if power == 1 else f"{name}:{power}" for name, power in factor.powers.items())
    rest = " ".join(factor.rest)
    return factor.name, factor.what, factor.form, powers, rest, f"{factor.prior_sd:g}", factor.why


def _powers(written: str, faults: Faults) -> dict[str, int]:
    """Return parameters with their powers, as ``take_up.claim take_up.claim_ratio_children:-1``."""
    powers = {}
    for part in written.split():
        name, _, power = part.partition(":")
        if power not in ("", "1", "-1"):
            faults.append(f"parameters: {shortened(part)} has a power that is neither 1 nor -1.")
        faults += _name_faults(name)
        powers[name] = -1 if power == "-1" else 1
    return powers


def _name_faults(name: str) -> Faults:
    """Say why a parameter cannot be fitted: there is none, or it is the law's, or no hazard, share or ratio."""
    if name not in parameters():
        return [f"parameters: there is no {shortened(name)}. {question(name, list(parameters()))}".rstrip()]
    what = parameters()[name].what
    if what.kind == Kind.LAW or what.unit not in FITTED_UNITS:
        return [
            f"parameters: {name} is {what.kind} in {what.unit}. Hazards, shares and ratios of behaviour are fitted."
        ]
    return []


def changes(factors: Sequence[Factor], logs: Sequence[float] | Floats, start: int) -> dict[str, Dated]:
    """Return what factors make of the parameters, as a scenario writes it, from `start` on.

    Parameters
    ----------
    logs
        One number a factor.
    start
        The first month. A trend grows from there, in steps at the beginning of each later financial year.
    """
    constant: dict[str, float] = {}
    growth: dict[str, float] = {}
    for factor, value in zip(factors, logs, strict=True):
        into = growth if factor.form == TREND else constant
        for name, by in _logs_of(factor, float(value), start).items():
            into[name] = into.get(name, 0.0) + by
    years = [start, *_aprils_after(start)]
    found: dict[str, Dated] = {}
    for name in dict.fromkeys((*constant, *growth)):
        rate = growth.get(name, 0.0)
        months = years if rate else [start]
        found[name] = {
            at: Relative(times=_rounded(exp(constant.get(name, 0.0) + rate * year))) for year, at in enumerate(months)
        }
    return found


def _logs_of(factor: Factor, value: float, start: int) -> dict[str, float]:
    """Return by what a factor multiplies each parameter, in logarithms."""
    if factor.form != ODDS:
        return {name: power * value for name, power in factor.powers.items()}
    found = {}
    for name, rest in zip(factor.powers, factor.rest or ("",) * len(factor.powers), strict=True):
        share = value_of(name, start)
        odds = exp(value) * share / (1.0 - share)
        changed = odds / (1.0 + odds)
        found[name] = log(changed / share)
        if rest:
            found[rest] = log((1.0 - changed) / (1.0 - share))
    return found


def value_of(name: str, at: int) -> float:
    """Return a parameter of the law in a month."""
    return float(path(resolve(current_law(), (), at, 1), name)[0])


def _aprils_after(start: int) -> list[int]:
    first = month(financial_year(start) + 1, APRIL)
    return list(range(first, LAST_MONTH + 1, MONTHS_A_YEAR))


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def limits(factors: Sequence[Factor], start: int) -> Floats:
    """Return the lowest and highest value of each factor: `FURTHEST` from its prior, and lawful in every parameter.

    Half of the room below a ceiling is left to other factors of the same parameter.
    """
    found = np.empty((len(factors), 2))
    for number, factor in enumerate(factors):
        low, high = -FURTHEST * factor.prior_sd, FURTHEST * factor.prior_sd
        for name, power in factor.powers.items() if factor.form == TIMES else ():
            now, ceiling = value_of(name, start), parameters()[name].what.ceiling
            if ceiling and now > 0.0:
                room = log(ceiling / now * BELOW) * (1.0 if len(_sharing(name, factors)) == 1 else 0.5)
                low, high = (low, min(high, room)) if power > 0 else (max(low, -room), high)
        found[number] = low, high
    return found


def _sharing(name: str, factors: Sequence[Factor]) -> list[Factor]:
    return [factor for factor in factors if name in factor.powers]
