"""Fit the factors, and write the package, the joint errors of the factors and the figures on the page of calibration.

Run as ``python docs/make_calibration.py [PEOPLE]``: 50,000 people unless given, four replications and twelve months,
then a known world of 20,000 people with two. It takes some minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from welfsim.experiments.calibration import report
from welfsim.experiments.calibration.factors import read_factors
from welfsim.experiments.calibration.fit import Fit, fit
from welfsim.experiments.calibration.known import Recovered, known_rows, known_sentence, recovered
from welfsim.experiments.calibration.package import PACKAGE, POSTERIOR, package_text, posterior_text, write_whole
from welfsim.experiments.calibration.runs import problem_of, runs_of
from welfsim.experiments.targets.table import read_targets
from welfsim.scenario import read_scenario
from welfsim.shipped import data_folder, scenarios_folder
from welfsim.wording.tables import markdown_table

PAGE = Path(__file__).resolve().parent / "calibration.md"
START, END = "<!-- fit:start -->", "<!-- fit:end -->"
PEOPLE, REPLICATIONS, MONTHS = 50_000, 4, 12
OF_OTHER_PEOPLE = (
    "Errors hold the luck of replications and not that of drawing the people, so factors of flows of few claims may be "
    "further off."
)
PEOPLE_OF_A_KNOWN_WORLD, REPLICATIONS_OF_IT = 20_000, 2


def fitted(people: int) -> Fit:
    """Return the fit of the baseline to the targets that come with welfsim."""
    asked = read_scenario("baseline").with_options(people=people, replications=REPLICATIONS, months=MONTHS)
    problem = problem_of(asked, read_targets(), read_factors())
    return fit(problem, runs_of(asked, problem))


def known_world(people: int) -> Recovered:
    """Return the fit to a world of other people with other luck, whose factors are one standard deviation off."""
    asked = read_scenario("baseline").with_options(people=people, replications=REPLICATIONS_OF_IT, months=MONTHS)
    problem = problem_of(asked, read_targets(), read_factors())
    return recovered(problem, runs_of(asked.with_options(seed=asked.seed + 1), problem), runs_of(asked, problem))


def sections(found: Fit, known: Recovered, people: int) -> Iterator[str]:
    """Yield what is written between the marks of the page."""
    yield f"One fit: {people:,} people, {MONTHS} months from April 2025, {REPLICATIONS} replications, seed 1."
    yield "\n".join(f"- {sentence}" for sentence in report.sentences(found))
    yield "### Figures"
    yield markdown_table(report.target_rows(found), 5)
    yield "### Factors as fitted"
    yield markdown_table(report.factor_rows(found), 5)
    pairs = report.correlated_rows(found)
    yield "### What the figures leave open"
    yield markdown_table(pairs) if len(pairs) > 1 else "No two factors are correlated above 0.9."
    yield markdown_table(report.open_rows(found))
    yield "### Each figure left out"
    yield markdown_table(report.without_rows(found))
    yield "### A known world as fitted"
    size = f"{PEOPLE_OF_A_KNOWN_WORLD:,} people, {REPLICATIONS_OF_IT} replications, other people in the known world."
    yield f"{size} {known_sentence(known)} {OF_OTHER_PEOPLE}"
    yield markdown_table(known_rows(known), 2)


def with_figures(page: str, text: str) -> str:
    """Return the page with other text between its marks."""
    before, rest = page.split(START)
    return f"{before}{START}\n\n{text}\n\n{END}{rest.split(END)[1]}"


def main(people: int = PEOPLE) -> None:
    """Fit, and write package, errors and page."""
    found, known = fitted(people), known_world(min(people, PEOPLE_OF_A_KNOWN_WORLD))
    made_with = f"baseline --people {people} --replications {REPLICATIONS} --seed 1 --start 2025-04 --months {MONTHS}"
    write_whole(scenarios_folder() / "packages" / PACKAGE, package_text(found, made_with))
    write_whole(data_folder() / "calibration" / POSTERIOR, posterior_text(found))
    text = "\n\n".join(sections(found, known, people))
    PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
