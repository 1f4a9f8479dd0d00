"""People who turn 16 with Disability Living Allowance, or in Scotland 18 with Child Disability Payment."""

from __future__ import annotations

import numpy as np

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed, assumed_each, assumed_whole
from welfsim.population.choosing import Mask, Rows, among, among_cells, noise
from welfsim.population.draft import Draft
from welfsim.population.health import limited
from welfsim.population.law import law_at
from welfsim.population.migration import has_yet_to_arrive
from welfsim.population.pip import recipients
from welfsim.population.rounding import cumulative, largest_remainder
from welfsim.vocabulary.codes import Condition, Presence, Region, Severity, Sex

SHARES = ("child_award_girls", "child_award_boys")
CONDITIONS = (Condition.NEUROLOGICAL, Condition.MENTAL_HEALTH, Condition.MUSCULOSKELETAL)
STEP = 20  # log odds from one severity to the next: the more ill come first, and luck decides among the like


def add_child_awards(draft: Draft) -> None:
    """Say who of those yet to turn 16 has an award, exact by year of birth and sex: the most ill, and made to fit it.

    In Scotland so have some who are 16 or 17 at the start, of those limited in their work.
    """
    person = draft.person
    entrant = (person["presence"] == Presence.WAITING) & ~has_yet_to_arrive(draft)
    year = (person["birth_month"] - person["birth_month"].min()) // MONTHS_A_YEAR
    cell = year.astype(np.int64) * len(Sex) + person["sex"]
    held = np.bincount(cell[entrant], minlength=int(cell.max()) + 1)
    expected = held * assumed_each(*SHARES)[np.arange(held.size) % len(Sex)]
    score = (STEP * person["severity"] + noise(draft.luck, draft.people)).astype(np.float32)
    awarded = among_cells(entrant, score, cell, cumulative(expected, round(float(expected.sum()))))
    _fit_health(draft, np.flatnonzero(awarded)[np.argsort(-score[awarded], kind="stable")])
    draft.put(child_award=awarded | _young_scots(draft))


def _fit_health(draft: Draft, rows: Rows) -> None:
    """Give people with an award, the most ill first, a severity and condition as awards of children have them.

    They have been ill since childhood.
    """
    person, condition = draft.person, np.empty(rows.size, dtype=np.int8)
    severe = np.arange(rows.size) < round(assumed("child_award_severe") * rows.size)
    person["severity"][rows] = np.where(severe, Severity.SEVERE, Severity.WORK_LIMITING)
    parts = assumed_each(*(f"child_award_{code.name.lower()}" for code in CONDITIONS))
    counts = largest_remainder(np.append(parts, 1 - parts.sum()), rows.size)
    condition[draft.luck.permutation(rows.size)] = np.repeat((*CONDITIONS, Condition.OTHER_PHYSICAL), counts)
    person["condition"][rows] = condition
    since = person["birth_month"][rows] + MONTHS_A_YEAR * assumed_whole("child_award_from_age")
    person["severity_since"][rows] = np.minimum(since, draft.start - 1)


def _young_scots(draft: Draft) -> Mask:
    """Mark people in Scotland whose award of a child goes on past 16 at the start."""
    person = draft.person
    lived = draft.start - 1 - person["birth_month"].astype(np.int32)
    young = draft.present & (draft.region == Region.SCOTLAND) & (lived < law_at(draft.start).adp.child_award_until)
    free = (person["pip_claim_month"] == 0) & (person["pip_dispute_month"] == 0) & ~recipients(draft)
    count = round(float(assumed_each(*SHARES)[person["sex"][young]].sum()))
    return among(young & free & limited(draft), noise(draft.luck, draft.people), count)
