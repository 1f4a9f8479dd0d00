"""What the build assumes stands in its table, each row is read, and the law is the law's."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import welfsim.population
from welfsim import shipped
from welfsim.errors import PopulationError
from welfsim.months import month, parse_month
from welfsim.policy import FIRST_MONTH, Change, current_law, resolve
from welfsim.population import Population, assumptions, files, law, margins, published
from welfsim.population.assumptions import assumed, assumed_month, assumed_whole
from welfsim.population.build import build
from welfsim.population.latent import columns_of
from welfsim.population.pay import paid_an_hour
from welfsim.population.published import share
from welfsim.population.tables import table, value_of
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, Nation, Programme, WcaDisputeStage

START = month(2025, 4)
ROWS = {row.name: row for row in assumptions.assumptions()}
ROOM = Path(welfsim.population.__file__).parent
SCORING = ["families", "health", "universal_credit", "incapacity", "pip", "work", "housing", "districts"]
PLAIN = {0.0, 0.5, 1.0, 12.0, 100.0}
GUARD = 1e-5  # below which a number keeps a division or a logarithm from nought
CELLS_AND_MONTHS = 12
HIGHEST_RANK = 65_535


def number(text: str) -> float:
    """Return a value as a number, a month as its own."""
    return float(parse_month(text)) if re.match(r"\d{4}-\d{2}$", text) else float(text)


# ------------------------------------------------------------------------------------------------ the table


def test_every_assumption_says_what_it_is() -> None:
    assert len(ROWS) == len(assumptions.assumptions())
    for row in ROWS.values():
        assert number(row.low) <= number(row.value) <= number(row.high), row.name
        assert number(row.low) < number(row.high), row.name
        assert row.grade in {"A", "B", "C"}, row.name
        assert all(text.strip() for text in (row.subject, row.unit, row.meaning, row.why)), row.name


def test_published_numbers_stand_apart_from_assumed_ones() -> None:
    shares = table("shares")
    assert set(shares["status"]) <= {"published", "derived", "read from text"}
    assert not set(shares["name"]) & set(ROWS)


RARELY = {"nil_pay_rise"}
"""Read where too few claims have no award, which is not so of every build."""


def test_every_row_is_read_by_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    read = set()

    def noted(table_name: str, name: str) -> str:
        read.add(name)
        return value_of(table_name, name)

    monkeypatch.setattr(assumptions, "value_of", noted)
    monkeypatch.setattr(published, "value_of", noted)
    margins(build(1_000, 1, START))
    assert read | RARELY == set(ROWS) | set(table("shares")["name"])


@pytest.mark.parametrize("end", ["low", "high"])
def test_people_can_be_built_at_the_ends_of_all_ranges(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(assumptions, "value_of", lambda _, name: getattr(ROWS[name], end))
    population = build(1_000, 1, START)
    files.check(population.state, len(population.district_names), "population")


def test_an_assumption_moves_who_is_in_a_group_and_not_how_many(
    monkeypatch: pytest.MonkeyPatch, small: Population
) -> None:
    moved = {"journey_if_severe": "0"}
    monkeypatch.setattr(assumptions, "value_of", lambda of, name: moved.get(name, value_of(of, name)))
    other, person = build(1_000, 1, START).state.person, small.state.person
    assert (other.health_group > 0).sum() == (person.health_group > 0).sum()
    assert other.severity[other.health_group > 0].sum() < person.severity[person.health_group > 0].sum()


# -------------------------------------------------------------------------------------------------- reading


def test_a_name_without_a_row_is_refused() -> None:
    with pytest.raises(PopulationError) as refused:
        assumed("claim_if_il")
    assert str(refused.value) == (
        "data/margins/assumptions.csv: the build reads claim_if_il, which has no row there. Did you mean claim_if_ill?"
    )
    with pytest.raises(PopulationError, match="the build reads claim_if_ill, which has no row there"):
        share("claim_if_ill")


def test_a_number_that_counts_is_whole() -> None:
    assert assumed_whole("lcw_longest_months") == 96
    assert assumed_month("lcwra_counts_from") == month(2014, 4)
    with pytest.raises(PopulationError) as refused:
        assumed_whole("claim_if_ill")
    assert str(refused.value) == (
        "data/margins/assumptions.csv: claim_if_ill is 2.9, but counts. Write a whole number."
    )


# ------------------------------------------------------------------------------------------------ the source


def numbers(tree: ast.AST) -> Iterator[tuple[float, int]]:
    """Yield each number in a piece of source, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node.value, node.lineno


@pytest.mark.parametrize("file", sorted(ROOM.glob("*.py")), ids=lambda file: file.stem)
def test_the_build_s_source_has_no_number_of_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = [(value, line) for value, line in numbers(tree) if isinstance(value, float)]
    assert not [(value, line) for value, line in named if value not in PLAIN and value >= GUARD]


@pytest.mark.parametrize("module", SCORING)
def test_whole_numbers_in_a_score_count_cells_or_months(module: str) -> None:
    tree = ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = [(value, line) for function in functions for value, line in numbers(function)]
    assert not [each for each in found if each[0] > CELLS_AND_MONTHS and each[0] not in (HIGHEST_RANK, 100)]


# --------------------------------------------------------------------------------------------------- the law

OTHER_LAW = {
    "universal_credit.relevant_period": 5,
    "universal_credit.nil_award_months": 2,
    "universal_credit.capital_lower_limit": 500_000,
    "assessment.prognosis": 20,
    "assessment.prognosis_spread": 0.0,
    "claims.assessment_phase": 4,
    "employment_support_allowance.time_limit": 6,
    "wca_disputes.reconsideration_months": 1,
    "wca_disputes.tribunal_months": 24,
    "pip.reconsideration_months": 1,
    "pip.tribunal_months": 20,
    "pip.claim_ready_months": 4,
    "pay.minimum_wage": 1_300,
    "access_to_work.months": 6,
    "jobs_guarantee.oldest": 40,
}


@pytest.fixture
def under_other_law(monkeypatch: pytest.MonkeyPatch) -> Iterator[Population]:
    changes = [Change(name, {FIRST_MONTH: value}, "a test") for name, value in OTHER_LAW.items()]

    def changed(of: Any, _: Any, start: int, months: int) -> Any:
        return resolve(of, changes, start, months)

    monkeypatch.setattr(law, "resolve", changed)
    law.law_at.cache_clear()
    yield build(20_000, 1, START)
    law.law_at.cache_clear()


def test_the_population_is_built_under_the_law(under_other_law: Population, middling: Population) -> None:
    person, unit, start = under_other_law.state.person, under_other_law.state.unit, START
    lcwra = person.health_group == HealthGroup.LCWRA
    assert (person.element_from[lcwra] == person.fit_note_since[lcwra] + 6).all()
    due = person.reassess_month > 0
    assert (person.reassess_month[due] == person.group_since[due] + 20).all()
    wrag = (person.esa_group == EsaGroup.WRAG) & (person.esa_kind == EsaKind.NEW_STYLE)
    assert (person.esa_since[wrag] == person.esa_first[wrag] + 4).all()
    assert (start - person.esa_since[wrag]).max() == 2
    tribunal = person.wca_dispute_stage == WcaDisputeStage.TRIBUNAL
    assert tribunal.sum() == round(share("wca_tribunals_a_month") * 24 / under_other_law.grossing)
    assert start + 8 < person.wca_dispute_month[tribunal].max() < start + 24
    disputed = person.disputed_fit_note > 0
    assert (person.disputed_from[disputed] == person.disputed_fit_note[disputed] + 6).all()
    assert start + 8 < person.pip_dispute_month.max() < start + 20
    scottish = under_other_law.state.district.nation[person.district] == Nation.SCOTLAND
    claims = (person.pip_claim_month > 0) & ~scottish
    assert (person.pip_ready_month - person.pip_claim_month)[claims].min() == 4
    helped = person.programme == Programme.ACCESS_TO_WORK
    assert person.programme_until[helped].max() == start + 6
    grown = (person.job != Job.OUT) & (person.birth_month <= start - 21 * 12)
    assert paid_an_hour(columns_of(person, grown), start).min() == 1_300
    assert set(np.unique(unit.uc_nil_since)) == {0, start - 2, start - 1}
    on_uc = unit.uc_since > 0
    assert np.percentile(unit.capital[on_uc], 90) <= 500_000
    jobs = Programme.JOBS_GUARANTEE
    assert not np.array_equal(
        under_other_law.state.district.share_of_places[:, jobs], middling.state.district.share_of_places[:, jobs]
    )


# ------------------------------------------------------------------------------------------------- the cache


def test_the_cache_is_keyed_by_assumptions_and_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = files.fingerprint(1_000, 1, START)
    with monkeypatch.context() as other:
        shutil.copytree(data_folder(), tmp_path / "data")
        file = tmp_path / "data" / "margins" / "assumptions.csv"
        file.write_text(file.read_text(encoding="utf-8").replace("claim_if_ill,2.9", "claim_if_ill,2.4"), "utf-8")
        other.setattr(shipped, "data_folder", lambda: tmp_path / "data")
        other.setattr(files, "data_key", shipped.data_key.__wrapped__)
        assert files.fingerprint(1_000, 1, START) != key
    with monkeypatch.context() as other:
        amended = replace(current_law(), fingerprint="another law")
        other.setattr(files, "current_law", lambda: amended)
        assert files.fingerprint(1_000, 1, START) != key
    assert files.fingerprint(1_000, 1, START) == key
