"""Nothing to live on: whose unit has no income and few savings, by money and by who they are, never by a label."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.processes.employment import unsupported_hazard
from welfsim.rules.need import has_nothing_to_live_on, need_ratio
from welfsim.rules.standing import work_status
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Regime,
    Severity,
)

ADULT = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING}
WORKER = {**ADULT, "job": Job.FULL_TIME}
ON_UC = {"uc_since": NOW - 9, "uc_award": 40_000}


def nothing_paid(run: Tiny) -> Tiny:
    """Let all savings be above the limit of Universal Credit, and let ESA, PIP and carers have nothing."""
    policy = run.policy
    policy.universal_credit.capital_upper_limit = -1
    policy.carers.allowance = 0
    groups = (policy.employment_support_allowance, policy.disability_rates)
    for group in groups:
        for name in group.dtype.names:  # type: ignore[union-attr]
            setattr(group, name, getattr(group, name) if name.startswith("capital") else 0)
    run.state.unit.uc_award[:] = 0
    return run


@pytest.mark.parametrize(
    ("home", "adults", "is_so"),
    [
        ({}, [ADULT], True),
        ({}, [{**ADULT, "activity": Activity.CARING}], True),
        ({}, [ADULT, ADULT], True),
        (ON_UC, [ADULT], False),
        ({"uc_since": NOW}, [ADULT], False),
        ({}, [ADULT, WORKER], False),
        ({}, [ADULT, {**ADULT, "presence": Presence.PENSION_AGE}], False),
        ({}, [{**ADULT, "daily_living": PipRate.STANDARD}], False),
        ({}, [{**ADULT, "carer": True, "claims_allowance": True}], False),
        ({}, [{**ADULT, "carer": True}], True),
        ({}, [{**ADULT, "esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT}], False),
        ({"capital": 1_600_000}, [ADULT], False),
        ({"capital": 1_599_999}, [ADULT], True),
        ({"take_up": 65_535}, [ADULT], False),
        ({}, [{**ADULT, "activity": Activity.STUDYING}], False),
        ({}, [{**ADULT, "activity": Activity.RETIRED}], False),
    ],
)
def test_who_has_nothing_to_live_on(home: dict[str, int], adults: list[dict[str, Any]], is_so: bool) -> None:
    run = tiny(NOW, [home, *adults])
    assert has_nothing_to_live_on(run.state, 0, run.policy, NOW) == is_so
    assert need_ratio(run.state, 0, run.policy, NOW) == (run.policy.employment.need if is_so else 1.0)


LABELS = [
    ({}, {}),
    ({"uc_since": NOW - 9}, {"regime": Regime.INTENSIVE_SEARCH}),
    ({"uc_since": NOW - 9}, {"health_group": HealthGroup.LCWRA, "severity": Severity.SEVERE}),
    ({}, {"esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.SUPPORT, "severity": Severity.SEVERE}),
    ({}, {"daily_living": PipRate.ENHANCED}),
    ({}, {"carer": True, "claims_allowance": True}),
]


@pytest.mark.parametrize(("home", "held"), LABELS)
def test_once_nothing_is_paid_no_label_feeds_anybody(home: dict[str, int], held: dict[str, int]) -> None:
    run = nothing_paid(tiny(NOW, [home, {**ADULT, **held}]))
    assert has_nothing_to_live_on(run.state, 0, run.policy, NOW)


def hazard(run: Tiny) -> float:
    run.state.district.job_multiplier[0] = run.state.district.search_share[0] = 1.0
    return float(unsupported_hazard(run.state, 0, work_status(run.state.person, 0), run.policy, run.clock))


@pytest.mark.parametrize(("home", "held"), LABELS[1:3])
def test_to_take_all_away_from_somebody_on_universal_credit_raises_entry(
    home: dict[str, int], held: dict[str, int]
) -> None:
    """Also of a searcher, whom nobody asks to search once nothing is paid."""
    person = {**ADULT, **held}
    before = hazard(tiny(NOW, [{**home, "uc_award": 40_000}, person]))
    after = hazard(nothing_paid(tiny(NOW, [{}, {**person, "regime": Regime.NOT_ON_UC}])))
    assert 1.0 < after / before < 2.5
