"""The tables of the Family Resources Survey, read from a folder, with all faults said at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from welfsim.errors import MOST_FAULTS, PopulationError, together
from welfsim.population.survey.variables import TABLES, Variable
from welfsim.text.written import after, question, shortened
from welfsim.wording.values import counted

FORMS: Mapping[str, str] = {".tab": "\t", ".csv": ","}
KEYS = {"househol": ["SERNUM"], "benunit": ["SERNUM", "BENUNIT"]}
PERSONS = ["SERNUM", "PERSON"]
MOST_ADULTS = 2
HEAD = 2
"""The line of a file in which the first row stands."""

Frames = dict[str, pd.DataFrame]


def read_tables(folder: Path) -> Frames:
    """Read the tables of the survey by its published names, in capitals or small letters.

    Returns
    -------
    dict
        A frame for each table, its variables as numbers; not a number where the survey has none.

    Raises
    ------
    PopulationError
        With all faults of the files together; if there are none, with all that do not belong together.
    """
    faults: list[str] = []
    files = {name: _file_of(folder, name) for name in TABLES}
    absent = [name for name, file in files.items() if file is None]
    if absent:
        faults.append(
            f"{folder}: there is no table {', '.join(absent)}. "
            f"The folder of the survey holds {', '.join(TABLES)}, each as .tab, as the UK Data Service gives them out, "
            f"or as .csv."
        )
    found = {name: _read(file, TABLES[name], faults) for name, file in files.items() if file is not None}
    _refuse(faults)
    frames = {name: frame for name, frame in found.items() if frame is not None}
    _refuse([*_strangers(folder, frames)])
    return frames


def _refuse(faults: list[str]) -> None:
    more = len(faults) - MOST_FAULTS
    if faults:
        raise PopulationError(together([*faults[:MOST_FAULTS], *([f"{more} more faults."] if more > 0 else [])]))


def _file_of(folder: Path, name: str) -> Path | None:
    """Return the file of a table, whatever the case of its letters; none if there is none."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() in FORMS)
    except OSError:
        return None
    return next((file for file in files if file.stem.lower() == name), None)


def _read(file: Path, variables: Mapping[str, Variable], faults: list[str]) -> pd.DataFrame | None:
    """Return the variables of a table as numbers, and say what is wrong with it; none if it is no table."""
    try:
        written = pd.read_csv(file, sep=FORMS[file.suffix.lower()], dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        faults.append(f"{file}: cannot be read as a table ({shortened(str(error).splitlines()[0], 200)}).")
        return None
    written.columns = [str(column).strip().upper() for column in written.columns]
    lacking = [variable for variable in variables if variable not in written.columns]
    for variable in lacking:
        meant = after(" ", question(variable, list(written.columns)))
        faults.append(f"{file}: there is no column {variable} ({variables[variable].means}).{meant}")
    kept = [variable for variable in variables if variable not in lacking]
    columns = {variable: _numbers(written[variable], variable, variables[variable], file, faults) for variable in kept}
    return pd.DataFrame(columns)


def _numbers(cells: pd.Series, name: str, variable: Variable, file: Path, faults: list[str]) -> pd.Series:
    """Return a variable as numbers, and say what is wrong with its cells."""
    texts = cells.str.strip()
    values = pd.to_numeric(texts, errors="coerce").astype(np.float64)
    values = values.where(np.isfinite(values))
    is_text = values.isna() & (texts != "")
    lacks = (texts == "") | (values < 0)
    wrong = {"is no number": is_text}
    if not variable.may_lack:
        wrong["is no value, and each row needs one"] = lacks
    if variable.codes:
        codes = ", ".join(f"{code} {what}" for code, what in variable.codes.items())
        wrong[f"is no code of it ({codes})"] = ~lacks & ~is_text & ~values.isin(list(variable.codes))
    else:
        wrong[f"is less than {variable.least:g}"] = ~lacks & (values < variable.least)
    for why, rows in wrong.items():
        if rows.any():
            row = int(np.flatnonzero(rows)[0])
            faults.append(
                f"{file}: column {name} ({variable.means}), line {row + HEAD}: {shortened(texts.iloc[row])} {why}. "
                f"Correct it there, and in {counted(int(rows.sum()) - 1, 'further row')}."
            )
    return values.where(values >= 0)


def _strangers(folder: Path, frames: Frames) -> Iterator[str]:
    """Say which rows stand twice, or belong to no household, unit or person."""
    for name, keys in {**KEYS, "adult": PERSONS, "child": PERSONS}.items():
        yield from _fault(folder, name, frames[name].duplicated(keys), f"has the {' and '.join(keys)} of a row above")
    households = frames["househol"]["SERNUM"]
    for name in ("benunit", "adult", "child", "benefits"):
        alone = ~frames[name]["SERNUM"].isin(households)
        yield from _fault(folder, name, alone, "has a SERNUM that househol does not have")
    units = pd.MultiIndex.from_frame(frames["benunit"][["SERNUM", "BENUNIT"]])
    for name in ("adult", "child"):
        of_unit = pd.MultiIndex.from_frame(frames[name][["SERNUM", "BENUNIT"]])
        yield from _fault(folder, name, ~of_unit.isin(units), "has a BENUNIT that benunit does not have")
    people = pd.MultiIndex.from_frame(pd.concat([frames["adult"][PERSONS], frames["child"][PERSONS]]))
    strange = ~pd.MultiIndex.from_frame(frames["benefits"][PERSONS]).isin(people)
    yield from _fault(folder, "benefits", strange, "has a PERSON whom neither adult nor child has")
    adults = frames["adult"].groupby(["SERNUM", "BENUNIT"]).cumcount() >= MOST_ADULTS
    yield from _fault(folder, "adult", adults, "is the third adult of a benefit unit, which has two at most")
    if not (frames["househol"]["GROSS4"] > 0).any():
        yield f"{folder}: table househol, column GROSS4: no household stands for anybody. Give at least one a weight."


def _fault(folder: Path, name: str, rows: pd.Series | np.ndarray, why: str) -> Iterator[str]:
    where = np.flatnonzero(rows)
    if where.size:
        yield (
            f"{folder}: table {name}, line {where[0] + HEAD}: the row {why}. "
            f"Correct it there, and in {counted(where.size - 1, 'further row')}."
        )
