"""``welfsim award`` and ``welfsim budget`` as an adviser uses them."""

from __future__ import annotations

import csv
import json
import re
import shlex
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from conftest import Ask

EXAMPLE = "award --adult 30 --lcwra --fit-note 2024-05 --rent 600 --pay 500 --month 2025-10"


def test_the_example_of_the_help_can_be_repeated(ask: Ask) -> None:
    code, out, _ = ask("award", "--help")
    example, _ = re.findall(r"^ +welfsim (award --adult.*)$", re.sub(r"\\\n +", "", out), re.MULTILINE)
    assert (code, example) == (0, EXAMPLE)
    code, out, err = ask(*shlex.split(example))
    assert (code, err) == (0, "")
    assert re.search(r"^LCWRA element +UC Regs 2013 regs 27, 28, 36 .* 423\.27$", out, re.MULTILINE)
    assert re.search(r"^Universal Credit +Welfare Reform Act 2012 s\.8.* 1,374\.46$", out, re.MULTILINE)


def test_the_statement_of_the_manual_is_as_printed(ask: Ask) -> None:
    page = Path(__file__).parents[2] / "docs" / "awards.md"
    (shown,) = re.findall(r"^```text\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert ask(*shlex.split(EXAMPLE)).out.rstrip() == shown.rstrip()


def test_a_young_person_in_education(ask: Ask) -> None:
    told = ask("award", "--adult", "45", "--child-in-education", "18", "--child", "2", "--month", "2025-10").out
    assert "   £339.00 + £292.81; from the eldest" in told


def test_a_file_gives_the_same_award(ask: Ask) -> None:
    described = "month: 2025-10\nrent: 600\nadults:\n  - {age: 30, health: lcwra, fit_note: 2024-05, pay: 500}\n"
    Path("household.yaml").write_text(described, encoding="utf-8")
    assert ask("award", "household.yaml").out == ask(*shlex.split(EXAMPLE)).out
    code, _, err = ask("award", "household.yaml", "--rent", "5")
    assert code == 2
    assert err == "household.yaml\n  A household is described by a file or by options, not by both.\n"


def test_json_and_csv(ask: Ask) -> None:
    lines = json.loads(ask(*shlex.split(EXAMPLE), "--format", "json").out)["lines"]
    rows = list(csv.DictReader(StringIO(ask(*shlex.split(EXAMPLE), "--format", "csv").out)))
    assert [line["item"] for line in lines] == [row["item"] for row in rows]
    assert [line["amount"] for line in lines] == [float(row["amount"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("award --pay 500", "adults 1, age: missing. Allowed: 16 to 110 years."),
        (
            "award --adult 30 --adult 31 --adult 32",
            "adults: 3 of them is not allowed. Allowed: one or two adults.",
        ),
        ("award --adult 30 --rent -5", "rent: -5.0 is not allowed. Allowed: 0 to 100,000 pounds a month."),
        ("award --adult 30 --child 31", "children 1, age: 31 is not allowed. Allowed: 0 to 19 years."),
        (
            "budget --adult 20 --child 3 --region mars",
            "region: mars is not allowed. Allowed: england (outside London), london, wales or scotland.",
        ),
    ],
)
def test_a_household_that_cannot_exist(ask: Ask, words: str, message: str) -> None:
    code, out, err = ask(*shlex.split(words))
    assert (code, out) == (2, "")
    assert err == f"The options given\n  {message}\n"


def test_two_findings_at_once_are_refused(ask: Ask) -> None:
    for command in ("award", "budget"):
        code, out, err = ask(command, "--adult", "30", "--fit-note", "2024-05", "--lcw", "--lcwra")
        assert (code, out) == (2, "")
        assert err == (
            "The options given\n  --lcw and --lcwra: both, though a Work Capability Assessment finds one of the two. "
            "Allowed: one of them.\n"
        )


def test_a_budget_takes_the_minimum_wage_of_the_age_and_marks_the_pay_described(ask: Ask) -> None:
    code, out, _ = ask(*shlex.split("budget --adult 19 --month 2025-10 --pay 300 --hours-to 10 --step 4"))
    assert code == 0
    assert out.splitlines()[0] == (
        "What work pays in 2025-10, £ a month: adult 1 at £10.00 an hour; "
        "after costs: less childcare and a stylised council tax after reduction; "
        "the pay described, £300.00, is 6.92 hours (*) at that rate"
    )
    assert re.findall(r"^ *((?:\* )?[\d.]+) ", out, re.MULTILINE) == ["0", "4", "* 6.92", "8", "10"]


def test_a_budget_line_as_table_and_picture(ask: Ask) -> None:
    pytest.importorskip("matplotlib")
    words = "budget --adult 30 --lcwra --fit-note 2024-05 --rent 600 --month 2025-10 --step 8 --chart work.svg"
    code, out, err = ask(*shlex.split(words))
    assert (code, err) == (0, "Drawn into work.svg.\n")
    assert re.search(
        r"^ +16 +846\.56 +1,183\.85 +2,030\.41 +1,919\.57 +534\.53 +1,381\.09 +1,288\.27 +649\.32$", out, re.MULTILINE
    )
    assert 'role="img"' in Path("work.svg").read_text(encoding="utf-8")


def test_a_chart_over_something_else_is_refused_before_any_table(ask: Ask) -> None:
    Path("work.png").write_bytes(b"mine")
    for name in ("work.png", "work.pdf", "gone/work.svg"):
        code, out, err = ask("budget", "--adult", "30", "--chart", name)
        assert (code, out) == (2, "") and err.startswith(f"{name}\n  ")
    assert Path("work.png").read_bytes() == b"mine"


def test_a_chart_without_matplotlib_says_what_to_install(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    code, _, err = ask("budget", "--adult", "30", "--chart", "work.svg")
    assert code == 2
    assert err == (
        "A chart needs matplotlib, which is not installed.\n  Install it with: pip install 'welfsim[notebook]'\n"
    )


# ---------------------------------------------------------------------------------------- standard input

HOUSEHOLD = "month: 2025-10\nrent: 600\nadults:\n  - {age: 30, health: lcwra, fit_note: 2024-05, pay: 500}\n"
AS_JSON = """{
\t"month": "2025-10",
\t"rent": 600,
\t"adults": [{"age": 30, "health": "lcwra", "fit_note": "2024-05", "pay": 500}]
}
"""


def given(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    """Let standard input hold a text."""
    content = text.encode("utf-8") if isinstance(text, str) else text
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(content), encoding="ascii"))


@pytest.mark.parametrize("text", [HOUSEHOLD, AS_JSON, "\ufeff" + AS_JSON], ids=["yaml", "json", "mark"])
def test_standard_input_gives_the_same_award(ask: Ask, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    given(monkeypatch, text)
    assert ask("award", "-") == ask(*shlex.split(EXAMPLE))


def test_a_file_of_json_gives_the_same_budget(ask: Ask) -> None:
    Path("household.json").write_text(AS_JSON, encoding="utf-8")
    options = shlex.split(EXAMPLE.replace("award", "budget", 1))
    assert ask("budget", "household.json") == ask(*options)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "rent: -5\nadults:\n  - {age: 3}\n",
            "\n  line 1: rent: -5 is not allowed. Allowed: 0 to 100,000 pounds a month.",
        ),
        ('{"rent": 5', ", line 1\n  Braces are not closed: a comma or } is missing."),
        ("", "\n  There is nothing in it."),
        (b"\xff\xfe", "\n  Standard input is not UTF-8 text."),
        ("#" * 500_001, "\n  Standard input is larger than 500,000 bytes, the most that welfsim reads."),
    ],
)
def test_standard_input_that_cannot_be_read(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, text: str | bytes, message: str
) -> None:
    given(monkeypatch, text)
    code, out, err = ask("award", "-")
    assert (code, out) == (2, "")
    assert err.startswith(f"Standard input{message}\n")


def test_faults_of_household_and_scenario_come_together(ask: Ask) -> None:
    code, out, err = ask("award", "--adult", "3", "--scenario", "lcwra_frozn", "--set", "a=1")
    assert (code, out) == (2, "")
    household, scenario = err.split("\n\n")
    assert household == "The options given\n  adults 1, age: 3 is not allowed. Allowed: 16 to 110 years."
    assert scenario.startswith("lcwra_frozn\n  This is neither a file nor a shipped scenario.")


# ------------------------------------------------------------------------------------- scenario and months


def test_an_award_under_a_scenario(ask: Ask) -> None:
    Path("mine.yaml").write_text("name: Mine\nreform:\n  universal_credit.taper: 0.6\n", encoding="utf-8")
    told = json.loads(ask(*shlex.split(EXAMPLE), "--scenario", "mine.yaml", "--format", "json").out)
    assert told["scenario"] == "Mine"
    (taper,) = (line for line in told["lines"] if line["item"] == "Earnings taper")
    assert (taper["amount"], taper["status"]) == (-53.4, "scenario")
    assert taper["source"] == "mine.yaml, line 3: universal_credit.taper 0.55 → 0.6"
    out = ask(*shlex.split(EXAMPLE), "--scenario", "mine.yaml", "--set", "universal_credit.taper=0.5").out
    assert out.splitlines()[1] == "Scenario: Mine, with universal_credit.taper=0.5"
    budget = ask("budget", "--adult", "30", "--step", "20", "--set", "universal_credit.taper=0.5")
    assert budget.out.splitlines()[1] == "Scenario: Current law, with universal_credit.taper=0.5"


def test_pounds_where_pence_are_meant_are_doubted_on_the_error_stream(ask: Ask) -> None:
    code, _, err = ask("award", "--adult", "30", "--set", "universal_credit.standard_single=400")
    assert code == 0 and "Is this pence?" in err


def test_months_as_table_json_and_csv(ask: Ask) -> None:
    words = [*shlex.split(EXAMPLE.replace("2025-10", "2026-03")), "--to", "2026-04"]
    code, out, err = ask(*words)
    assert (code, err) == (0, "")
    assert out.startswith("2026-03 to 2026-04: an adult of 30\n\nMonth ")
    assert re.search(r"^2026-04 +1,414\.55 +0\.00 +500\.00 +1,914\.55$", out, re.MULTILINE)
    told = json.loads(ask(*words, "--format", "json").out)
    assert [month["universal_credit"] for month in told["months"]] == [1374.46, 1414.55]
    assert told["months"][1]["changes"][0] == "Standard allowance 400.14 → 424.90"
    rows = list(csv.DictReader(StringIO(ask(*words, "--format", "csv").out)))
    assert [row["month"] for row in rows] == [line["month"] for line in told["lines"]]
    assert [float(row["amount"]) for row in rows] == [line["amount"] for line in told["lines"]]
    code, _, err = ask(*words[:-1], "2026-02")
    assert code == 2
    assert err == (
        "The schedule\n  to: 2026-02 is not allowed. Allowed: 2026-03, the month of the household, to 2031-03.\n"
    )


def test_json_holds_all_and_can_be_read_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "award --adult 40 --adult 38 --child-born 2019-02 --rent 700 --carer --month 2026-05 --format json"
    first = ask(*shlex.split(words)).out
    told = json.loads(first)
    assert set(told) == {
        "schema_version", "household", "described", "scenario", "unit", "lines", "totals", "left_out",
    }  # fmt: skip
    assert told["totals"]["net_income"] == next(
        line["amount"] for line in told["lines"] if line["item"] == "Net income before rent"
    )
    given(monkeypatch, json.dumps(told["described"]))
    assert ask("award", "-", "--format", "json").out == first


def test_json_of_a_budget_holds_all(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask("budget", "--adult", "30", "--adult", "30", "--rent", "2000", "--format", "json").out
    told = json.loads(first)
    assert [set(each) for each in told["cliffs"]] == [{"circumstances", "hours", "change"}] and told["left_out"]
    given(monkeypatch, json.dumps(told["described"]))
    assert ask("budget", "-", "--format", "json").out == first


@pytest.mark.parametrize("command", ["award", "budget"])
def test_help_and_fields_fit_eighty_columns(ask: Ask, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, ask(command, "--help").out.splitlines())) <= 80
    code, out, _ = ask(command, "--fields")
    assert code == 0 and re.search(r"^an adult +fit_note +a month, as 2024-05$", out, re.MULTILINE)
