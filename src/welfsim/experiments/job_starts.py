"""How many people out of work begin a job in a month, by age and severity: what the hazards of job entry come to.

``python -m welfsim.experiments.job_starts`` builds a population, asks the month itself for the hazard of everyone out
of work, and writes ``data/margins/job_starts.csv``. The build dates jobs by it (`population.tenure`), so that as many
jobs are young as the first months go on to begin. Nothing is shifted to fit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from welfsim.draws import stream_key
from welfsim.months import MONTHS_A_YEAR, parse_month
from welfsim.population.build import Population, build
from welfsim.population.latent import SEVERITIES, band
from welfsim.population.law import law_at
from welfsim.population.tables import forget_tables
from welfsim.population.tenure import GRADES, STARTS, grade_of
from welfsim.processes.employment import entry_hazards
from welfsim.shipped import data_folder
from welfsim.vocabulary.state import Clock

START = parse_month("2025-04")
PEOPLE, SEED = 200_000, 1


def found_in(population: Population) -> pd.DataFrame:
    """Return job starts a month, a person out of work, by first age of the band and severity, and the rows behind them.

    Without support, and before anyone is displaced.
    """
    start, person = population.start, population.state.person
    clock = Clock(start, start, stream_key(0, 0), 1)
    hazard = np.minimum(entry_hazards(population.state, law_at(start), clock), 1.0)
    out = hazard >= 0
    age = (start - person.birth_month[out].astype(np.int64)) // MONTHS_A_YEAR
    group = band(age, STARTS) * SEVERITIES + grade_of(person.severity[out])
    size = len(STARTS) * SEVERITIES
    rows = np.bincount(group, minlength=size)
    rate = np.bincount(group, hazard[out], minlength=size) / np.maximum(rows, 1)
    names = [(age_from, grade.name) for age_from in STARTS for grade in GRADES]
    frame = pd.DataFrame(names, columns=["age_from", "severity"])
    return frame.assign(rate=rate.round(5), people=rows)


def main() -> None:
    """Write the table."""
    found = found_in(build(PEOPLE, SEED, START))
    found.to_csv(data_folder() / "margins" / "job_starts.csv", index=False)
    forget_tables()


if __name__ == "__main__":
    main()
