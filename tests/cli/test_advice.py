"""``welfsim award`` and ``welfsim budget`` as an adviser uses them."""

from __future__ import annotations

import csv
import json
import re
import shlex
from io import StringIO
from pathlib import Path

import pytest

from conftest import Ask

EXAMPLE = "award --adult 30 --lcwra --fit-note 2024-05 --rent 600 --pay 500 --month 2025-10"


def test_the_example_of_the_help_can_be_repeated(ask: Ask) -> None:
    code, out, _ = ask("award", "--help")
    (example,) = re.findall(r"^ +welfsim (award --adult.*)$", out, re.MULTILINE)
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
