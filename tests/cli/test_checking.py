"""``welfsim check`` refuses whatever a run or a comparison would refuse, and what a file names is sought beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from welfsim.months import parse_month
from welfsim.policy import parameters
from welfsim.population.people import working_age_people
from welfsim.scenario import Scenario, pair, read_scenario, schema
from welfsim.vocabulary.limits import LATEST_START, MOST_PEOPLE

Ask = Callable[..., Any]


def write(name: str, text: str) -> str:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "against: coaches_at_ned\n",
            "line 2\n  against: coaches_at_ned is neither a scenario file next to this one nor a shipped scenario.\n"
            "  Did you mean coaches_at_need?",
        ),
        (
            "against: /etc/passwd\n",
            "line 2\n  against: /etc/passwd is neither a scenario file next to this one nor a shipped scenario.",
        ),
        ("against: ''\n", "line 2\n  against is empty."),
        (
            "start: 2026-04\n",
            "line 2\n  There is no population for 2026-04; write a start from 2022-04 to 2026-03. "
            "Changes may begin later.",
        ),
        (
            "population: {people: 100000000000000}\n",
            "line 2\n  people is 100,000,000,000,000. Write 43,000,000 or less.",
        ),
        (
            "seed: 9223372036854775808\n",
            "line 2\n  seed is 9,223,372,036,854,775,808. Write 9,223,372,036,854,775,807 or less.",
        ),
        ("replications: 0\n", "line 2\n  replications is 0. Write 1 or more."),
        (
            "start: 2026-01\nagainst: coaches_at_need\n",
            "line 3\n  Coaches at need cannot be run from 2026-01 for 63 months, as Mine is:\n"
            "  2025-04 lies before the scenario's start, 2026-01.",
        ),
        (
            "evidence: [coaching.offers_a_year]\nreform: {coaching.offers_a_year: 1}\n",
            "line 2\n  coaching.offers_a_year is changed by mine.yaml, line 3, so its range cannot be laid on\n"
            "  both scenarios alike. Take it out of the list.",
        ),
        ("packages: [gone, gone]\n", "line 2\n  There is no package gone in the folder packages."),
    ],
)
def test_what_a_run_would_refuse_is_not_fine(ask: Ask, text: str, expected: str) -> None:
    if "start: 2026-01" in text:
        text += "months: 63\n"
    code, out, err = ask("check", write("mine.yaml", f"name: Mine\n{text}"))
    assert (code, out) == (2, "")
    assert err.startswith(f"mine.yaml, {expected}\n")


def test_there_are_as_many_people_of_working_age_as_may_be_asked_for() -> None:
    people = [working_age_people(start) for start in range(parse_month("2024-07"), LATEST_START + 1, 6)]
    assert MOST_PEOPLE <= min(people) < MOST_PEOPLE + 1_000_000


def test_what_a_file_names_is_sought_beside_it_from_any_folder(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    write("mine/base.yaml", "name: Base\nreform: {coaching.coaches: 17000}\n")
    write("mine/packages/shared.yaml", "name: Shared\nreform: {costs.coach: 6000000}\n")
    write("mine/reform.yaml", "name: Mine\nagainst: base\npackages: [shared]\nmonths: 6\n")
    write("mine/other.yaml", "name: Other\nagainst: base.yaml\n")
    write("elsewhere/base.yaml", "name: The wrong one\n")
    monkeypatch.chdir("elsewhere")
    assert ask("check", "../mine/reform.yaml", "../mine/other.yaml").code == 0
    for name in ("reform", "other"):
        reform, baseline = pair(f"../mine/{name}.yaml")
        assert baseline.name == "Base" and baseline.months == reform.months
    kept = pair(read_scenario("../mine/reform.yaml", ["coaching.coaches=1"]).with_options(seed=3))
    assert kept[1].name == "Base"


def test_of_a_named_file_that_is_no_scenario_nothing_is_shown(ask: Ask) -> None:
    write("mine.yaml", "name: Mine\nagainst: secret\n")
    expected = "mine.yaml, line 2\n  secret.yaml is no scenario: it cannot be read as one, or has no name.\n"
    for secret in ("password: hunter2\n", "password: a\npassword: hunter2\n", "- hunter2\n", "hunter2: [\n"):
        write("secret.yaml", secret)
        assert ask("check", "mine.yaml") == (2, "", expected)
    keys = ", ".join(Scenario.model_fields)
    write("secret.yaml", "password: hunter2\n")
    for words in (("check", "secret.yaml"), ("compare", "baseline", "--against", "secret.yaml")):
        assert ask(*words).err == f"secret.yaml\n  This is no scenario: it has no key of one.\n  Keys: {keys}\n"
    write("packages/secret.yaml", "password: hunter2\n")
    write("mine.yaml", "name: Mine\npackages: [secret]\n")
    assert "hunter2" not in ask("check", "mine.yaml").err


def test_a_scenario_compared_with_one_that_is_compared_with_it(ask: Ask) -> None:
    write("a.yaml", "name: A\nagainst: b\n")
    write("b.yaml", "name: B\nagainst: a\n")
    write("c.yaml", "name: C\nagainst: c\n")
    assert ask("check", "a.yaml", "b.yaml", "c.yaml").code == 0


def test_the_bounds_of_a_file_are_those_of_options(ask: Ask) -> None:
    for words, expected in (
        (("--people", "999"), "people is 999. Write 1,000 or more."),
        (("--people", "43000001"), "people is 43,000,001. Write 43,000,000 or less."),
        (("--seed", "-1"), "seed is -1. Write 0 or more."),
        (("--seed", "9" * 4_000), f"seed is {'9' * 59}…. Write 9,223,372,036,854,775,807 or less."),
        (("--months", "9" * 400), f"months is {'9' * 59}…. Write 108 or less."),
        (("--start", "2026"), "'2026' is not a month; write the year and the month, as 2026-04."),
        (("--months", "73"), "73 months from 2025-04 run past the last month of law, 2031-03; write 72 or fewer."),
    ):
        code, out, err = ask("run", "baseline", *words)
        assert (code, out, err) == (2, "", f"The options given\n  {expected}\n")
    code, _, err = ask("population", "--people", "43000001")
    assert code == 2 and "43000001 people were asked for" in err


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("coaching.priority=[health, search", "A list is not closed: a comma or ] is missing."),
        ("coaching.coaches='5", "A quotation mark is not closed."),
        ("coaching.coaches={a", "Braces are not closed: a comma or } is missing."),
        ("coaching.coaches=@x", "No value begins with this character: put the text in quotes."),
        ("coaching.coaches=\x07", "A control character stands in this line: delete it."),
        ("coaching.coaches=a: b: c", "'a' is not a month; write the year and the month, as 2026-04."),
        (
            "coaching.coaches=.inf",
            "inf is too large, or no number at all.\n  coaching.coaches is in full-time equivalents.",
        ),
        ("coaching.coaches=true", "true is not a number.\n  coaching.coaches is in full-time equivalents."),
        (
            "coaching.ring_fence=2",
            "2 is neither yes nor no.\n  coaching.ring_fence is a switch: write yes or no.",
        ),
        ("coaching.coaches=", "Write a name and a value, as in coaching.coaches=1 or coaching.coaches=2026-04:1"),
        ("=5", "Write a name and a value, as in coaching.coaches=1 or coaching.coaches=2026-04:1"),
        ("coaching.coaches=2026-04:1,2026-04:2", "2026-04 stands twice; write it once."),
        ("coaching.coaches=2026-04:1,2026-4:2", "2026-04 stands twice; write it once."),
        ("coaching.coaches=2026-04:", "There is no value for 2026-04."),
        ("coaching.coaches={2026: 3}", "'2026' is not a month; write the year and the month, as 2026-04."),
        ("coaching.coaches={24315: 3}", "'24315' is not a month; write the year and the month, as 2026-04."),
        (
            "coaching={coaches: 3}",
            "coaching is a group of parameters.\n  Write each with its group and a dot, as  coaching.coaches: VALUE",
        ),
        (
            "coaches=3",
            "coaches is not a parameter.\n  Did you mean coaching.coaches (full-time equivalents, now 17,110)?\n"
            "  All parameters of the group: welfsim parameters coaching",
        ),
    ],
)
def test_a_setting_says_what_is_wrong_with_it(ask: Ask, written: str, expected: str) -> None:
    for option in ("--set", "--assume"):
        code, out, err = ask("compare", "baseline", option, written, "--people", "1000")
        shown = written.replace("\x07", "\\u0007")
        assert (code, out, err) == (2, "", f"{option} {shown}\n  {expected}\n")


def test_a_long_setting_is_shown_short(ask: Ask) -> None:
    _, _, err = ask("explain", "baseline", "--set", f"coaching.coaches={'[' * 300}")
    assert err == (
        f"--set coaching.coaches={'[' * 82}…\n"
        "  Brackets or lists lie more than 20 deep: nothing that welfsim reads does.\n"
    )


def test_a_name_is_set_once(ask: Ask) -> None:
    words = ("--set", "coaching.coaches=2026-04:1", "--set", "coaching.coaches=2027-04:2")
    assert ask("explain", "baseline", *words).err == (
        "--set coaching.coaches=2027-04:2\n"
        "  coaching.coaches is set twice, first by --set coaching.coaches=2026-04:1.\n"
        "  Write its months together, as coaching.coaches=2026-04:1,2027-04:2\n"
    )


def test_lists_by_month_are_set(ask: Ask) -> None:
    written = "coaching.priority=2026-04:[health, search],2027-04:[search]"
    code, out, _ = ask("explain", "baseline", "--set", written)
    assert code == 0 and "2027-04 to 2031-03   " in out and "→ search\n" in out


def test_of_many_faults_the_first_are_shown_and_the_others_counted(ask: Ask) -> None:
    many = "".join(f"key{i}: 1\n" for i in range(1_000))
    reform = "".join(f"  coaching.key{i}: 1\n" for i in range(1_000))
    for text, line in ((many, 21), (f"reform:\n{reform}", 22)):
        code, _, err = ask("check", write("mine.yaml", f"name: Mine\n{text}"))
        assert code == 2 and err.endswith("\n\nmine.yaml\n  980 further faults: mend these first.\n")
        assert err.count("mine.yaml, line ") == 20 and f"mine.yaml, line {line}\n" in err


def test_switches_are_yes_and_no_and_written_again_as_true_and_false(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    switches = [name for name, field in parameters().items() if field.what.unit == "switch"]
    words = {"yes": True, "No": False, "true": True, "FALSE": False, "1": True, "0": False, "'yes'": True, "1.0": True}
    for word, on in words.items():
        write("mine.yaml", "name: Mine\nreform:\n" + "".join(f"  {name}: {word}\n" for name in switches))
        read = read_scenario("mine.yaml")
        assert {value for dated in read.reform.values() for value in dated.values()} == {int(on)}
        assert read.to_yaml().count(": true\n" if on else ": false\n") == len(switches)
        write("again.yaml", read.to_yaml())
        assert read_scenario("again.yaml").as_written() == read.as_written()
    allowed = schema()["$defs"]["switch"]["anyOf"][0]["enum"]
    assert {str(word).lower() for word in allowed} == {"true", "false", "yes", "no", "1", "0"}
    set_off = read_scenario("baseline", [f"{switches[0]}=2026-04:no,2027-04:yes"])
    assert list(set_off.reform[switches[0]].values()) == [0, 1]


def test_names_that_no_file_can_have_are_refused_by_every_command(ask: Ask) -> None:
    for name in ("x" * 5_000, f"{'x' * 5_000}.yaml", "a\0b.yaml", "", "."):
        for command in ("run", "compare", "check", "explain", "coaches", "flows", "published", "regress"):
            code, out, err = ask(command, name)
            assert (code, out) == (2, "") and len(err.splitlines()[0]) <= 301, f"{command} {name!r}: {err}"


def test_changes_are_counted_for_everybody_for_some_and_of_programmes(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: Mine\n"
        "reform: {universal_credit.taper: 0.5}\n"
        "groups: [{where: {age: under 25}, universal_credit.taper: 0.4}]\n"
        "programmes: {club: {like: workwell, places: 5}}\n",
        encoding="utf-8",
    )
    code, out, _ = ask("check", str(file), "--format", "json")
    assert code == 0 and json.loads(out)["fine"][0]["changes"] == 3


def test_places_that_have_no_part_are_refused_before_a_run(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("name: Mine\ngroups: [{where: {nation: scotland}, connect_to_work.places: 9}]\n", encoding="utf-8")
    code, _, err = ask("check", str(file))
    assert code == 2 and "connect_to_work.places: nation scotland has no part of these." in err
    file.write_text("name: Mine\ngroups: [{where: {nation: wales}, connect_to_work.places: 9}]\n", encoding="utf-8")
    assert ask("check", str(file)).code == 0


@pytest.mark.parametrize(
    "text",
    [
        "reform: {where: {age: under 25}, universal_credit.taper: 0.5}",
        "groups: [{where: {age: under 25}, reform: {universal_credit.taper: 0.5}}]",
    ],
)
def test_a_change_for_some_in_the_wrong_place_is_led_to_groups(ask: Ask, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"name: Mine\n{text}\n", encoding="utf-8")
    code, _, err = ask("check", str(file))
    assert code == 2 and "groups: [{where: {age: under 25}, universal_credit.taper: 0.5}]" in err
