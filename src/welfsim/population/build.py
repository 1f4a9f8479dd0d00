"""Build a synthetic Great Britain: adults of working age in benefit units, built from published margins.

Each margin is met to the rounding of the sample: expected tables are fitted, rounded to whole rows, and the rows
of highest latent score in each cell are taken. Every margin says whether it is published, derived or assumed.

Left out: partners past pension age, same-sex couples, and dependants of 16 to 19 in education (they are units of
their own). Who turns 16 comes as a unit of one, who comes to live here alone or with a partner. Who forms a couple
or parts later is planned last.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator, Philox

from welfsim.draws import stream_key
from welfsim.errors import PopulationError
from welfsim.months import show_month
from welfsim.population import (
    fit_notes,
    health,
    housing,
    incapacity,
    latent,
    migration,
    pay,
    people,
    pip,
    self_employment,
    sick_leave,
    take_up,
    tenure,
    universal_credit,
    work,
)
from welfsim.population.awards import has_nil_award
from welfsim.population.child_awards import add_child_awards
from welfsim.population.children import add_children
from welfsim.population.disabled_children import add_disabled_children
from welfsim.population.districts import district_table, merging
from welfsim.population.draft import Draft, typed
from welfsim.population.families import add_childcare, add_units
from welfsim.population.published import geography
from welfsim.population.units_ahead import with_plan
from welfsim.rules.stages import begin
from welfsim.text.written import shortened
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.fields import as_table
from welfsim.vocabulary.limits import EARLIEST_START, FEWEST_PEOPLE, LARGEST_SEED, LATEST_START, MOST_PEOPLE
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State, state_of


@dataclass(frozen=True)
class Population:
    """A population at its start month.

    Attributes
    ----------
    state
        Persons, benefit units and districts, every column filled.
    grossing
        Real people each row stands for.
    start
        Start month.
    seed
        Seed of the build.
    district_names
        Names of the districts, in order.
    merged
        A sentence if districts are merged, else empty.
    content
        A hash of all rows if it is known without reading them, else empty.
    """

    state: State
    grossing: int
    start: int
    seed: int
    district_names: tuple[str, ...]
    merged: str
    content: str = ""


def build(asked: int, seed: int, start: int) -> Population:
    """Build a population of about `asked` adults of working age, without looking into the cache.

    Raises
    ------
    PopulationError
        If the size or the start month is out of range.
    """
    return _built(asked, grossing_for(asked, start), seed, start, 0)


def grossing_for(asked: int, start: int) -> int:
    """Return how many real people a row stands for if so many are asked for."""
    return max(1, round(people.working_age_people(start) / asked))


def build_slice(grossing: int, seed: int, start: int, number: int) -> Population:
    """Build one slice of a large population: people of which each row stands for so many, with luck of its own."""
    return _built(round(people.working_age_people(start) / grossing), grossing, seed, start, number)


def _built(asked: int, grossing: int, seed: int, start: int, number: int) -> Population:
    """Build a population, or a slice of one by its number, with one stream of luck for each slice."""
    check_asked(asked, seed, start)
    places = geography()
    zone, names, merged = merging(places, asked)
    draft = Draft(start, grossing, places, zone, Generator(Philox(key=stream_key(seed, number))))
    people.add_people(draft)
    add_units(draft)
    add_children(draft)
    health.add_health(draft)
    universal_credit.add_claims(draft)
    add_disabled_children(draft)
    incapacity.add_uc_health(draft)
    universal_credit.settle_claims(draft)
    incapacity.add_esa(draft)
    universal_credit.add_carers(draft)
    pip.add_pip(draft)
    add_child_awards(draft)
    health.add_attitudes(draft, incapacity.health_claimants(draft) | pip.recipients(draft))
    housing.add_capital(draft)
    housing.add_housing(draft)
    add_childcare(draft)
    pay.draw_pay(draft)
    self_employment.add_on_benefit(draft)
    work.add_jobs(draft)
    self_employment.add_off_benefit(draft)
    work.add_time_out(draft)
    work.add_activity(draft)
    migration.add_what_arrivals_do(draft)
    incapacity.add_disputes(draft)
    universal_credit.add_regimes(draft)
    tenure.add_tenure(draft)
    self_employment.date_start_ups(draft)
    work.add_access_to_work(draft)
    pay.settle_pay(draft)
    work.date_last_jobs(draft)
    sick_leave.put_on_leave(draft, ~draft.of_unit(has_nil_award(draft)))  # with less pay there would be an award
    take_up.add_take_up(draft)
    migration.plan_leavers(draft)
    state = state_from(draft, len(names))
    latent.place_latent(state.person, draft.luck, start)
    fit_notes.leave_those_without_a_note(state, draft.luck, start)
    begin(state, start - 1)
    state = with_plan(state, draft.luck, start)
    return Population(state, grossing, start, seed, names, merged)


def check_asked(asked: int, seed: int, start: int) -> None:
    if asked < FEWEST_PEOPLE:
        raise PopulationError(
            f"population: {asked:,} people were asked for, but margins cannot be met with fewer than "
            f"{FEWEST_PEOPLE:,}. Ask for {FEWEST_PEOPLE:,} or more."
        )
    if asked > MOST_PEOPLE:
        raise PopulationError(
            f"population: {shortened(asked)} people were asked for, but there are no more of working "
            f"age in Great Britain. Ask for {MOST_PEOPLE:,} or fewer."
        )
    if not 0 <= seed <= LARGEST_SEED:
        raise PopulationError(
            f"population: the seed {shortened(seed)} is out of range. Choose one from 0 to {LARGEST_SEED:,}."
        )
    if not EARLIEST_START <= start <= LATEST_START:
        raise PopulationError(
            f"population: the start month {show_month(start)} is outside the published margins, which run from "
            f"{show_month(EARLIEST_START)} to {show_month(LATEST_START)}. Choose a start month between them."
        )


def state_from(draft: Draft, districts: int) -> State:
    """Return the state of a draft: number districts as merged and give every column its declared type."""
    table = district_table(draft, districts)
    for columns in (draft.person, draft.unit):
        columns["district"] = draft.zone[columns["district"]]
        columns["counted_in"] = columns["district"]
    person = typed(Persons, draft.person, draft.people)
    unit = typed(BenefitUnits, draft.unit, draft.unit["adults"].size)
    return state_of(as_table(Persons, person), as_table(BenefitUnits, unit), table)
