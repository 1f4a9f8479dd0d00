"""The table of districts, and how they merge when a sample is too small for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from welfsim.population.draft import Array, Draft
from welfsim.population.health import limited
from welfsim.population.law import law_at
from welfsim.population.pip import recipients
from welfsim.population.published import NATION_NAMES, REGION_NAMES, Geography, by_region, connect_to_work_grants
from welfsim.population.universal_credit import on_uc_person
from welfsim.rules.rationing import MILLI
from welfsim.vocabulary.codes import CoachUse, Job, Programme, Regime
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, declared, empty_columns
from welfsim.vocabulary.limits import PEOPLE_FOR_REGIONS

PEOPLE_FOR_DISTRICTS = 100_000


def merging(places: Geography, people: int) -> tuple[Array, tuple[str, ...], str]:
    """Return the merged number of each district, the merged names, and a sentence if any are merged."""
    count = len(places.districts)
    if people >= PEOPLE_FOR_DISTRICTS:
        return np.arange(count, dtype=np.int8), places.districts, ""
    if people >= PEOPLE_FOR_REGIONS:
        return places.region, REGION_NAMES, _sentence(count, "11 regions", PEOPLE_FOR_DISTRICTS)
    return places.nation, NATION_NAMES, _sentence(count, "3 nations", PEOPLE_FOR_REGIONS)


def _sentence(count: int, merged: str, fewest: int) -> str:
    return f"{count} coach districts are merged into {merged}: fewer than {fewest:,} people in the sample"


def district_table(draft: Draft, count: int) -> Districts:
    """Return the districts: shares of coaches by UC people, of searchers, of the jobless, of assessors by claimants,
    of places by who may take them; its region's employment rate; searchers served in full.

    What is short of one row carries over from the months before: parts of a row spread evenly over the districts, so
    that no service waits for its first whole row.

    A nation merged whole has the region of its last district: England then counts as outside London.
    """
    person = draft.person
    place = draft.zone[person["district"]]
    assessed = (person["health_group"] > 0) | recipients(draft)
    columns = empty_columns(Districts, count)
    nation = np.zeros(count, dtype=np.int8)
    nation[draft.zone] = draft.places.nation
    region = np.zeros(count, dtype=np.int8)
    region[draft.zone] = draft.places.region
    columns.update(
        first_person=np.searchsorted(place, np.arange(count), side="left"),
        end_person=np.searchsorted(place, np.arange(count), side="right"),
        nation=nation,
        region=region,
        share_of_coaches=_shares(place, on_uc_person(draft), count),
        share_of_searchers=_shares(place, draft.present & (person["regime"] == Regime.INTENSIVE_SEARCH), count),
        employment_rate=_employment_rates(draft, place, count),
        share_of_jobless=_shares(place, draft.present & (person["job"] == Job.OUT), count),
        share_of_assessors=_shares(place, assessed, count),
        share_of_places=_places(draft, place, count),
        assessments_carried=_parts(draft, count),
        reassessments_carried=_parts(draft, count),
        kept_carried=_parts(draft, count),
        called_carried=_parts(draft, count),
        pip_carried=_parts(draft, count),
        pip_reviews_carried=_parts(draft, count),
        places_carried=np.stack([_parts(draft, count) for _ in Programme], axis=1),
        search_share=np.ones((count, len(CoachUse))),
        job_multiplier=np.ones(count),
        chances_before=np.full(count, -1.0),
    )
    return as_table(Districts, columns)


def together(
    tables: Sequence[Districts], first_person: NDArray[np.int64], end_person: NDArray[np.int64]
) -> NDArray[np.void]:
    """Return the districts of slices put together, each slice with as many people.

    Shares are the mean of those of the slices. What carries over is that of the first, in parts of the smaller row.
    """
    columns = [{name: getattr(table, name) for name in declared(Districts)} for table in tables]
    whole = dict(columns[0])
    for name, first in columns[0].items():
        if first.dtype.kind == "f":
            whole[name] = np.mean([each[name] for each in columns], axis=0)
        elif name.endswith("_carried"):
            whole[name] = first // len(tables)
    whole.update(first_person=first_person, end_person=end_person)
    return np.asarray(as_table(Districts, whole))


def _employment_rates(draft: Draft, place: Array, count: int) -> Array:
    """Return the published employment rate of each district's region, of merged regions by their people."""
    here = np.flatnonzero(draft.present)
    rates = by_region("employment_by_region", "percent")[draft.region[here]] / 100
    return np.asarray(np.bincount(place[here], rates, count) / np.maximum(np.bincount(place[here], minlength=count), 1))


def _places(draft: Draft, place: Array, count: int) -> Array:
    """Return each district's share of every programme's places: by grants, by who may take them, or by the ill and
    out of work."""
    is_limited, in_work = limited(draft) & draft.present, draft.person["job"] != Job.OUT
    shares = np.repeat(_shares(place, is_limited & ~in_work, count)[:, None], len(Programme), axis=1)
    shares[:, Programme.ACCESS_TO_WORK] = _shares(place, is_limited & in_work, count)
    guarantee = law_at(draft.start).programme[Programme.JOBS_GUARANTEE]
    young = (draft.age >= guarantee.youngest) & (draft.age <= guarantee.oldest)
    shares[:, Programme.JOBS_GUARANTEE] = _shares(place, on_uc_person(draft) & young & ~in_work, count)
    grants = connect_to_work_grants(draft.places)
    shares[:, Programme.CONNECT_TO_WORK] = np.bincount(draft.zone, grants, count) / grants.sum()
    return shares


def _parts(draft: Draft, count: int) -> Array:
    """Return thousandths of a real person below one row, evenly spread over districts in random order."""
    return ((draft.luck.permutation(count) + 0.5) / count * MILLI * draft.grossing).astype(np.int64)


def _shares(place: Array, people: Array, count: int) -> Array:
    held = np.bincount(place[people], minlength=count).astype(np.float64)
    return np.asarray(held / max(held.sum(), 1.0))
