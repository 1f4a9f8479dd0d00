"""What a fit leaves behind: a package of changes that scenarios share, and the factors with their joint errors."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from welfsim.errors import TargetsError
from welfsim.experiments.calibration.factors import Factor, changes, read_factors
from welfsim.experiments.calibration.fit import Fit, Floats
from welfsim.experiments.targets.rows import Faults, read_number, read_rows, refuse
from welfsim.policy import Amount, Relative
from welfsim.scenario import Dated
from welfsim.scenario.values import reform_as_written
from welfsim.shipped import data_folder
from welfsim.text.written import shortened

PACKAGE, POSTERIOR = "calibrated.yaml", "posterior.csv"
MADE = "# Made by welfsim calibrate"
DIGITS = 6
SEED = 20_250_630
"""Of the draws: the same for every scenario, so that answers can be compared draw by draw."""


def package_text(fit: Fit, made_with: str) -> str:
    """Return the package: what the fitted factors make of each parameter, in YAML.

    Parameters
    ----------
    made_with
        What was run, as a command; it stands at the head.
    """
    head = [
        f"{MADE}: {made_with}",
        "# Constant factors on hazards, fitted to figures of months to June 2025. What each is, how sure, and what the",
        "# figures leave open: docs/calibration.md. Shared: it holds in a scenario and in what that is compared with.",
        "name: Factors fitted to what was known in June 2025",
        "shared: true",
        "reform:",
    ]
    for name, values in reform_as_written(changes(fit.problem.factors, fit.logs, fit.problem.start)).items():
        dated = ", ".join(f"{at}: {{times: {value['times']}}}" for at, value in values.items())
        head.append(f"  {name}: {{{dated}}}")
    return "\n".join(head) + "\n"


def posterior_text(fit: Fit) -> str:
    """Return the factors with priors, and the covariance of their errors, as a table in logarithms."""
    names = [factor.name for factor in fit.problem.factors]
    lines = [",".join(("factor", "log", "error", "prior_sd", *names))]
    for place, factor in enumerate(fit.problem.factors):
        numbers = (fit.logs[place], fit.errors[place], factor.prior_sd, *fit.covariance[place])
        lines.append(",".join((factor.name, *(f"{value:.{DIGITS}g}" for value in numbers))))
    return "\n".join(lines) + "\n"


def write_fit(folder: Path, fit: Fit, made_with: str) -> list[Path]:
    """Write package and posterior to a folder, each whole or not at all; return the files.

    Raises
    ------
    TargetsError
        If a file is there that no fit has made, or the folder cannot be written.
    """
    texts = {PACKAGE: package_text(fit, made_with), POSTERIOR: posterior_text(fit)}
    return [write_whole(folder / name, text) for name, text in texts.items()]


def write_whole(file: Path, text: str) -> Path:
    """Write a file that a fit makes, whole or not at all.

    Raises
    ------
    TargetsError
        If a file is there that no fit has made, or it cannot be written.
    """
    aside = file.with_name(f".{file.name}.{os.getpid()}.unfinished")
    try:
        if file.exists() and not _is_ours(file):
            raise TargetsError(
                f"{file}\n  This file is no fit's, so it is not replaced. Name another folder: --out DIR"
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_text(text, encoding="utf-8")
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise TargetsError(
            f"{file}\n  It cannot be written: {error.strerror or error}. Name another: --out DIR"
        ) from None
    return file


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.readline()
    return head.startswith((MADE.encode(), b"factor,log,error,prior_sd,"))


@dataclass(frozen=True, eq=False)
class Posterior:
    """Factors with the joint errors that a fit leaves them, in logarithms."""

    factors: tuple[Factor, ...]
    covariance: Floats

    def draws(self, number: int, start: int) -> list[dict[str, Dated]]:
        """Return joint draws, each as what is assumed in a scenario and in what it is compared with.

        A draw is around whatever the scenario has: the fitted package where it is named.

        Parameters
        ----------
        number
            How many.
        start
            The first month of the run.
        """
        luck = np.random.default_rng(SEED).standard_normal((number, len(self.factors)))
        logs = luck @ np.linalg.cholesky(self.covariance).T
        return [changes(self.factors, each, start) for each in logs]


def read_posterior(file: Path | None = None, factors: Sequence[Factor] | None = None) -> Posterior:
    """Read what a fit has left of its factors; what comes with welfsim unless a file is given.

    Raises
    ------
    TargetsError
        If there is none, or it is at fault.
    """
    path = data_folder() / "calibration" / POSTERIOR if file is None else file
    if file is None and not path.is_file():
        raise TargetsError(f"{path}\n  No fit is there yet. Make one, and name it:  welfsim calibrate --out DIR")
    known = {factor.name: factor for factor in (read_factors() if factors is None else factors)}
    rows = read_rows(path, ("factor", "log", "error", "prior_sd", *known), ("factor", "log", "error", "prior_sd"))
    faults: list[tuple[int, str]] = []
    names = [row["factor"] for row in rows]
    covariance = np.zeros((len(rows), len(rows)))
    for place, row in enumerate(rows):
        wrong: Faults = []
        if row["factor"] not in known:
            wrong.append(f"{shortened(row['factor'])} is no factor. Make the fit anew: welfsim calibrate --out DIR")
        covariance[place] = [read_number(row, name, wrong) for name in names]
        faults += [(row.line, fault) for fault in wrong]
    if not faults and not _is_covariance(covariance):
        faults.append((2, "The errors are no covariance. Make the fit anew: welfsim calibrate --out DIR"))
    refuse(path, faults)
    return Posterior(tuple(known[name] for name in names), covariance)


def _is_covariance(table: Floats) -> bool:
    return bool(np.allclose(table, table.T) and np.linalg.eigvalsh(table).min() > 0.0)


def laid_over(assume: Mapping[str, Dated], more: Mapping[str, Dated], start: int) -> dict[str, Dated]:
    """Return assumptions with more on top: a value takes the place of what was assumed, times are taken of it.

    Parameters
    ----------
    assume
        What a scenario assumes, a fitted package perhaps.
    more
        Values or times of parameters, by month.
    start
        The first month of the run.
    """
    return {**assume, **{name: _on_top(assume.get(name, {}), values, start) for name, values in more.items()}}


def _on_top(below: Dated, above: Dated, start: int) -> Dated:
    """Return values on top of others, from every month in which either changes."""
    months = sorted({max(at, start) for at in (*below, *above)})
    return {at: _product(_in_force(below, at), _in_force(above, at)) for at in months}


def _in_force(values: Dated, at: int) -> Amount:
    """Return the value that holds in a month; once as much where there is none."""
    begun = [values[each] for each in sorted(values) if each <= at]
    return Relative() if not begun or begun[-1] is None else begun[-1]


def _product(below: Amount, above: Amount) -> Amount:
    if not isinstance(above, Relative):
        return above
    if isinstance(below, Relative):
        return Relative(below.times * above.times, below.plus * above.times)
    return cast("float", below) * above.times
