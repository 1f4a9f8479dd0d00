"""Who of those not on Universal Credit will claim it, and since when claims have had a nil award."""

from __future__ import annotations

import numpy as np

from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.awards import awards, has_worker
from welfsim.population.benefit_work import nil_award_targets
from welfsim.population.choosing import Mask, Score, among, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import is_parent, uc_scaled
from welfsim.population.health import limited
from welfsim.population.law import law_at
from welfsim.population.published import Float, share
from welfsim.population.rounding import largest_remainder
from welfsim.population.universal_credit import FAMILIES, family_of
from welfsim.rules.credit_claims import RANKS, all_ever_claims
from welfsim.vocabulary.codes import Activity, Job


def add_take_up(draft: Draft) -> None:
    """Rank units by readiness to claim: low for those on UC and those about to claim, high for who never will.

    How many of a type of family claim rises with the award. The units about to claim are so many that claims start as
    published; other units that could have an award, and have not asked for it, never will. Claims with a nil award have
    had it for each number of months up to that which closes them, so that as many close each month; those that usual
    pay leaves an award, for a month.
    """
    unit, luck = draft.unit, draft.luck
    claims = unit["uc_since"] > 0
    award = _awards(draft, claims)
    entitled = ~claims & (award >= max(law_at(draft.start).take_up.worth_claiming, 1))
    about = _about_to_claim(draft, entitled)
    rank = luck.random(claims.size)
    ever = _ever_claims(draft, award)
    rank = RANKS * np.select([claims | about, entitled], [ever * rank, ever + (1 - ever) * rank], rank)
    whole = np.where(entitled & ~about, np.ceil(rank), np.floor(rank))
    unit["take_up"] = np.minimum(whole, RANKS - 1).astype(np.uint16)
    unit["uc_award"] = np.where(claims, award, 0)
    unit["uc_nil_since"] = np.where(claims & (award == 0), _nil_since(draft, claims & (award == 0)), 0).astype(np.int16)


def _awards(draft: Draft, claims: Mask) -> Array:
    """Return the award of units on Universal Credit, and of others what they would have: nothing with much savings.

    A claim without workers goes on as it is, even where nobody in it could claim anew: as if it had a middling award.
    """
    award = np.zeros(claims.size, dtype=np.int64)
    rows = np.flatnonzero(draft.present[draft.unit["first_person"]] & _has_little_capital(draft))
    award[rows] = awards(draft, rows)
    goes_on = claims & (award == 0) & ~has_worker(draft)
    return np.where(goes_on, int(law_at(draft.start).take_up.ever_claims_award), award)


def _nil_since(draft: Draft, nil: Mask) -> Array:
    """Return since when claims with a nil award have had it: last month alone, where usual pay leaves an award."""
    claimed, rows = draft.unit["uc_since"], np.flatnonzero(nil)
    longest = int(law_at(draft.start).universal_credit.nil_award_months)
    ago = draft.luck.integers(1, longest, nil.size, endpoint=True)
    of_month = draft.person["pay_over_usual"]
    draft.put(pay_over_usual=np.zeros_like(of_month))
    ago[rows[awards(draft, rows) > 0]] = 1
    draft.put(pay_over_usual=of_month)
    return np.asarray(np.maximum(draft.start - ago, claimed))


def _ever_claims(draft: Draft, award: Array) -> Float:
    """Return the share of units that would claim an award at all, of the type of family and the award of each unit.

    A claim that is at nil had an award when it was opened: it is taken to have been a middling one.
    """
    law = law_at(draft.start)
    asked = np.where(award > 0, award, int(law.take_up.ever_claims_award))
    return np.asarray(all_ever_claims(draft.unit["adults"] == 2, is_parent(draft), asked, law))


def _has_little_capital(draft: Draft) -> Mask:
    """Mark units whose savings are not above the limit, of which alone the law need be asked."""
    return np.asarray(draft.unit["capital"] <= law_at(draft.start).universal_credit.capital_upper_limit)


def _about_to_claim(draft: Draft, entitled: Mask) -> Mask:
    """Mark the entitled units that will claim: so many that claims start as published.

    Some claims of a month are of units entitled since the same month; the others are left over from those before.

    Of each family type as many as its claims end. They are units of which an adult seeks work or is ill or there is a
    child, as the hazard of a claim asks; first those out of work that have lost a job last, since most claims follow a
    loss of earnings.
    """
    person, claim, family = draft.person, law_at(draft.start).take_up.claim, family_of(draft)
    looks = (person["activity"] == Activity.SEEKING) | (person["activity"] == Activity.SICK) | limited(draft)
    ready = is_parent(draft)
    ready[person["unit"][looks & draft.present]] = True
    a_month = share("uc_starts_a_week") * WEEKS_A_YEAR / MONTHS_A_YEAR / share("uc_people_a_household")
    count = draft.rows(a_month * uc_scaled(draft.start) * (1 - assumed("starts_at_once")) / claim)
    score, about = _recent(draft), np.zeros(family.size, dtype=np.bool_)
    for code, rows in enumerate(largest_remainder(_ending(draft), count)):
        about |= among(entitled & ready & (family == code), score, int(rows))
    return about


def _ending(draft: Draft) -> Float:
    """Return the claims of each family type that end in a month, in rows: long at nil, or otherwise."""
    law = law_at(draft.start)
    ill = np.bincount(draft.person["unit"], draft.person["health_group"], draft.unit["adults"].size) > 0
    free = np.bincount(family_of(draft)[(draft.unit["uc_since"] > 0) & ~ill], minlength=len(FAMILIES))
    at_nil = nil_award_targets(draft) / max(law.universal_credit.nil_award_months, 1)
    return np.asarray(at_nil + law.take_up.other_end * free)


def _recent(draft: Draft) -> Score:
    """Score units by how lately one of their adults lost a job, with luck; those with a job come last."""
    person = draft.person
    out = draft.present & (person["job"] == Job.OUT)
    last = np.zeros(draft.unit["adults"].size, dtype=np.int64)
    np.maximum.at(last, person["unit"], np.where(out, person["last_work"], 0))
    last = np.where(has_worker(draft), 0, last)
    score = -np.log1p(draft.start - last) + noise(draft.luck, last.size)
    return np.asarray(score.astype(np.float32))
