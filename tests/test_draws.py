"""Luck: the published answers of Philox, uniform lanes, and draws that know nothing of one another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from benchmarks.luck import plain_luck
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from random123 import PHILOX
from welfsim.draws import (
    FIRST_DECISION_BLOCK,
    LAST,
    TWO_32,
    Decision,
    Domain,
    fill_luck,
    hits,
    misses,
    philox,
    stream_key,
    threshold,
    uniform,
)
from welfsim.months import month

APRIL = month(2025, 4)
KEY = stream_key(1, 0)
PEOPLE = 50_000
UNLIKELY = 1e-4

DRAWS = st.integers(0, LAST)
CHANCES = st.floats(0.0, 1.0)


def luck(key: int = KEY, when: int = APRIL, people: int = PEOPLE) -> NDArray[np.uint32]:
    """Return a month's luck, domains × people."""
    drawn = np.empty((len(Domain), people), np.uint32)
    fill_luck(np.arange(1, people + 1, dtype=np.uint32), key, when, drawn)
    return drawn


def uniform_p(drawn: NDArray[np.uint32], shift: int) -> float:
    """Return the chi-square p-value of eight bits of some draws, those from bit `shift` on."""
    return float(stats.chisquare(np.bincount((drawn >> np.uint32(shift)) & 255, minlength=256)).pvalue)


def dependence_p(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Return the chi-square p-value of independence of two draws of the same people, by sixteenths."""
    table = np.bincount((a >> 28).astype(np.int64) * 16 + (b >> 28), minlength=256).reshape(16, 16)
    return float(stats.chi2_contingency(table).pvalue)


@pytest.mark.parametrize(("counter", "key", "answer"), PHILOX.values(), ids=PHILOX)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    low, high = philox(*(np.uint64(word) for word in counter), np.uint64(key[0] | key[1] << 32))
    words = [int(low) & LAST, int(low) >> 32, int(high) & LAST, int(high) >> 32]
    assert words == list(answer)


@given(DRAWS)
def test_a_chance_of_nought_never_comes_and_a_chance_of_one_always(u: int) -> None:
    assert not hits(u, 0.0)
    assert not misses(u, 0.0)
    assert hits(u, 1.0)
    assert misses(u, 1.0)


@given(DRAWS, CHANCES)
def test_misses_are_hits_seen_from_the_other_end(u: int, chance: float) -> None:
    assert misses(u, chance) == hits(LAST - u, chance)


@given(DRAWS, CHANCES, CHANCES)
def test_a_higher_chance_costs_nobody_the_event(u: int, chance: float, other: float) -> None:
    assert hits(u, max(chance, other)) or not hits(u, min(chance, other))


@given(DRAWS, CHANCES)
def test_good_and_bad_luck_never_come_together(u: int, chance: float) -> None:
    assert not (hits(u, chance) and misses(u, 1.0 - chance))


@given(st.floats(allow_nan=False))
def test_a_threshold_is_a_number_of_draws(chance: float) -> None:
    assert 0 <= threshold(chance) <= TWO_32


def test_luck_is_the_lane_above_its_completion() -> None:
    drawn = luck(people=3)
    for person in (1, 2, 3):
        gate, fresh = (sum(word << 64 * k for k, word in enumerate(philox(person, APRIL, b, 0, KEY))) for b in (0, 1))
        for domain in Domain:
            lane, completion = ((int(bits) >> 16 * domain) & 0xFFFF for bits in (gate, fresh))
            assert drawn[domain, person - 1] == lane << 16 | completion


@pytest.mark.parametrize("people", [0, 1, 17, 1_000])
def test_luck_drawn_for_many_at_once_is_that_of_its_plain_definition(people: int) -> None:
    rows = np.zeros(people, [("other", np.uint64), ("person_id", np.uint32)])
    rows["person_id"] = LAST - 7 * np.arange(people)
    plain, drawn = (np.zeros((len(Domain), people), np.uint32) for _ in range(2))
    for key in (KEY, stream_key(2, 1)):
        plain_luck(rows["person_id"], key, APRIL, plain)
        fill_luck(rows["person_id"], key, APRIL, drawn)
        assert np.array_equal(plain, drawn)


def test_a_decision_draws_from_a_block_of_its_own() -> None:
    for decision in Decision:
        low, _ = philox(7, APRIL, FIRST_DECISION_BLOCK + decision, 0, KEY)
        assert uniform(KEY, decision, 7, APRIL) == int(low) & LAST


@pytest.mark.parametrize("shift", [0, 8, 16, 24])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_lane_is_uniform(seed: int, shift: int) -> None:
    drawn = luck(stream_key(seed, 0))
    assert min(uniform_p(drawn[domain], shift) for domain in Domain) > UNLIKELY


def test_p_values_over_forty_seeds_are_uniform() -> None:
    values = [uniform_p(luck(stream_key(seed, 0))[Domain.HEALTH], 24) for seed in range(40)]
    assert stats.kstest(values, "uniform").pvalue > UNLIKELY


def test_domains_are_independent() -> None:
    drawn = luck()
    assert min(dependence_p(drawn[a], drawn[b]) for a, b in combinations(Domain, 2)) > UNLIKELY


def test_months_people_and_streams_are_independent() -> None:
    here = luck()
    others = {
        "next month": luck(when=APRIL + 1),
        "next year": luck(when=APRIL + 12),
        "next seed": luck(stream_key(2, 0)),
    }
    for other in others.values():
        assert dependence_p(here[Domain.WORK], other[Domain.WORK]) > UNLIKELY
    assert dependence_p(here[Domain.WORK, :-1], here[Domain.WORK, 1:].copy()) > UNLIKELY


def test_a_person_s_luck_is_the_same_in_any_company() -> None:
    assert np.array_equal(luck(people=5), luck(people=PEOPLE)[:, :5])


def test_seeds_and_replications_share_no_stream() -> None:
    keys = {stream_key(seed, replication) for seed in range(100) for replication in range(100)}
    assert len(keys) == 100 * 100
    low_bits = {key & LAST for key in keys}
    assert len(low_bits) > 9_990
    assert {1, 2, 3}.isdisjoint(keys)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**31))
def test_a_key_travels_as_a_signed_integer(seed: int, replication: int) -> None:
    assert 0 <= stream_key(seed, replication) < 2**63
