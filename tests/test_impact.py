"""What each assumption is worth: the plan of runs gives each parameter its own, and the log holds every number."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import welfsim
from welfsim.errors import ResultsError
from welfsim.experiments import impact
from welfsim.experiments.assumption_log import (
    CLEAR,
    NONE,
    NOT_ASKED,
    NOT_MEASURED,
    OF_THE_BUILD,
    PAGES,
    WITHIN_LUCK,
    distribution,
    evidence_year,
    grade_of,
    largest,
    log,
    shown_moves,
    table,
)
from welfsim.experiments.assumption_page import page
from welfsim.experiments.impact import HEADLINES, Impact, Impacts, design, farther_end, ranged, that_move
from welfsim.policy import current_law, groups
from welfsim.population.assumptions import assumptions
from welfsim.results.table import NET_COST

DOCS = Path(__file__).resolve().parents[1] / "docs"


def parameter(name: str) -> Any:
    return current_law().values[name]


# --------------------------------------------------------------------------------------------- the plan of runs


def test_each_column_is_balanced_against_every_other_and_against_the_populations() -> None:
    signs, place, left = design(32, 20, 4)
    assert signs.shape == (64, 28) and left == 8
    assert np.array_equal(signs.astype(int).T @ signs, 64 * np.eye(28))
    assert np.array_equal(signs[32:], -signs[:32]), "every run has its mirror"
    for block in range(4):
        assert not signs[place == block].sum(axis=0).any()


def test_a_plan_without_a_column_for_each_parameter_is_refused() -> None:
    with pytest.raises(ResultsError, match="a design of order 32 cannot hold 30 parameters and 4"):
        design(32, 30, 4)
    with pytest.raises(ResultsError, match="power of two"):
        design(24, 3, 4)


def test_impacts_are_those_of_a_known_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model with a slope for each parameter, two that work together, and people that differ."""
    values = [parameter(name) for name in ("economy.labour_demand", "carers.starts", "carers.stops", "pip.clearance")]
    slopes = {value.name: slope for value, slope in zip(values, (5.0, -2.0, 0.0, 1.0), strict=True)}

    class Known:
        def __init__(self, people: int, seeds: int) -> None:
            pass

        def headlines(self, ends: list[tuple[str, float]], place: int) -> Any:
            high = {name: float(end == parameter(name).high) for name, end in ends}
            together = 40 * high.get("carers.starts", 0) * high.get("pip.clearance", 0)
            total = 100 + 7 * place + sum(slopes[name] * is_high for name, is_high in high.items()) + together
            return np.full(len(HEADLINES), total)

    monkeypatch.setattr(impact, "Bench", Known)
    monkeypatch.setattr(impact, "that_move", lambda values, threads: [v for v in values if slopes[v.name]])
    found = impact.impacts(order=8, seeds=2, values=values, threads=1)
    moves = {each.name: each.moves for each in found.found}
    assert moves["carers.stops"] is None
    own = [moves[name] for name in ("economy.labour_demand", "carers.starts", "pip.clearance")]
    # what two do together counts on average over what the other may be
    assert np.asarray(own)[:, 0] == pytest.approx([5, -2 + 20, 1 + 20])
    assert found.luck == pytest.approx(0)
    assert found.central == pytest.approx(103.5)


def test_what_no_baseline_reads_moves_nothing() -> None:
    names = ("economy.labour_demand", "employment.displacement", "claims.fit_note_severe")
    moving = that_move([parameter(name) for name in names], people=1_000, threads=2)
    assert [value.name for value in moving] == ["economy.labour_demand", "claims.fit_note_severe"]


def test_headlines_are_those_of_a_run_in_real_units() -> None:
    run = welfsim.run("baseline", people=1_000, seed=1, months=72, replications=1, threads=2, resume=False)
    found = dict(zip((each.key for each in HEADLINES), impact.Bench(1_000, 1).headlines((), 0), strict=True))
    last = run.fiscal_table().iloc[:, -1]
    assert found["net_cost"] == pytest.approx(last[NET_COST] / 1e3, abs=1e-3)
    assert found["disability"] == pytest.approx(run.year_values("disability")[0, -1].sum() / 1e3)
    assert found["in_work"] == pytest.approx(run.year_values("work")[0, -1, 1:].sum() / 1e3)


def test_prices_and_pay_are_given_and_not_asked() -> None:
    asked = {value.name for value in ranged()}
    assert not asked & {"economy.earnings_index", "uprating.cpi", "universal_credit.taper"}
    assert {"economy.labour_demand", "employment.displacement"} <= asked


def test_the_farther_end_is_the_one_farther_from_the_value() -> None:
    fit_notes = parameter("claims.fit_note_severe")
    assert farther_end(fit_notes) == fit_notes.high
    value = parameter("coaching.acceptance_pip_only")
    now = next(iter(value.values.values()))
    assert abs(farther_end(value) - now) == max(value.high - now, now - value.low)


def test_impacts_come_back_from_their_table(tmp_path: Path) -> None:
    whole = Impacts((Impact("a.b", np.arange(5.0)), Impact("c.d", None)), np.arange(5.0) + 10, np.arange(5.0) + 1)
    impact.write(whole, tmp_path / "impact.csv")
    back = impact.read(tmp_path / "impact.csv")
    assert back.found[0].name == "a.b" and back.found[1].moves is None
    for one, other in ((back.found[0].moves, whole.found[0].moves), (back.central, whole.central)):
        assert np.array_equal(np.asarray(one), np.asarray(other))
    assert np.array_equal(back.luck, whole.luck)


# -------------------------------------------------------------------------------------------------------- the log

MOVED = Impacts(
    (
        Impact("economy.labour_demand", np.array([300.0, -20, 0, 1, 0.2])),
        Impact("carers.starts", np.array([50.0, 0, 0, 0, 0])),
        Impact("employment.displacement", None),
    ),
    np.array([30_000.0, 8_000, 3_000, 4_000, 10]),
    np.array([50.0, 10, 5, 5, 1]),
)


def test_the_log_has_every_parameter_and_every_number_of_the_build_once() -> None:
    entries = log(MOVED)
    names = [entry.name for entry in entries if entry.group != OF_THE_BUILD]
    assert sorted(names) == sorted(current_law().values)
    assert sum(entry.group == OF_THE_BUILD for entry in entries) == len(assumptions())


def test_the_log_says_what_is_known_of_an_impact() -> None:
    said = {entry.name: entry.impact for entry in log(MOVED)}
    assert said["economy.labour_demand"] == CLEAR
    assert said["carers.starts"] == WITHIN_LUCK
    assert said["employment.displacement"] == NONE
    assert said["carers.stops"] == NOT_MEASURED
    assert said["universal_credit.taper"] == said["economy.earnings_index"] == NOT_ASKED


def test_impacts_are_shown_in_per_cent_and_in_billions_with_what_may_be_luck_in_brackets() -> None:
    entry = next(entry for entry in log(MOVED) if entry.name == "economy.labour_demand")
    assert shown_moves(entry, MOVED) == ["+1.0", "(−0.2)", "(0.0)", "(0.0)", "(+0.2)"]
    assert [each.name for each in largest(log(MOVED), MOVED, 0, 9)] == ["economy.labour_demand"]


@pytest.mark.parametrize("group", [*groups(), OF_THE_BUILD])
def test_each_group_is_owned_by_a_page(group: str) -> None:
    assert (DOCS / PAGES[group]).is_file()


def test_evidence_is_dated_by_its_title_or_else_its_link() -> None:
    assert evidence_year("Gregory and Jukes, earnings 1975-95, Economic Journal, 2001", "x/2019") == 2001
    assert evidence_year("Written answer 63732", "https://example.org/2018-03-01/answer") == 2018
    assert evidence_year("Question 120260", "no year") is None


def test_law_does_not_age_and_old_evidence_is_flagged() -> None:
    old = {entry.name for entry in log(MOVED) if entry.is_old}
    assert "career.scar" in old
    assert not old & {"claims.linked_claim", "universal_credit.taper", "coaching.coaches"}


def test_grades_and_distributions_are_read_from_note_and_unit() -> None:
    assert grade_of("Grade C: judgement") == "C" and grade_of("as the law says") == ""
    assert distribution(parameter("employment.entry_ratio_60_and_over")) == "peak at the value, in logs"
    assert distribution(parameter("take_up.ever_claims_lone_parent")) == "peak at the value"
    assert distribution(parameter("economy.earnings_index")) == "given"
    assert distribution(parameter("universal_credit.taper")) == ""


def test_the_table_of_the_log_reads_as_it_was_written() -> None:
    entries = log(MOVED)
    rows = list(csv.DictReader(io.StringIO(table(entries))))
    assert len(rows) == len(entries)
    row = next(row for row in rows if row["name"] == "economy.labour_demand")
    assert (row["low"], row["high"], row["impact"], row["in_work"]) == ("0.8", "1.2", CLEAR, "300")


def test_the_page_says_how_many_are_newer_than_the_measurement() -> None:
    text = page(MOVED)
    newer = len(ranged()) - len(MOVED.found)
    assert f"{newer} parameters are newer than the measurement." in text
    assert "| `economy.labour_demand` | 0.8 | 1.2 |" in text
