"""What a fit leaves behind: a package of changes that scenarios share, and the factors with their joint errors."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import cast

import numpy as np

from welfsim.errors import TargetsError
from welfsim.experiments.calibration.factors import COLUMNS, Factor, as_row, changes, factors_in, limits
from welfsim.experiments.calibration.fit import Fit, Floats
from welfsim.experiments.targets.rows import Faults, read_number, read_rows, refuse
from welfsim.policy import Amount, Relative
from welfsim.scenario import Dated
from welfsim.scenario.values import reform_as_written
from welfsim.shipped import data_folder

PACKAGE, POSTERIOR = "calibrated.yaml", "posterior.csv"
OF_A_POSTERIOR = ("log", "error", "covariance", *COLUMNS)
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
    """Return the factors as a table: what each is, its fit and error in logarithms, and covariances in their order."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OF_A_POSTERIOR)
    for place, factor in enumerate(fit.problem.factors):
        covariances = " ".join(map(_written, fit.covariance[place]))
        writer.writerow((_written(fit.logs[place]), _written(fit.errors[place]), covariances, *as_row(factor)))
    return text.getvalue()


def _written(value: float) -> str:
    return f"{value:.{DIGITS}g}"


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
    return head.startswith((MADE.encode(), b"log,error,covariance,"))


@dataclass(frozen=True, eq=False)
class Posterior:
    """Factors as fitted with their joint errors, in logarithms."""

    factors: tuple[Factor, ...]
    logs: Floats
    covariance: Floats

    def draws(self, number: int, start: int) -> list[dict[str, Dated]]:
        """Return joint draws, each as what is assumed in a scenario and in what it is compared with.

        A draw is around whatever the scenario has: the fitted package where it is named. It stays where every parameter
        is lawful, with the package or without.

        Parameters
        ----------
        number
            How many.
        start
            The first month of the run.
        """
        luck = np.random.default_rng(SEED).standard_normal((number, len(self.factors)))
        bounds = limits(self.factors, start)
        lowest, highest = bounds[:, 0] - np.minimum(self.logs, 0.0), bounds[:, 1] - np.maximum(self.logs, 0.0)
        logs = np.clip(luck @ np.linalg.cholesky(self.covariance).T, lowest, highest)
        return [changes(self.factors, each, start) for each in logs]


def read_posterior(file: Path | None = None) -> Posterior:
    """Read what a fit has left of its factors; what comes with welfsim unless a file is given.

    Raises
    ------
    TargetsError
        If there is none, or it is at fault.
    """
    path = data_folder() / "calibration" / POSTERIOR if file is None else file
    if file is None and not path.is_file():
        raise TargetsError(f"{path}\n  No fit is there yet. Make one, and name it:  welfsim calibrate --out DIR")
    rows = read_rows(path, OF_A_POSTERIOR, OF_A_POSTERIOR)
    faults: list[tuple[int, str]] = []
    factors = factors_in(rows, faults)
    wrong: Faults = []
    logs = np.array([read_number(row, "log", wrong) for row in rows])
    covariance = _covariance([row["covariance"] for row in rows])
    if wrong or covariance is None:
        faults.append((2, "The errors are no covariance. Make the fit anew: welfsim calibrate --out DIR"))
    refuse(path, faults)
    return Posterior(tuple(factors), logs, np.asarray(covariance))


def _covariance(written: Sequence[str]) -> Floats | None:
    """Return the covariances of all rows; nothing if they are none."""
    try:
        table = np.array([[float(number) for number in row.split()] for row in written])
    except ValueError:
        return None
    return table if table.shape == (len(written),) * 2 and _is_covariance(table) else None


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
