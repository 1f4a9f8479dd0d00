"""Read the Family Resources Survey as people of the model: what it says stands, what it does not ask is lent.

A synthetic population lends to each person of the survey what the survey does not ask: spells, stages of the health
journey, reviews, readiness. The lender is drawn among those who are alike in benefits, work, health, age and sex.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.random import Generator, Philox

from welfsim.draws import stream_key
from welfsim.errors import PopulationError
from welfsim.months import parse_month, show_month
from welfsim.population import latent, migration, take_up, universal_credit
from welfsim.population.build import Population, state_from
from welfsim.population.checks import margins
from welfsim.population.draft import Draft
from welfsim.population.fit_notes import leave_those_without_a_note
from welfsim.population.own import PARQUET, write_people
from welfsim.population.people import working_age_people
from welfsim.population.survey.drafting import draft_of
from welfsim.population.survey.people import rows_of
from welfsim.population.survey.tables import read_tables
from welfsim.population.synthetic import synthetic
from welfsim.population.units_ahead import with_plan
from welfsim.rules.stages import begin
from welfsim.vocabulary.codes import Regime
from welfsim.vocabulary.limits import EARLIEST_START, FEWEST_PEOPLE, LARGEST_SEED, LATEST_START, MOST_PEOPLE

LENDERS = 20_000
"""The fewest people of the model who lend."""
LEAST_TIMES, MOST_TIMES = 0.1, 10.0


@dataclass(frozen=True)
class Survey:
    """People read from the Family Resources Survey.

    Attributes
    ----------
    population
        The people, as the model runs them.
    notes
        What was left out, and what was taken otherwise than the survey says, in sentences.
    """

    population: Population
    notes: tuple[str, ...]

    def margins(self) -> pd.DataFrame:
        """Return each margin of Great Britain: target and achieved, as `welfsim population` prints them."""
        return margins(self.population)

    def write(self, folder: str | Path, form: str = PARQUET) -> None:
        """Write the people as a folder that ``population=`` takes.

        Parameters
        ----------
        form
            ``parquet`` or ``csv``.

        Raises
        ------
        PopulationError
            If there is something in the folder, or it cannot be written.
        """
        write_people(self.population, Path(folder), form)


def read_frs(
    folder: str | Path,
    *,
    people: int = 200_000,
    seed: int = 1,
    start: str = "2025-04",
    pay: float = 1.0,
    rent: float = 1.0,
) -> Survey:
    """Read the tables of the Family Resources Survey (End User Licence) as people of the model.

    Parameters
    ----------
    folder
        Holds the tables househol, benunit, adult, child and benefits, tab-delimited (``.tab``) or ``.csv``.
    people
        About how many adults of working age there are to be, in rows of equal weight.
    seed
        Of the draws. The same tables, people, seed and start give the same people.
    start
        The month that the people are to stand for.
    pay, rent
        By how much pay and rents have risen between the survey and the start: 1.08 for 8 per cent.

    Raises
    ------
    PopulationError
        With all faults of the tables together, or if a number is out of range.
    """
    at = _checked(people, seed, start, pay, rent)
    luck = Generator(Philox(key=stream_key(seed, 0)))
    rows = rows_of(read_tables(Path(folder)), people, at, luck)
    if rows.adults.empty:
        raise PopulationError(f"{folder}: there is no adult of working age in Great Britain with a weight.")
    lenders = synthetic(max(LENDERS, round(working_age_people(at) / rows.grossing)), seed, at)
    draft, names = draft_of(rows, lenders, at, luck, pay, rent)
    _add_regimes(draft)
    take_up.add_take_up(draft)
    migration.plan_leavers(draft)
    state = state_from(draft, len(names))
    latent.place_latent(state.person, luck, at)
    leave_those_without_a_note(state, luck, at)
    begin(state, at - 1)
    merged = "The survey knows regions and no coach districts"
    population = Population(with_plan(state, luck, at), rows.grossing, at, seed, names, merged)
    return Survey(population, tuple(rows.notes))


def _add_regimes(draft: Draft) -> None:
    """Set requirements by rule; whoever is lent a search, and is to search, has the dates of that one."""
    person = draft.person
    lent, last = person["search_since"].astype(np.int64), person["last_work"].copy()
    universal_credit.add_regimes(draft)
    searches = (lent > 0) & (person["regime"] == Regime.INTENSIVE_SEARCH)
    claimed = np.minimum(draft.of_unit(draft.unit["uc_since"]), draft.start - 1)
    draft.put(
        search_since=np.where(searches, np.maximum(lent, claimed), person["search_since"]),
        last_work=np.where(searches, last, person["last_work"]),
    )


def _checked(people: int, seed: int, start: str, pay: float, rent: float) -> int:
    """Return the start month, if all is in range."""
    try:
        at = parse_month(start)
    except ValueError as fault:
        raise PopulationError(f"start: {fault}.") from None
    if not EARLIEST_START <= at <= LATEST_START:
        raise PopulationError(
            f"start: {start} is out of range. "
            f"Choose a month from {show_month(EARLIEST_START)} to {show_month(LATEST_START)}."
        )
    if not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise PopulationError(f"people: {people:,} is out of range. Ask for {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}.")
    if not 0 <= seed <= LARGEST_SEED:
        raise PopulationError(f"seed: {seed} is out of range. Choose one from 0 to {LARGEST_SEED:,}.")
    for name, times in (("pay", pay), ("rent", rent)):
        if not LEAST_TIMES <= times <= MOST_TIMES:
            raise PopulationError(f"{name}: {times:g} is out of range. Write 1.08 for a rise of 8 per cent.")
    return at
