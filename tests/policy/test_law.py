"""Law files: what is refused and in which words, and that the package's own files are whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from welfsim.errors import PolicyError
from welfsim.months import month
from welfsim.policy import FIRST_MONTH, current_law, load_law, parameters
from welfsim.policy.document import read_entries
from welfsim.policy.kept import kept_entries
from welfsim.policy.law import CURRENT_LAW

TAPER = """\
universal_credit.taper:
  unit: share
  values: {2022-04: 0.55, 2027-04: 0.5}
  status: legislated
  source: {title: UC Regulations 2013, href: "https://www.legislation.gov.uk/uksi/2013/376", read: 2026-11-22}
"""


def written(folder: Path, text: str) -> Path:
    """Write one law file for Universal Credit and return its folder."""
    (folder / "universal_credit.yaml").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, text: str, *names: str) -> str:
    """Return the message with which a law file is refused."""
    declared = {name: parameters()[name] for name in names or ("universal_credit.taper",)}
    with pytest.raises(PolicyError) as caught:
        load_law(written(folder, text), declared)
    return str(caught.value)


def test_a_value_keeps_what_is_written_and_where(tmp_path: Path) -> None:
    law = load_law(
        written(tmp_path, "# taper\n\n" + TAPER), {"universal_credit.taper": parameters()["universal_credit.taper"]}
    )
    value = law.values["universal_credit.taper"]
    assert dict(value.values) == {month(2022, 4): 0.55, month(2027, 4): 0.5}
    assert (value.group, value.file, value.line) == ("universal_credit", "universal_credit.yaml", 3)
    assert (value.title, value.read) == ("UC Regulations 2013", "2026-11-22")
    assert value.status(FIRST_MONTH) == "legislated"


def test_an_undeclared_value_is_refused_with_the_nearest(tmp_path: Path) -> None:
    text = "\n" + TAPER + TAPER.replace("taper", "tapper")
    assert refusal(tmp_path, text) == (
        "universal_credit.yaml, line 7\n"
        "  universal_credit.tapper is not a parameter.\n"
        "  Did you mean universal_credit.taper?\n"
        "  All universal_credit parameters: welfsim parameters universal_credit"
    )


def test_an_unvalued_declaration_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, TAPER, "universal_credit.taper", "universal_credit.child")
    assert message == (
        f"{tmp_path.name}/universal_credit.yaml\n"
        "  universal_credit.child has no value.\n"
        "  Give it one for every month from 2022-04 to 2031-03."
    )


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "unit: share",
            "unit: ratio",
            "universal_credit.yaml, line 2\n"
            "  universal_credit.taper is in share, not in ratio.\n"
            "  Convert the values, then correct the unit.",
        ),
        (
            "2027-04: 0.5",
            "2027-13: 0.5",
            "universal_credit.yaml, line 3\n  2027-13 is not a month; write the year and the month, as 2026-04.",
        ),
        (
            "2027-04: 0.5",
            "2031-04: 0.5",
            "universal_credit.yaml, line 3\n  2031-04 lies outside the law, 2022-04 to 2031-03.",
        ),
        (
            "2022-04: 0.55, ",
            "",
            "universal_credit.yaml, line 3\n"
            "  universal_credit.taper has no value from 2022-04 to 2027-03.\n"
            "  Every month of the law needs one.",
        ),
        (
            "2027-04: 0.5",
            "2027-04: 55",
            "universal_credit.yaml, line 3\n  universal_credit.taper: 55 is above 1, the highest share allowed here.",
        ),
        (
            "2027-04: 0.5",
            "2027-04: half",
            "universal_credit.yaml, line 3\n  universal_credit.taper is a number, not half.",
        ),
        (
            "  status: legislated",
            "  range: [0.5, 0.52]\n  status: legislated",
            "universal_credit.yaml, line 3\n"
            "  universal_credit.taper: 0.55 lies outside its own range, 0.5 to 0.52.\n"
            "  Correct the value or widen the range, with its source.",
        ),
        (
            "status: legislated",
            "status: assumption",
            "universal_credit.yaml, line 1\n"
            "  universal_credit.taper is an assumption and has no range.\n"
            "  Write range: [low, high]",
        ),
        (
            "status: legislated",
            "status: rumoured",
            "universal_credit.yaml, line 4\n"
            "  rumoured is not a status.\n"
            "  Write one of actual, reported, legislated, announced, forecast, assumption.",
        ),
        (
            "  source:",
            "  sauce:",
            "universal_credit.yaml, line 5\n"
            "  sauce is not a field of a value.\n"
            "  Did you mean source?\n"
            "  The fields are unit, values, uprating, rounding, hours, status, range, source, note.\n"
            "\n"
            "universal_credit.yaml, line 1\n"
            "  universal_credit.taper has no source.\n"
            "  Write source: {title: …, href: …, read: …}",
        ),
        (
            "read: 2026-11-22",
            "",
            "universal_credit.yaml, line 5\n  The source of universal_credit.taper has no read.",
        ),
        (
            "  status:",
            "  uprating: rpi\n  status:",
            "universal_credit.yaml, line 4\n"
            "  rpi is not a formula of uprating.\n"
            "  The formulae are cpi, earnings, triple_lock, minimum_wage, minimum_wage_month, section_1, "
            "section_1_under_25, section_4, frozen.",
        ),
        (
            "  status:",
            "  rounding: up\n  status:",
            "universal_credit.yaml, line 4\n  'up' is not a rounding; write nearest 5, up to 1 or down to 100.",
        ),
        (
            "  status:",
            "  uprating: minimum_wage\n  status:",
            "universal_credit.yaml, line 1\n"
            "  The formulae minimum_wage and minimum_wage_month, and no others, need hours: a number a week.",
        ),
        (
            "  status: legislated",
            "  unit: share\n  status: legislated",
            'universal_credit.yaml, line 4\n  This cannot be read: found duplicate key "unit" with value "share" '
            '(original value: "share").\n\n'
            "{folder}/universal_credit.yaml\n"
            "  universal_credit.taper has no value.\n"
            "  Give it one for every month from 2022-04 to 2031-03.",
        ),
    ],
)
def test_a_fault_is_refused_with_its_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert TAPER.count(right) == 1
    assert refusal(tmp_path, TAPER.replace(right, wrong)) == message.replace("{folder}", tmp_path.name)


def test_behaviour_needs_a_range(tmp_path: Path) -> None:
    text = TAPER.replace("universal_credit.taper", "take_up.ever_claims_single")
    assert refusal(tmp_path, text, "take_up.ever_claims_single") == (
        "universal_credit.yaml, line 1\n"
        "  take_up.ever_claims_single is behaviour and has no range.\n"
        "  Write range: [low, high]"
    )


LIMIT = "universal_credit.two_child_limit"
SWITCHED = TAPER.replace("universal_credit.taper", LIMIT).replace("share", "switch")


@pytest.mark.parametrize(("on", "off"), [("true", "false"), ("yes", "no"), ("True", "No")])
def test_a_switch_is_written_as_true_and_false_or_yes_and_no(tmp_path: Path, on: str, off: str) -> None:
    text = SWITCHED.replace("0.55", on).replace("0.5}", f"{off}}}\n  range: [{off}, {on}]")
    value = load_law(written(tmp_path, text), {LIMIT: parameters()[LIMIT]}).values[LIMIT]
    assert [value.values[month(2022, 4)], value.low, value.high] == [True, False, True]
    assert value.values[month(2027, 4)] is False


def test_what_is_neither_yes_nor_no_is_refused_for_a_switch(tmp_path: Path) -> None:
    text = SWITCHED.replace("0.55", "maybe").replace("0.5}", "0.5}\n  range: [true, false]")
    assert refusal(tmp_path, text, LIMIT) == (
        "universal_credit.yaml, line 3\n"
        "  universal_credit.two_child_limit is a switch, true or false, not maybe.\n"
        "\n"
        "universal_credit.yaml, line 3\n"
        "  universal_credit.two_child_limit is a switch, true or false, not 0.5.\n"
        "\n"
        "universal_credit.yaml, line 4\n"
        "  universal_credit.two_child_limit: a range is [low, high]."
    )


def test_true_is_no_number_and_a_list_of_names_has_no_range(tmp_path: Path) -> None:
    text = TAPER.replace("0.55", "true") + TAPER.replace("universal_credit.taper", "coaching.earmarked_for").replace(
        "  unit: share\n  values: {2022-04: 0.55, 2027-04: 0.5}",
        "  unit: names in order\n  values: [esa, lcw]\n  range: [[], [esa]]",
    )
    assert refusal(tmp_path, text, "universal_credit.taper", "coaching.earmarked_for") == (
        "universal_credit.yaml, line 3\n"
        "  universal_credit.taper is a number, not true.\n"
        "\n"
        "universal_credit.yaml, line 9\n"
        "  coaching.earmarked_for is a list of names and has no range.\n"
        "  Delete the range."
    )


def test_a_value_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(TAPER, encoding="utf-8")
    assert refusal(tmp_path, TAPER) == (
        "universal_credit.yaml, line 1\n"
        "  universal_credit.taper has a value already, in more.yaml, line 1.\n"
        "  Keep one of the two."
    )


def test_all_faults_of_a_file_come_together(tmp_path: Path) -> None:
    text = TAPER.replace("share", "ratio").replace("0.5}", "5}")
    assert refusal(tmp_path, text) == (
        "universal_credit.yaml, line 2\n"
        "  universal_credit.taper is in share, not in ratio.\n"
        "  Convert the values, then correct the unit.\n"
        "\n"
        "universal_credit.yaml, line 3\n"
        "  universal_credit.taper: 5 is above 1, the highest share allowed here."
    )


def test_the_law_values_every_declaration_and_nothing_else() -> None:
    assert set(current_law().values) == set(parameters())


def test_every_value_stands_in_the_file_of_its_group() -> None:
    for value in current_law().values.values():
        assert value.file == f"{value.group}.yaml"


def test_the_fingerprint_follows_the_text(tmp_path: Path) -> None:
    declared = {"universal_credit.taper": parameters()["universal_credit.taper"]}
    first = load_law(written(tmp_path, TAPER), declared).fingerprint
    assert len(first) == 64
    assert load_law(written(tmp_path, TAPER + "# read again\n"), declared).fingerprint != first


def test_kept_law_is_the_law_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path))
    file = CURRENT_LAW / "universal_credit.yaml"
    fresh = read_entries(file)
    assert kept_entries(file) == fresh
    assert kept_entries(file) == fresh
    assert [kept.name for kept in tmp_path.glob("law/*/*.json")] == ["universal_credit.json"]


def test_an_edited_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "cache"))
    file = written(tmp_path, TAPER) / "universal_credit.yaml"
    kept_entries(file)
    written(tmp_path, TAPER.replace("0.5}", "0.6}"))
    assert kept_entries(file)[0].fields["values"]["2027-04"] == 0.6


def test_importing_policy_loads_neither_frames_nor_compilers_nor_yaml() -> None:
    heavy = "{'numba', 'pandas', 'pyarrow', 'scipy', 'pydantic', 'ruamel.yaml'}"
    code = f"import sys, welfsim.policy; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
