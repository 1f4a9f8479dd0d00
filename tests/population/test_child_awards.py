"""Who has an award from childhood: as many as published by sex, ill as awards of children have it."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.population import Population
from welfsim.population.assumptions import assumed
from welfsim.vocabulary.codes import Condition, Nation, Presence, Severity, Sex


def test_awards_are_as_many_as_published_by_sex_and_year_of_birth(large: Population) -> None:
    person = large.state.person
    turn_16 = (person.presence == Presence.WAITING) & (person.entry_month == person.birth_month + 16 * 12)
    for sex, name in ((Sex.FEMALE, "child_award_girls"), (Sex.MALE, "child_award_boys")):
        of_sex = turn_16 & (person.sex == sex)
        assert person.child_award[of_sex].mean() == pytest.approx(assumed(name), abs=0.0005)
        for year in range(8):
            here = of_sex & ((person.entry_month - large.start) // 12 == year)
            assert person.child_award[here].mean() == pytest.approx(assumed(name), abs=0.005)


def test_some_57_000_a_year_turn_16_with_one_and_a_known_disorder_in_england_and_wales(large: Population) -> None:
    """33,760 in the seven months from April 2024 (written answer 72418), some 85% of all of them."""
    person = large.state.person
    soon = person.child_award & (person.entry_month >= large.start) & (person.entry_month < large.start + 12)
    soon &= large.state.district.nation[person.district] != Nation.SCOTLAND
    assert soon.sum() * large.grossing * 0.85 == pytest.approx(33_760 * 12 / 7, rel=0.06)


def test_who_has_one_is_limited_since_childhood_and_has_no_other_award(large: Population) -> None:
    person = large.state.person
    holds = person.child_award
    assert (person.severity[holds] >= Severity.WORK_LIMITING).all()
    assert (person.condition[holds] != Condition.NONE).all()
    assert not (holds & ((person.daily_living > 0) | (person.mobility > 0) | (person.pip_claim_month > 0))).any()
    waiting = holds & (person.presence == Presence.WAITING)
    assert (person.severity[waiting] == Severity.SEVERE).mean() == pytest.approx(0.4, abs=0.001)
    assert (person.severity_since[waiting] < large.start).all()
    here = np.flatnonzero(holds & (person.presence == Presence.PRESENT))
    assert here.size and (large.state.district.nation[person.district[here]] == Nation.SCOTLAND).all()
    assert (large.start - 1 - person.birth_month[here] < 18 * 12).all()
