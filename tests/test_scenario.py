"""Scenario files: what they may say, what wins, and every message in full."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from welfsim.errors import ScenarioError
from welfsim.months import month
from welfsim.policy import Relative, current_law, path, resolve
from welfsim.scenario import Scenario, lay_over, pair, read_scenario, shipped_names
from welfsim.vocabulary.codes import Programme

APRIL_2025, APRIL_2026, APRIL_2027 = month(2025, 4), month(2026, 4), month(2027, 4)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "mine.yaml") -> str:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return name


def message(name: str, *settings: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(name, settings)
    return str(caught.value)


def test_a_number_holds_from_the_start_and_dates_hold_from_their_month() -> None:
    read = read_scenario(
        write(
            """
            name: Mine
            reform:
              coaching.coaches: 18_900
              coaching.coaches_to_health: {2025-04: 250, 2026-04: null}
              universal_credit.new_rate_from: 2099-04
            """
        )
    )
    assert read.reform == {
        "coaching.coaches": {APRIL_2025: 18_900},
        "coaching.coaches_to_health": {APRIL_2025: 250, APRIL_2026: None},
        "universal_credit.new_rate_from": {APRIL_2025: month(2099, 4)},
    }
    assert read.where("coaching.coaches_to_health") == "mine.yaml, line 4"


def test_money_is_written_in_pounds_with_their_sign_or_in_pence() -> None:
    file = write(
        """
        name: Mine
        reform:
          universal_credit.lcwra_new: {2026-04: £217.26, 2027-04: "£1,217.5"}
          universal_credit.work_allowance_with_housing: {plus: -£5}
          coaching.coaches: {2026-04: {times: 2, plus: 10}, 2027-04: null}
        """
    )
    read = read_scenario(file)
    assert read.reform == {
        "universal_credit.lcwra_new": {APRIL_2026: 21_726, APRIL_2027: 121_750},
        "universal_credit.work_allowance_with_housing": {APRIL_2025: Relative(plus=-500)},
        "coaching.coaches": {APRIL_2026: Relative(times=2, plus=10), APRIL_2027: None},
    }
    write(read.to_yaml(), "again.yaml")
    assert read_scenario("again.yaml").reform == read.reform


def test_a_relative_setting() -> None:
    write("name: a\n")
    read = read_scenario("mine.yaml", ["coaching.coaches=times:2", "costs.coach=2026-04:{plus: £100}"])
    assert read.reform == {
        "coaching.coaches": {APRIL_2025: Relative(times=2)},
        "costs.coach": {APRIL_2026: Relative(plus=10_000)},
    }


def test_all_faults_of_a_file_come_at_once_in_order_of_line() -> None:
    write(
        """
        name: Bad
        strat: 2025-04
        months: 90
        population: {people: 10, persons: 3}
        reform:
          coaching.coachs: 3
          universal_credit.taper: 55
          universal_credit.lcwra_new: 217.26
          universal_credit.lcwra_protected: 423.27 pounds
          universal_credit.new_rate_from: 2031
          coaching.coaches_to_health:
            2024-04: 250
            2032-04: 1
            April 2026: 3
        """
    )
    assert message("mine.yaml") == dedent(
        """
        mine.yaml, line 2
          strat is not a key that a scenario has.
          Did you mean start?
          Keys: name, question, source, start, months, population, replications, seed, against, packages, KEYS

        mine.yaml, line 3
          90 months from 2025-04 run past the last month of law, 2031-03; write 72 or fewer.

        mine.yaml, line 4
          people is 10. Write 1,000 or more.

        mine.yaml, line 4
          persons is not a key that a scenario has.
          Keys: people, folder, sum

        mine.yaml, line 6
          coaching.coachs is not a parameter.
          Did you mean coaching.coaches (full-time equivalents, now 17,110)?
          All parameters of the group: welfsim parameters coaching

        mine.yaml, line 7
          55 is out of bounds: universal_credit.taper runs from 0 to 1.
          universal_credit.taper is in share: write 0.55 for 55%.

        mine.yaml, line 8
          217.26 is not a whole number.
          universal_credit.lcwra_new is in pence a month: write 21726 or £217.26.

        mine.yaml, line 9
          '423.27 pounds' is not a number.
          universal_credit.lcwra_protected is in pence a month: write 21726 or £217.26.

        mine.yaml, line 10
          universal_credit.new_rate_from is a month: write the year and the month, as 2026-04.

        mine.yaml, line 12
          2024-04 lies before the scenario's start, 2025-04.

        mine.yaml, line 13
          2032-04 is out of range; there is law from 2022-04 to 2031-03.

        mine.yaml, line 14
          'April 2026' is not a month; write the year and the month, as 2026-04.
        """
    ).strip("\n").replace("KEYS", "reform, groups, programmes, assume, promise, evidence")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\nname: b\n", "mine.yaml, line 2\n  name stands twice, first in line 1: keep one."),
        ("- a\n", "mine.yaml\n  A scenario is written as keys and values, as  name: My reform."),
        ("", "mine.yaml\n  The file is empty."),
        ("question: why\n", "mine.yaml, line 1\n  name is missing."),
        ("name: [a\n", "mine.yaml, line 2\n  A list is not closed: a comma or ] is missing."),
        (
            "name: a\nreform: [1]\n",
            "mine.yaml, line 2\n  reform lists parameters and their values, as  coaching.coaches: 18900.",
        ),
        (
            "name: a\nreform: {coaching.coaches: {}}\n",
            "mine.yaml, line 2\n  coaching.coaches has no values; write a number, or month: number.",
        ),
        ("name: a\npackages: [gone]\n", "mine.yaml, line 2\n  There is no package gone in the folder packages."),
        (
            "name: a\nsource: A paper\n",
            "mine.yaml, line 2\n  source is written as  "
            'source: {title: "DWP, Green Paper, 2025", href: "https://www.gov.uk/…", plan: "What it plans."}',
        ),
        (
            "name: a\nsource:\n  title: 2025\n  href: www.gov.uk\n  plan: ' '\n  year: 2025\n",
            "mine.yaml, line 3\n  title is text: write it in quotes.\n\n"
            "mine.yaml, line 4\n  www.gov.uk is no address on the web; write all of it, as https://www.gov.uk/….\n\n"
            "mine.yaml, line 5\n  plan is empty.\n\n"
            "mine.yaml, line 6\n  year is not a key that a scenario has.\n  Keys: title, href, plan",
        ),
        ("name: a\nsource: {title: A paper}\n", "mine.yaml, line 2\n  plan is missing."),
        (
            "name: a\nstart: 2040-01\n",
            "mine.yaml, line 2\n  2040-01 is out of range; there is law from 2022-04 to 2031-03.",
        ),
    ],
)
def test_one_fault_in_full(text: str, expected: str) -> None:
    write(text)
    assert message("mine.yaml") == expected


def test_a_file_that_cannot_be_read() -> None:
    Path("bytes.yaml").write_bytes(b"\xff\xfe\x00name")
    assert message("bytes.yaml") == "bytes.yaml\n  The file is not UTF-8 text."
    assert message("gone.yaml") == "gone.yaml\n  There is no such file."


def test_a_name_that_is_nearly_a_shipped_one() -> None:
    assert message("basline") == (
        "basline\n  This is neither a file nor a shipped scenario.\n  Did you mean baseline?\n"
        f"  Shipped scenarios: {', '.join(shipped_names())}"
    )


def test_what_wins_law_then_packages_then_reform_then_set() -> None:
    write(
        """
        name: Shared
        reform:
          coaching.coaches: {2024-04: 15000, 2026-04: 16000, 2028-04: 17000}
          costs.coach: 6000000
        """,
        "packages/shared.yaml",
    )
    write(
        """
        name: Mine
        packages: [shared]
        reform:
          coaching.coaches: {2027-04: 18000}
        """
    )
    read = read_scenario("mine.yaml", ["coaching.coaches=2030-04:19000"])
    coaches = path(resolve(current_law(), read.changes(), read.start, read.months), "coaching.coaches")
    assert list(coaches[::12]) == [15_000, 16_000, 18_000, 18_000, 18_000, 19_000]
    assert read.where("coaching.coaches") == "--set coaching.coaches=2030-04:19000"
    assert read.where("costs.coach") == "packages/shared.yaml, line 4"


def test_a_shared_package_holds_in_what_a_scenario_is_compared_with() -> None:
    write("name: Fitted\nshared: true\nreform:\n  take_up.other_end: {2025-04: {times: 1.5}}\n", "packages/fitted.yaml")
    write("name: Base\npackages: [fitted]\n", "base.yaml")
    write("name: Mine\nagainst: base\nreform:\n  costs.coach: 6000000\n")
    reform, baseline = pair("mine.yaml")
    for each in (reform, baseline):
        months = resolve(current_law(), each.changes(), each.start, each.months)
        assert path(months, "take_up.other_end")[-1] == pytest.approx(1.5 * 0.008)
    assert not baseline.reform
    assert read_scenario("base.yaml").where("take_up.other_end") == "packages/fitted.yaml, line 4"


def test_two_packages_may_not_touch_the_same_parameter() -> None:
    for name in ("one", "two"):
        write("name: x\nreform: {coaching.coaches: 1}\n", f"packages/{name}.yaml")
    write("name: Mine\npackages: [one, two]\n")
    assert message("mine.yaml") == (
        "mine.yaml, line 2\n  coaching.coaches is set by packages/one.yaml, line 2 and by package two too."
    )


def test_faults_of_promise_evidence_and_assumptions_come_at_once() -> None:
    write(
        """
        name: Bad
        assume:
          coaching.acceptance_lcwra: 9
        promise: {start: 65000, by: 2040-01}
        evidence:
          - employment.contact_efect
          - coaching.ring_fence
          - coaching.offers_a_year
          - coaching.offers_a_year
        """
    )
    assert message("mine.yaml") == dedent(
        """
        mine.yaml, line 3
          9 is out of bounds: coaching.acceptance_lcwra runs from 0 to 1.
          coaching.acceptance_lcwra is in share: write 0.09 for 9%.

        mine.yaml, line 4
          starts is missing.

        mine.yaml, line 4
          2040-01 is out of range; there is law from 2022-04 to 2031-03.

        mine.yaml, line 4
          start is not a key that a scenario has.
          Did you mean starts?
          Keys: starts, by

        mine.yaml, line 6
          employment.contact_efect is not a parameter.
          Did you mean employment.contact_effect (ratio, now 0.08)?
          All parameters of the group: welfsim parameters employment

        mine.yaml, line 7
          coaching.ring_fence has no range in the law.
          Those with one: docs/parameters.md

        mine.yaml, line 9
          coaching.offers_a_year stands twice in the list.
        """
    ).strip("\n")


def test_a_scenario_keeps_its_promise_evidence_and_assumptions() -> None:
    write(
        """
        name: Mine
        assume: {employment.contact_effect: 0.2}
        promise: {starts: 65000, by: 2026-03}
        evidence: [coaching.offers_a_year]
        reform: {coaching.coaches: 18900}
        """
    )
    read = read_scenario("mine.yaml")
    assert read.as_written()["promise"] == {"starts": 65_000, "by": "2026-03"}
    write(read.to_yaml(), "again.yaml")
    assert read_scenario("again.yaml").as_written() == read.as_written()
    assert [change.name for change in read.changes()] == ["employment.contact_effect", "coaching.coaches"]
    assert read.where("employment.contact_effect") == "mine.yaml, line 2"


def test_routes_of_a_programme_are_four_terms_and_those_not_written_are_closed() -> None:
    write(
        """
        name: Mine
        programmes:
          job_club:
            like: connect_to_work
            places: 500
            routes: {coach: {2025-04: 0.1, 2026-04: 0.2}, council: 0.05}
        """
    )
    read = read_scenario("mine.yaml")
    assert read.programmes["job_club"].differs == {
        "places": {APRIL_2025: 500.0},
        "asks": {APRIL_2025: 0.0},
        "coach_refers": {APRIL_2025: 0.1, APRIL_2026: 0.2},
        "health_service_refers": {APRIL_2025: 0.0},
        "council_refers": {APRIL_2025: 0.05},
    }
    policies = resolve(current_law(), read.changes(), read.start, read.months, read.own_programmes())
    own = policies["programme"][:, Programme.OWN_1]
    assert [own[name][[0, 12]].tolist() for name in ("asks", "coach_refers")] == [[0.0, 0.0], [0.1, 0.2]]
    write(read.to_yaml(), "again.yaml")
    assert read_scenario("again.yaml").programmes == read.programmes


def own_places(*, places: object, start: str = "2025-04") -> list[float]:
    """Return the places of a programme like WorkWell in its first April, the one after, and that of 2027."""
    added = {"club": {"like": "workwell", "places": places}}
    read = Scenario.model_validate({"name": "Mine", "start": start, "programmes": added})
    policies = resolve(current_law(), read.changes(), read.start, read.months, read.own_programmes())
    return [float(places) for places in policies["programme"]["places"][[0, 12, 24], Programme.OWN_1]]


def test_a_programme_has_no_places_before_the_first_that_are_written() -> None:
    law = path(resolve(current_law(), (), APRIL_2025, 25), "workwell.places")
    assert law[[0, 12, 24]].all()
    assert own_places(places={"2026-04": 500}) == [0.0, 500.0, 500.0]
    assert own_places(places=500) == [500.0, 500.0, 500.0]
    assert own_places(places={"2026-04": 500, "2027-04": None}) == [0.0, 500.0, law[24]]
    assert own_places(places={"2025-04": None}) == law[[0, 12, 24]].tolist()


def test_a_programme_without_places_is_refused() -> None:
    write(
        """
        name: Bad
        programmes:
          job_club:
            like: connect_to_work
            coste: 6000
        """
    )
    assert message("mine.yaml").startswith(
        dedent(
            """
            mine.yaml, line 3
              job_club has no places: starts a month, wherever it runs. It does not take those of connect_to_work.
              Write a number, or dated values, as  places: {2026-04: 500}. Before the first date there are none.
              Or write how many people are on it at a time, as  at_a_time: {2026-04: 10000}.

            mine.yaml, line 5
              coste is not a term of a programme.
              Did you mean cost?
            """
        ).strip("\n")
    )


def test_numbers_of_any_size_are_answered_with_bound_and_unit() -> None:
    write(
        f"""
        name: Bad
        reform:
          coaching.coaches: 1.0e+308
          costs.coach: 1{"0" * 39}
          costs.tribunal: {"9" * 30}
          costs.assessment: .inf
          costs.reconsideration: .nan
          employment.contact_effect: -.inf
          universal_credit.new_rate_from: 2105-04
          costs.wca_tribunal: £1e308
        """
    )
    assert message("mine.yaml") == dedent(
        """
        mine.yaml, line 3
          1.00e+308 is out of bounds: coaching.coaches runs from 0 to 100,000.
          coaching.coaches is in full-time equivalents.

        mine.yaml, line 4
          1.00e+39 is out of bounds: costs.coach runs from 0 to 20,000,000.
          costs.coach is in pence a year.

        mine.yaml, line 5
          1.00e+30 is out of bounds: costs.tribunal runs from 0 to 10,000,000.
          costs.tribunal is in pence.

        mine.yaml, line 6
          inf is too large, or no number at all.
          costs.assessment is in pence.

        mine.yaml, line 7
          nan is too large, or no number at all.
          costs.reconsideration is in pence.

        mine.yaml, line 8
          -inf is too large, or no number at all.
          employment.contact_effect is in ratio.

        mine.yaml, line 9
          2105-04 is out of bounds: universal_credit.new_rate_from runs from 2000-01 to 2099-12.

        mine.yaml, line 10
          '£1e308' is not a number.
          costs.wca_tribunal is in pence.
        """
    ).strip("\n")


def test_faults_of_routes_come_at_once() -> None:
    write(
        """
        name: Bad
        programmes:
          one:
            like: connect_to_work
            coach_refers: 0.2
            routes:
              coaches: 0.1
              council: 1.5
            places: 500
          two:
            like: workwell
            routes: coach
            places: 500
        """
    )
    assert message("mine.yaml") == dedent(
        """
        mine.yaml, line 5
          coach_refers is said by routes already. Write the one or the other.

        mine.yaml, line 7
          coaches is not a route to a programme.
          Did you mean coach?
          Routes: self, coach, health_service, council

        mine.yaml, line 8
          1.5 is out of bounds: connect_to_work.council_refers runs from 0 to 1.
          connect_to_work.council_refers is in share: write 0.015 for 1.5%.

        mine.yaml, line 12
          routes gives a monthly chance for each of: self, coach, health_service, council.
        """
    ).strip("\n")


def test_settings_say_what_is_wrong_with_them() -> None:
    write("name: a\n")
    assert message("mine.yaml", "coaching.coaches=many", "costs.coach=2021-04:3") == dedent(
        """
        --set coaching.coaches=many
          'many' is not a number.
          coaching.coaches is in full-time equivalents.

        --set costs.coach=2021-04:3
          2021-04 is out of range; there is law from 2022-04 to 2031-03.
        """
    ).strip("\n")


def test_a_setting_of_null_returns_to_law() -> None:
    write("name: a\nreform: {coaching.coaches: 3}\n")
    read = read_scenario("mine.yaml", ["coaching.coaches=2026-04:null"])
    assert read.reform == {"coaching.coaches": {APRIL_2025: 3, APRIL_2026: None}}


def test_options_replace_what_the_file_says_and_are_checked() -> None:
    read = Scenario(name="a").with_options(people=2_000, seed=7, months=12, start=None)
    assert (read.population.people, read.seed, read.months, read.start) == (2_000, 7, 12, APRIL_2025)
    with pytest.raises(ScenarioError) as caught:
        read.with_options(people=10)
    assert str(caught.value) == "The options given\n  people is 10. Write 1,000 or more."


def test_a_later_start_refuses_earlier_changes() -> None:
    read = read_scenario("redeploy_1000_coaches")
    with pytest.raises(ScenarioError, match="2025-07 lies before the scenario's start, 2026-01"):
        read.with_options(start="2026-01", months=12)


def test_the_upper_layer_alone_counts_from_its_first_month() -> None:
    below = {APRIL_2025: 1.0, APRIL_2027: 3.0}
    assert lay_over(below, {APRIL_2026: 2.0}) == {APRIL_2025: 1.0, APRIL_2026: 2.0}
    assert lay_over(below, {}) == below


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_read_resolve_and_read_again(name: str) -> None:
    read = read_scenario(name)
    resolve(current_law(), read.changes(), read.start, read.months)
    assert read.question.endswith("?")
    write(read.to_yaml(), "again.yaml")
    assert read_scenario("again.yaml").as_written() == read.as_written()


def test_a_source_is_written_again_as_it_was() -> None:
    source = {"title": "A paper: the first", "href": "https://www.gov.uk/a", "plan": "It plans."}
    for written in (source, {**source, "href": None}):
        read = Scenario.model_validate({"name": "Mine", "source": written})
        write(read.to_yaml(), "again.yaml")
        again = read_scenario("again.yaml")
        assert again.source == read.source
        assert again.as_written()["source"] == {key: value for key, value in written.items() if value}
        assert read.with_options(seed=7).source == read.source
    assert "source" not in Scenario(name="Mine").as_written()


def test_every_promised_question_is_shipped() -> None:
    assert set(shipped_names()) >= {
        "baseline",
        "redeploy_1000_coaches",
        "redeploy_1000_coaches_announced",
        "redeploy_1000_coaches_ending",
        "coaches_at_need",
        "coach_shortfall",
        "lcwra_before_2026",
        "lcwra_new_rate_raised",
        "lcwra_new_rate_cut",
        "support_effect_low",
        "support_effect_high",
        "support_effect_none",
    }
