"""The luck of sites: known to be zero on average, and taken out of expected differences of many replications."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from test_answers import of_invented
from test_results import DISTRICTS
from welfsim.draws import stream_key
from welfsim.experiments.answers import CASELOADS, MONEY, SEARCHED, STARTED, Answers
from welfsim.experiments.sites import LEAST_REPLICATIONS, luck_of_sites, without
from welfsim.faces.answers import WITHOUT_SITES, words
from welfsim.results.comparison import Comparison
from welfsim.results.run import Results
from welfsim.rules.support_effects import site_deviate
from welfsim.vocabulary.codes import Presence, Programme


def compared(replications: int) -> Comparison:
    """Return an invented comparison of the move of coaches."""
    return of_invented(15, replications)


def test_the_luck_of_sites_is_the_mean_over_people_of_the_deviates_that_the_model_draws() -> None:
    results: Results = compared(3).baseline
    people = results.accounts["people"][0, 0, :, Presence.PRESENT]
    for replication, found in enumerate(luck_of_sites(results)):
        key = stream_key(results.scenario.seed, replication)
        deviates = [site_deviate(key, d, Programme.NONE.value) for d in range(len(DISTRICTS))]
        assert found == pytest.approx(sum(people * deviates) / people.sum())


def test_what_luck_explains_wholly_is_taken_out_wholly() -> None:
    luck = np.random.default_rng(1).normal(size=40)
    assert without(luck, 7.0 + 3.0 * luck) == pytest.approx(np.full(40, 7.0))


def test_the_mean_of_few_skewed_replications_has_no_bias() -> None:
    """The slope of all replications together would have one, since the luck that it takes away is part of it."""
    draw, with_own, unbiased = np.random.default_rng(1), [], []
    for _ in range(4_000):
        luck = draw.normal(size=6)
        values = luck**2 + luck + draw.normal(size=6)
        slope = np.cov(luck, values)[0, 1] / luck.var(ddof=1)
        unbiased.append(without(luck, values).mean())
        with_own.append((values - slope * luck).mean())
    error = np.std(unbiased) / np.sqrt(len(unbiased))
    assert abs(np.mean(unbiased) - 1.0) < 3.0 * error
    assert abs(np.mean(with_own) - 1.0) > 5.0 * error


def test_expected_differences_are_without_it_and_what_is_counted_keeps_it() -> None:
    many, few = Answers(compared(LEAST_REPLICATIONS)), Answers(compared(LEAST_REPLICATIONS - 1))
    assert many.is_without_sites and not few.is_without_sites
    luck = luck_of_sites(many.comparison.baseline)
    for (_, label), answer in many.found.items():
        is_expected = answer.counted is not None or label.startswith(SEARCHED)
        assert (answer.with_sites is not None) == is_expected
        if is_expected:
            assert answer.values == pytest.approx(without(luck, answer.drawn))
    money = many.found[MONEY, many.comparison.reform.years[0]]
    assert money.counted is not None and not np.allclose(money.values, money.drawn)
    assert many.one(STARTED).drawn is many.one(STARTED).values
    assert all(answer.with_sites is None for (section, _), answer in many.found.items() if section == CASELOADS)


def test_a_reform_that_starts_nobody_more_has_no_luck_of_sites_and_the_words_say_where_it_is_gone() -> None:
    many = compared(LEAST_REPLICATIONS)
    same = replace(many, reform=replace(many.baseline, scenario=many.reform.scenario))
    assert not Answers(same).is_without_sites
    assert WITHOUT_SITES in words(Answers(many), None) and WITHOUT_SITES not in words(Answers(same), None)
