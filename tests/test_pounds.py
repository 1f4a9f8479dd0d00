"""Is this pence? Amounts of quite another size than the law's are doubted, and nothing else is."""

from __future__ import annotations

import warnings
from pathlib import Path
from textwrap import dedent

import pytest

import welfsim
from welfsim.scenario import Scenario, read_scenario, shipped_names

LCWRA = (
    "{where}\n"
    "  universal_credit.lcwra_new is set to £2.17 a month from 2026-04; the law's is £217.26.\n"
    "  Is this pence? Files take pence: £217.26 is written 21726."
)
SMALL = {"people": 1000, "months": 1, "start": "2026-03", "threads": 1}


def doubts(**written: object) -> list[str]:
    """Return the doubts about a scenario as the lines of each behind where it is written."""
    return [doubt.partition("\n  ")[2] for doubt in Scenario.model_validate({"name": "x", **written}).doubts()]


def doubted(name: str, values: object) -> bool:
    return bool(doubts(reform={name: values}))


def test_an_amount_in_pounds_is_doubted_with_the_law_s_in_pence() -> None:
    reform = {"universal_credit.lcwra_new": {"2026-04": 217}}
    (doubt,) = Scenario.model_validate({"name": "x", "reform": reform}).doubts()
    assert doubt == LCWRA.format(where="scenario 'x'")


def test_four_times_the_law_or_a_quarter_of_it_is_not_doubted_and_a_penny_more_or_less_is() -> None:
    law = 21_726
    year = [{"2026-04": pence, "2027-04": None} for pence in (5_431, 5_432, law * 4, law * 4 + 1)]
    assert [doubted("universal_credit.lcwra_new", values) for values in year] == [True, False, False, True]


def test_nought_the_law_and_numbers_that_are_no_money_are_not_doubted() -> None:
    assert not doubted("universal_credit.lcwra_new", {"2026-04": 0, "2027-04": None})
    assert not doubted("coaching.coaches", 3)


def test_a_law_that_moves_while_the_amount_holds_is_taken_from_its_lowest_to_its_highest() -> None:
    """The element of new claimants is £423.27 to March 2026 and £217.26 from then on."""
    assert not doubted("universal_credit.lcwra_new", {"2025-04": 5_500})
    assert doubted("universal_credit.lcwra_new", {"2025-04": 5_500, "2026-04": None})


def test_where_the_law_has_nought_its_other_months_count_and_if_they_are_nought_too_nothing_is_said() -> None:
    """The lower earnings limit of sick pay ends in April 2026; no employer is paid for a hire in any month of law."""
    assert doubted("sick_pay.lower_earnings_limit", {"2026-04": 125})
    assert not doubted("sick_pay.lower_earnings_limit", {"2026-04": 12_500})
    assert not doubted("costs.hiring_incentive", 2_000)


def test_the_range_of_the_evidence_is_not_doubted() -> None:
    """Of an award below which nobody claims, £10 in law, the evidence says nought to £50."""
    assert not doubted("take_up.worth_claiming", 5_000)
    assert doubted("take_up.worth_claiming", 5_001)


def test_one_doubt_for_each_parameter_the_first_amount() -> None:
    (doubt,) = doubts(reform={"costs.tribunal": {"2025-04": 130_000, "2026-04": 1_300, "2027-04": 1_400}})
    assert doubt.startswith("costs.tribunal is set to £13.00 from 2026-04; the law's is £1,300.00.\n")


def test_terms_of_an_added_programme_are_held_against_those_of_the_programme_it_is_like() -> None:
    added = {"like": "connect_to_work", "places": 500, "cost": {"2026-04": 6_000}}
    assert doubts(programmes={"internships": added}) == [
        "internships.cost is set to £60.00 from 2026-04; that of connect_to_work is £3,950.00.\n"
        "  Is this pence? Files take pence: £3,950.00 is written 395000."
    ]


def test_no_shipped_scenario_is_doubted() -> None:
    assert {name: found for name in shipped_names() if (found := read_scenario(name).doubts())} == {}


def test_packages_settings_and_assumptions_are_doubted_where_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("packages").mkdir()
    Path("packages/rates.yaml").write_text("name: Rates\nreform:\n  costs.tribunal: 1300\n")
    Path("mine.yaml").write_text(
        dedent(
            """\
            name: Mine
            packages: [rates]
            reform:
              universal_credit.lcwra_new: {2026-04: 217}
            """
        )
    )
    read = read_scenario("mine.yaml").with_settings(["costs.assessment=240"], ["costs.reconsideration=87"])
    assert [doubt.partition("\n")[0] for doubt in read.doubts()] == [
        "--assume costs.reconsideration=87",
        "packages/rates.yaml, line 3",
        "mine.yaml, line 4",
        "--set costs.assessment=240",
    ]
    mended = read_scenario("mine.yaml", ["universal_credit.lcwra_new=2026-04:21700", "costs.tribunal=130000"])
    assert mended.doubts() == []


def test_python_is_warned_at_its_own_line_and_can_filter_it() -> None:
    setting = "universal_credit.lcwra_new=2026-04:217"
    with pytest.warns(welfsim.PenceWarning) as caught:
        welfsim.run("baseline", set=[setting], **SMALL)
    assert [(str(one.message), Path(one.filename).name) for one in caught] == [
        (LCWRA.format(where=f"--set {setting}"), Path(__file__).name)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", welfsim.PenceWarning)
        welfsim.run("baseline", set=[setting], **SMALL)
