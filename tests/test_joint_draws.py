"""Joint draws of what is not known: shares, chances, and how they stand in the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pytest
from scipy.stats import triang

from welfsim.errors import ScenarioError
from welfsim.experiments.answers import YEARS_IN_WORK, Answer, Answers
from welfsim.experiments.evidence import JOINT_CHANCE, evidence
from welfsim.experiments.joint import REST, Joint, Range, drawn, joint, ranges, refuse_points
from welfsim.policy import current_law
from welfsim.results.luck import Row

KEYS = (("Work", "straight"), ("Work", "crossed"), ("Work", "still"))
OF = (Range("a", 0.0, 1.0, 4.0), Range("b", 10.0, 20.0, 30.0), Range("c", 0.0, 0.0, 1.0))


class Found:
    """Answers that are made of formulas."""

    def __init__(self, found: dict[Any, Any], times: int, offset: float) -> None:
        spread = np.linspace(-1, 1, times) if times > 1 else np.zeros(1)
        self.found = {key: Answer(value + offset + spread, Row()) for key, value in found.items()}


def play(assume: Mapping[str, float], times: int, offset: float = 0.0) -> Answers:
    a, b, c = (assume.get(of.name, of.central) for of in OF)
    straight, crossed = 3 * a + 0.5 * b, (a - 1.75) * (c - 0.33)
    found = {KEYS[0]: straight, KEYS[1]: crossed, KEYS[2]: 5.0}
    return cast("Answers", Found(found, times, offset))


@pytest.fixture(scope="module")
def found() -> Joint:
    return joint(play, play({}, 4), OF, 64)


def test_shares_of_a_sum_are_those_of_its_variances(found: Joint) -> None:
    shares = found.shares()[KEYS[0]]
    variance = {of.name: triang((of.central - of.low) / of.width, of.low, of.width).var() for of in OF}
    parts = {"a": 9 * variance["a"], "b": 0.25 * variance["b"]}
    for name, part in parts.items():
        assert shares[name] == pytest.approx(part / sum(parts.values()), abs=0.03)
    assert shares["c"] == pytest.approx(0.0, abs=0.01)
    assert shares[REST] == pytest.approx(0.0, abs=0.01)


def test_what_acts_together_is_the_rest(found: Joint) -> None:
    assert found.shares()[KEYS[1]][REST] > 0.4


def test_an_answer_that_stays_has_no_shares(found: Joint) -> None:
    assert (found.shares()[KEYS[2]] == 0).all()


@pytest.mark.parametrize(("offset", "low", "high"), [(-40.0, 0.0, 0.05), (-15.0, 0.2, 0.8), (20.0, 0.99, 1.0)])
def test_the_chance_above_zero_counts_draws_and_luck(offset: float, low: float, high: float) -> None:
    here = joint(lambda assume, times: play(assume, times, offset), play({}, 4, offset), OF, 64)
    assert low <= here.chances()[0] <= high


def test_draws_stay_in_their_ranges_and_are_the_same_each_time() -> None:
    points = drawn(OF, 64)
    for place, of in enumerate(OF):
        assert of.low <= points[:, place].min() < points[:, place].max() <= of.high
        mean = triang((of.central - of.low) / of.width, of.low, of.width).mean()
        assert points[:, place].mean() == pytest.approx(mean, abs=0.03 * of.width)
    assert np.array_equal(points, drawn(OF, 64))


def test_ranges_are_those_of_the_law() -> None:
    (of,) = ranges(["employment.contact_effect"], 2025 * 12 + 3)
    value = current_law().values["employment.contact_effect"]
    assert (of.low, of.high) == (value.low, value.high)
    assert of.low < of.central < of.high


@pytest.mark.parametrize(("points", "parameters"), [(60, 3), (16, 11), (8, 1), (4096, 3)])
def test_draws_that_carry_no_surface_are_refused(points: int, parameters: int) -> None:
    with pytest.raises(ScenarioError, match=f"--joint {points}"):
        refuse_points(points, parameters)


def test_evidence_with_joint_draws_has_chances_shares_and_a_tornado() -> None:
    few: dict[str, Any] = {"people": 1_000, "months": 4, "threads": 2, "replications": 2, "evidence_replications": 1}
    names = ["employment.contact_effect", "employment.displacement"]
    whole = evidence("added_1000_coaches", parameters=names, joint_draws=16, **few)
    frame = whole.to_frame()
    assert frame[JOINT_CHANCE].between(0, 1).all()
    assert (frame["joint low"] <= frame["joint high"]).all()
    tornado = whole.tornado(YEARS_IN_WORK)
    assert set(tornado.index) == set(names)
    assert tornado["width"].is_monotonic_decreasing
    assert tornado["share"].between(0, 1).all()
    plain = evidence("added_1000_coaches", parameters=names, **few)
    assert plain.joint is None
    shared = [column for column in plain.to_frame() if column in frame]
    assert plain.to_frame()[shared].equals(frame[shared])
    assert "share" not in plain.tornado(YEARS_IN_WORK)
