"""Changes that hold for some people only: everybody, nobody, two halves, a region, and two adults of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import welfsim
from played import START
from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate_arms
from welfsim.errors import PolicyError
from welfsim.policy import Amount, Change, Relative, current_law, parameters, resolve
from welfsim.policy.own_laws import Group, OwnLaws, own_laws
from welfsim.policy.relative import can_be_relative
from welfsim.policy.some import OLDEST, YOUNGEST, Some
from welfsim.population import Population, synthetic
from welfsim.population.own_laws import under_own_laws
from welfsim.rules.coach_time import minutes_a_coach
from welfsim.simulation import split, transitions
from welfsim.vocabulary.codes import Nation, Programme, Region
from welfsim.vocabulary.parameters.whose import SHARED, Whose, whose

MONTHS, KEY = 5, stream_key(1, 0)
LAW = current_law()
ALL_AGES = Some(ages=(YOUNGEST, OLDEST + 1))
EVERYWHERE = Some(of=(("nation", tuple(map(int, Nation))),))
NORTH_WEST = Some(of=(("region", (int(Region.NORTH_WEST),)),))
NOT_EVERYWHERE = ("adp.capacity",)
"""What districts outside Scotland have no part of, so that a change of it for England is refused."""

CARRIED_ON = ("more_jobs", "more_in_work", "more_in_work_by_severity", "work_cost_expected")
"""Effects on work, which a run that stops in between to look at people begins anew there."""

Accounts = dict[str, NDArray[np.int64]]


@pytest.fixture(scope="module")
def few() -> Population:
    return synthetic(1_000, 1, START)


@pytest.fixture(scope="module")
def by_region() -> Population:
    return synthetic(15_000, 1, START)


def changed(name: str, amount: Amount | None) -> Change:
    return Change(name, {START: amount}, "test")


@cache
def changes_of(*kinds: Whose) -> tuple[Change, ...]:
    """Return a change of every number that is said of some kinds, a tenth more or less, as its bounds allow."""
    found = []
    for name in LAW.values:
        if whose(name) not in kinds or not can_be_relative(parameters()[name]) or name in NOT_EVERYWHERE:
            continue
        for times in (1.1, 0.9):
            change = changed(name, Relative(times=times))
            try:
                resolve(LAW, [change], START, MONTHS)
            except PolicyError:
                continue
            found.append(change)
            break
    return tuple(found)


def laws(population: Population, some: Sequence[Some], changes: Sequence[Change], months: int = MONTHS) -> OwnLaws:
    groups = [Group(each, tuple(changes), "test") for each in some]
    return own_laws(LAW, (), groups, START, months, (), population.state.district)


def played(population: Population, changes: Sequence[Change], own: OwnLaws | None = None) -> Accounts:
    arm = Arm(population.state.copy(), resolve(LAW, changes, START, MONTHS), own=own)
    return simulate_arms([arm], START, MONTHS, KEY, population.grossing)[0]


def differing(one: Accounts, other: Accounts) -> list[str]:
    return [line for line in one if not np.array_equal(one[line], other[line])]


@pytest.mark.parametrize("half", [YOUNGEST, 40], ids=["one group", "two halves"])
def test_what_holds_for_all_ages_is_what_holds_for_everybody(few: Population, half: int) -> None:
    """Every number that is said of people or units, so one that is read of others would show."""
    changes = changes_of(Whose.PERSON, Whose.UNIT)
    assert len(changes) > 500
    halves = [Some(ages=span) for span in ((YOUNGEST, half), (half, OLDEST + 1)) if span[0] < span[1]]
    plain = played(few, changes)
    assert len(differing(plain, played(few, ()))) > 100
    assert differing(played(few, (), laws(few, halves, changes)), plain) == []


def test_what_holds_for_all_nations_is_what_holds_for_everybody(few: Population) -> None:
    changes = changes_of(Whose.DISTRICT)
    assert {change.name for change in changes} & set(SHARED)
    plain = played(few, changes)
    assert differing(played(few, (), laws(few, [EVERYWHERE], changes)), plain) == []
    everywhere = tuple(change for change in changes if not change.name.endswith((".places", ".capacity")))
    apart = [Some(of=(("nation", (Nation.ENGLAND, Nation.WALES)),)), Some(of=(("nation", (Nation.SCOTLAND,)),))]
    assert differing(played(few, (), laws(few, apart, everywhere)), played(few, everywhere)) == []


def test_what_holds_for_nobody_changes_nothing(few: Population) -> None:
    nobody = Some(ages=(118, 119))
    changes = changes_of(Whose.PERSON, Whose.UNIT)
    assert differing(played(few, (), laws(few, [nobody], changes)), played(few, ())) == []


def test_coaches_of_a_region_are_added_there_and_nowhere_else(by_region: Population) -> None:
    more = [changed("coaching.coaches_extra", Relative(plus=2000.0))]
    found, before = (
        played(by_region, (), laws(by_region, [NORTH_WEST], more)),
        played(by_region, ()),
    )
    added = (found["minutes_supplied"] - before["minutes_supplied"])[0].ravel()
    here = by_region.state.district.region == Region.NORTH_WEST
    each = minutes_a_coach(resolve(LAW, (), START, 1)[0].coaching)
    assert added[~here].tolist() == [0] * int((~here).sum())
    assert added[here].sum() == pytest.approx(2000.0 * each, rel=1e-6)


@pytest.mark.parametrize(
    ("amount", "share"),
    [(Relative(times=2.0), 2.0), (Relative(plus=100.0), None), (500.0, None)],
    ids=["twice as many", "100 more", "500 in all"],
)
def test_places_of_a_region_are_said_of_the_region(by_region: Population, amount: Amount, share: float | None) -> None:
    own = laws(by_region, [NORTH_WEST], [changed("connect_to_work.places", amount)], 1)
    districts: Any = by_region.state.district
    plain, changed_law = (own.laws[0, place].programme[1] for place in (0, 1))
    runs = np.array([plain.england, plain.wales, plain.scotland])[districts.nation]
    shares = districts.share_of_places[:, 1] * runs
    part = shares[districts.region == Region.NORTH_WEST].sum() / shares.sum()
    expected = {"twice as many": 2 * plain.places * part, "100 more": plain.places * part + 100, "500 in all": 500}
    assert changed_law.places * part == pytest.approx(
        expected["twice as many" if share else "500 in all" if amount == 500.0 else "100 more"]
    )


def test_a_programme_comes_to_scotland_alone(by_region: Population) -> None:
    """Its places there are as many as are written, whatever its share would be if it ran everywhere."""
    scotland = Some(of=(("nation", (int(Nation.SCOTLAND),)),))
    changes = [changed("workwell.scotland", True), changed("workwell.places", 3_000.0)]
    found, before = played(by_region, (), laws(by_region, [scotland], changes)), played(by_region, ())
    there = by_region.state.district.nation == Nation.SCOTLAND
    places = (found["programme_places"] - before["programme_places"])[:, :, Programme.WORKWELL]
    assert places[:, ~there].sum() == 0
    assert 0 < places[0, there].sum() * by_region.grossing <= 3_000


def test_groups_that_exclude_one_another_need_no_law_together(few: Population) -> None:
    bands = [Some(ages=(age, age + 10)) for age in range(20, 80, 10)]
    assert laws(few, bands, [changed("universal_credit.lcwra_new", 0)]).sets == (0, 1, 2, 4, 8, 16, 32)
    crossed = [Some(ages=(16, 25)), Some(of=(("condition", (1,)),))]
    assert laws(few, crossed, [changed("universal_credit.lcwra_new", 0)]).sets == (0, 1, 2, 3)


def test_too_many_sets_of_groups_are_refused(few: Population) -> None:
    many = [Some(of=((kind, (0,)),)) for kind in ("sex", "condition", "severity", "family", "benefit", "tenure")]
    with pytest.raises(PolicyError, match="in more than 100 ways"):
        laws(few, [*many, Some(ages=(16, 25))], [changed("universal_credit.lcwra_new", 0)])


def test_a_region_where_england_is_one_district_is_refused(few: Population) -> None:
    with pytest.raises(PolicyError, match="Ask for 15,000 people or more"):
        laws(few, [NORTH_WEST], [changed("coaching.coaches", 1.0)])


def test_places_without_a_part_of_what_is_changed_are_refused(few: Population) -> None:
    scotland = Some(of=(("nation", (int(Nation.SCOTLAND),)),))
    with pytest.raises(PolicyError, match=r"pip\.capacity: nation scotland has no part of these"):
        laws(few, [scotland], [changed("pip.capacity", Relative(times=2.0))])


def test_everyone_knows_the_law_of_the_month(few: Population) -> None:
    """A birthday changes it in its month."""
    own = laws(few, [Some(ages=(YOUNGEST, 25))], [changed("universal_credit.lcwra_new", 0)])
    state = few.state.copy()
    span = next(iter(_whole(few)))
    for m in (0, MONTHS - 1):
        now: Any = under_own_laws(state, own, m, span, START + m)
        ages = (START + m - now.person.birth_month.astype(int)) // 12
        assert now.person.own_law.tolist() == ((ages >= 16) & (ages < 25)).astype(int).tolist()
        assert len(now.laws) == 2
    assert len(under_own_laws(now, None, 0, span, START).laws) == 0


def _whole(population: Population) -> list[Any]:
    from welfsim.engine import spans

    return spans(population.state, population.state.person.person_id.size)


def test_a_reform_of_some_parts_from_its_baseline_when_its_first_change_holds(few: Population) -> None:
    late = Change("universal_credit.standard_single", {START + 3: 0}, "test")
    plain = resolve(LAW, (), START, MONTHS)
    arms = [Arm(few.state, plain), Arm(few.state, plain, own=laws(few, [ALL_AGES], [late]))]
    baseline, reform = simulate_arms(arms, START, MONTHS, KEY, few.grossing, in_place=False)
    assert np.array_equal(baseline["uc_paid"][:3], reform["uc_paid"][:3])
    assert baseline["uc_paid"][3].sum() > reform["uc_paid"][3].sum()


def test_every_way_of_running_finds_the_same() -> None:
    """Next to the baseline, on its own, by groups, in parts, in place, and person by person."""
    asked: dict[str, Any] = {"set": ["universal_credit.lcwra_protected[age: under 40]={times: 0.5}"]}
    asked |= {"people": 1_000, "months": 4, "resume": False, "threads": 1}
    compared = welfsim.compare("baseline", **asked)
    alone, divided = welfsim.run("baseline", **asked), welfsim.run("baseline", by="sex", **asked)
    parts = split("baseline", **asked)
    assert differing(compared.reform.accounts, alone.accounts) == []
    assert differing(compared.reform.accounts, divided.accounts) == []
    assert differing(compared.reform.accounts, parts[max(parts)].reform.accounts) == []
    assert differing(compared.reform.accounts, compared.baseline.accounts) != []
    asked = {name: value for name, value in asked.items() if name not in ("months", "resume")}
    followed = transitions("baseline", "2025-05", "2025-07", **asked)
    in_place = {line: cells for line, cells in followed.results.accounts.items() if line not in CARRIED_ON}
    assert {line: cells.shape[1] for line, cells in in_place.items()} == dict.fromkeys(in_place, 4)
    assert differing(in_place, compared.reform.accounts) == []
