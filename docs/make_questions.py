"""Write docs/questions.md: questions of a minister's office and of researchers, each as one command with its answer.

Run as ``python docs/make_questions.py``. Every answer comes from the command that stands above it, so that none is
typed in. ``python docs/make_questions.py NAME…`` asks some again and keeps the other answers of the page.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from welfsim.cli.entry import call
from welfsim.wording.values import number, plain

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "questions.md"
MINISTER, RESEARCHER = "Questions of a minister's office", "A researcher's wishes"
MANY, SOME, FEW = (f"--people {people} --replications 4" for people in (20_000, 15_000, 5_000))
SHORT = "--people 4000 --months 30 --replications 4"
HEAD = """# Questions

Each question is one command or a few lines of Python, with the answer that it gave. The runs are small, so that
anybody can repeat them in minutes: ask for more `--people` and `--replications` before quoting anything. `?` marks a
sign that may be luck. The files are in [docs/questions](questions). The model is not calibrated: read the direction
and the order of size.

This page is made by `python docs/make_questions.py`, and a test asks every question of a few people."""

Told = Mapping[str, Any]


class Question(NamedTuple):
    """One question.

    Parameters
    ----------
    name
        A word by which it can be asked again.
    of
        Whose question it is.
    asked
        The question.
    command
        The command, without ``--format json``; or lines of Python, which leave their findings in names.
    answer
        Makes a sentence of what the command prints as JSON, or of the names.
    lacks
        What cannot be asked in this way.
    """

    @property
    def is_python(self) -> bool:
        """Whether the question is asked in Python."""
        return self.command.startswith("import ")

    name: str
    of: str
    asked: str
    command: str
    answer: Callable[[Told], str]
    lacks: str = ""


# ------------------------------------------------------------------------------------------ reading what is printed


def found(told: Told, section: str, label: str) -> str:
    """Return an answer of a comparison with its interval through luck."""
    (row,) = [row for row in told["answers"] if row["section"].startswith(section) and row["answer"] == label]
    if row["found"] is None:
        return "too little to be seen (fewer than ten rows of the sample)"
    digits = 1 if section.startswith("Net") else 0
    mark = "?" if row.get("no finding because") else ""
    low, high = row.get("noise low"), row.get("noise high")
    luck = "" if low is None else f" ({number(low, digits)} to {number(high, digits)} through luck)"
    return f"{number(row['found'], digits)}{mark}{luck}"


def cost(told: Told) -> str:
    """Return the net cost over the run."""
    return f"Net cost over the run, £ million: {found(told, 'Net cost', 'Whole run')}."


def work(told: Told) -> str:
    """Return the years in work of people limited by ill health."""
    return f"Years in work of people limited by ill health: {found(told, 'More', 'Limited, years in work, whole run')}."


def cost_and_work(told: Told) -> str:
    """Return the net cost and the years in work."""
    return f"{cost(told)} {work(told)}"


def by_group(told: Told, line: str, scale: float, unit: str) -> str:
    """Return the differences of a line over the run by group, the largest first."""
    rows = [row for row in told["groups"] if row["line"] == line]
    name = next(iter(rows[0]))
    totals = dict.fromkeys((row[name] for row in rows), 0.0)
    for row in rows:
        totals[row[name]] += (row["scenario"] - row["baseline"]) / scale
    ranked = sorted(totals.items(), key=lambda of: -abs(of[1]))
    return f"By {name} over the run, {unit}: {'; '.join(f'{of} {number(total)}' for of, total in ranked)}."


def gained(told: Told) -> str:
    """Return who gains and who loses in the last year."""
    rows = [row for row in told["rows"] if row["table"] == "all"]
    last = rows[-1]["year"]
    of = {row["measure"]: row["found"] for row in rows if row["year"] == last}
    tenths = [row for row in told["rows"] if row["table"] == "decile" and row["measure"] == "falls"]
    most = max(tenths, key=lambda row: row["found"])
    return (
        f"In {last} the income of {number(of['People whose income rises'])} thousand people rises, by "
        f"£{number(of['Mean rise of these'])} a month; that of {number(of['People whose income falls'])} thousand "
        f"falls, by £{number(-of['Mean fall of these'])}. Most whose income falls are in tenth {most['group']} of "
        f"incomes ({number(most['found'])} thousand)."
    )


def worked(told: Told) -> str:
    """Return how many of those whose benefits fell first went to work."""
    rows = [row for row in told["rows"] if row["table"] == "all"]
    last = rows[-1]["year"]
    of = {row["measure"]: row["found"] for row in rows if row["year"] == last}
    share = of["More in work, of those whose benefits fell first"]
    return (
        f"At the end of {last} {number(of['In work only with the reform'], 1)} thousand people work only with the "
        f"reform and {number(of['In work only without it'], 1)} thousand only without it; of those whose benefits fell "
        f"first {number(share, 2)} per cent more work."
    )


def solved(told: Told) -> str:
    """Return the value that reaches the target, or why none does."""
    if told["value"] is None:
        return f"No value does. {told['why not']}"
    luck = (
        ""
        if told["low"] is None
        else f" (95% through luck {plain(round(told['low'], 4))} to {plain(round(told['high'], 4))})"
    )
    return f"{plain(round(told['value'], 4))}{luck}."


def at_values(told: Told) -> str:
    """Return the answer at each value that was tried."""
    parts = [f"{number(row['found'])} at {plain(round(row['value'], 4))}" for row in told["tried"]]
    return f"£ million over the run: {'; '.join(parts)}."


def lived(told: Told) -> str:
    """Return how much happened to a person, and what first differs."""
    arms = {arm: [row for row in told["events"] if row["arm"] == arm] for arm in ("baseline", "reform")}
    first = next(
        (row for row in arms["reform"] if row not in [{**row, "arm": "reform"} for row in arms["baseline"]]), None
    )
    apart = (
        "The two lives are the same."
        if first is None
        else (
            f"The two lives part in {first['month']}, through {first['process']}: {first['column']}, "
            f"{first['before']} → {first['after']}."
        )
    )
    return f"{len(arms['baseline'])} changes without the reform, {len(arms['reform'])} with it. {apart}"


def lcwra_by_age(names: Told) -> str:
    """Return the caseload by age in the first and the last month."""
    months = names["lcwra"]
    ends = (months.index[0], months.index[-1])
    parts = [f"{age} {', '.join(number(months.at[month, age] / 1e3) for month in ends)}" for age in months.columns]
    return f"Thousand people with LCWRA in {ends[0]} and {ends[1]}, of {len(months)} months: {'; '.join(parts)}."


def parts_of(told: Told) -> str:
    """Return what the net cost is made of."""
    rows = [
        row
        for row in told["parts"]
        if row["section"].startswith("Net cost") and row["answer"].startswith("Whole run: ")
    ]
    parts = [f"{row['answer'].removeprefix('Whole run: ').lower()} {number(row['found'], 1)}" for row in rows]
    return f"Net cost over the run, £ million: {'; '.join(parts)}."


def chances(told: Told) -> str:
    """Return the chance above zero and the widest interval of the joint draws."""
    (row,) = [row for row in told["answers"] if row["answer"] == "Limited, years in work, whole run"]
    return (
        f"Years in work of people limited by ill health: 90% of the joint draws lie from {number(row['joint low'])} to "
        f"{number(row['joint high'])}, and the chance that they are above zero is {row['joint chance above zero']:.2f}."
    )


def held(told: Told) -> str:
    """Return how many margins the people of a survey meet."""
    margins = told["margins"]
    within = sum(margin["within"] for margin in margins)
    within_says = f"{within} of {len(margins)} margins are within 2 per cent or their rounding"
    return f"{within_says}; each row is {told['grossing']:,} people."


def panel(names: Told) -> str:
    """Return what a panel of people has, and how long spells out of work last."""
    spells = names["spells"]
    return (
        f"{len(names['lives']):,} rows of {names['lives']['person_id'].nunique():,} people; {len(spells):,} spells out "
        f"of work, a median of {number(float(spells.median()))} months of these two years."
    )


def other_month(names: Told) -> str:
    """Return what a run with a month of one's own says of it."""
    told = names["results"].provenance["month"]
    lacks = sorted({process.name for process in names["MONTH"]} - set(told["processes"]))
    return f"Its provenance lists {len(told['processes'])} processes, not {', '.join(lacks)}, and a hash of their code."


def exported(names: Told) -> str:
    """Return which files were written."""
    return f"{len(names['results'].monthly):,} rows in {' and in '.join(names['files'])}."


def own_people(told: Told) -> str:
    """Return who was run."""
    population = told["scenario"]["population"]
    rows = [row for row in told["rows"] if row["line"] == "People in work"]
    in_work = f"{number(rows[0]['value'])} thousand in work in {rows[0]['year']}"
    return f"{population['people']:,} people of the folder; {in_work}."


BY_AGE = """import welfsim

results = welfsim.run("baseline", people=2_000, months=24, by="age")
months = results.by_group("uc_health")
lcwra = months[months["category"] == "LCWRA"].pivot(index="month", columns="age", values="value")"""
PANEL = """import welfsim

record = welfsim.Record("lives.parquet", columns=("job",), every="month")
welfsim.run("baseline", people=2_000, months=24, record=record)
lives = welfsim.read_record("lives.parquet")
out = lives["job"] == "out"
begins = out & (~out.shift(fill_value=False) | (lives["person_id"] != lives["person_id"].shift()))
spells = begins[out].cumsum().value_counts()  # months of each spell"""
OTHER_MONTH = """import welfsim
from welfsim.processes import MONTH

month = [process for process in MONTH if process.name != "partnering"]
results = welfsim.run("baseline", people=2_000, months=24, month=month)
print(results.provenance["month"])"""
EXPORT = """import welfsim
from pathlib import Path

folder = Path("tables")
folder.mkdir()
results = welfsim.run("baseline", people=2_000, months=24)
results.monthly.to_csv(folder / "monthly.csv", index=False)
results.monthly.to_stata(folder / "monthly.dta", write_index=False)
files = sorted(file.name for file in folder.iterdir())"""
QUESTIONS = (
    Question(
        "lcwra",
        MINISTER,
        "Halve the LCWRA rate of new claimants from April 2027: what does it save, and how much from people under 25?",
        f"welfsim compare baseline --set 'universal_credit.lcwra_new=2027-04:{{times: 0.5}}' --by age {MANY}",
        lambda told: f"{cost(told)} {by_group(told, 'uc_paid', 1e8, 'Universal Credit, £ million')}",
    ),
    Question(
        "young",
        MINISTER,
        "Halve it under 25 only.",
        f"welfsim compare baseline --set 'universal_credit.lcwra_new[age: under 25]=2027-04:{{times: 0.5}}' {MANY}",
        cost_and_work,
    ),
    Question(
        "coaches",
        MINISTER,
        "2,000 more coaches for people with health conditions, for two years: what do they do, and where?",
        f"welfsim compare docs/questions/two_years_of_coaches.yaml --by region {SOME}",
        lambda told: f"{cost_and_work(told)} {by_group(told, 'coach_starts', 1.0, 'starts of intensive support')}",
    ),
    Question(
        "northwest",
        MINISTER,
        "2,000 more coaches for two years, in the North West only.",
        f"welfsim compare docs/questions/north_west.yaml --by region {SOME}",
        lambda told: f"{cost_and_work(told)} {by_group(told, 'coach_starts', 1.0, 'starts of intensive support')}",
    ),
    Question(
        "scotland",
        MINISTER,
        "A programme like Connect to Work with 500 places a month, in Scotland only.",
        f"welfsim compare docs/questions/scottish_places.yaml {FEW}",
        cost_and_work,
    ),
    Question(
        "connect",
        MINISTER,
        "Double Connect to Work.",
        f"welfsim compare baseline --set 'connect_to_work.places=2026-04:{{times: 2}}' {MANY}",
        cost_and_work,
    ),
    Question(
        "allowance",
        MINISTER,
        "Raise the work allowances by £100 a month.",
        f"welfsim compare docs/questions/work_allowance.yaml {MANY}",
        cost_and_work,
    ),
    Question(
        "parents",
        MINISTER,
        "Raise them by £100 a month for lone parents only.",
        f"welfsim compare docs/questions/lone_parents.yaml {MANY}",
        cost_and_work,
    ),
    Question(
        "taper",
        MINISTER,
        "Lower the taper of Universal Credit to 50 per cent.",
        f"welfsim compare baseline --set universal_credit.taper=2026-04:0.5 {FEW}",
        cost_and_work,
    ),
    Question(
        "places",
        MINISTER,
        "A new programme with 10,000 places at a time, for three years.",
        f"welfsim compare docs/questions/ten_thousand_places.yaml {FEW}",
        cost_and_work,
        "It fills in its first 12 months, as long as a place lasts.",
    ),
    Question(
        "reviews",
        MINISTER,
        "Delay the PIP reviews that are due by a year.",
        f"welfsim compare docs/questions/reviews_wait.yaml {SOME}",
        cost_and_work,
        "Those that are due and those that fall due are held a year later than today; awards are paid until then.",
    ),
    Question(
        "losers",
        MINISTER,
        "Who gains and loses from the Universal Credit Act 2025? Here the law before it, against the law as it is.",
        f"welfsim gainers lcwra_before_2026 {SOME}",
        gained,
    ),
    Question(
        "work",
        MINISTER,
        "How many of those who lose benefits go to work, if the LCWRA rate of new claimants is halved?",
        f"welfsim gainers baseline --set 'universal_credit.lcwra_new=2027-04:{{times: 0.5}}' {FEW}",
        worked,
    ),
    Question(
        "reach",
        MINISTER,
        "How many coaches must move to people with health conditions for 10,000 more sick and disabled people in work "
        "after two years?",
        "welfsim solve baseline --lever coaching.coaches_to_health --between 0 16000 "
        f'--of "Limited by ill health, month 24" --to 10000 {SHORT}',
        solved,
    ),
    Question(
        "even",
        MINISTER,
        "How strong must the effect of a contact be for the 1,000 coaches to pay for themselves?",
        "welfsim solve redeploy_1000_coaches --lever employment.contact_effect --between 0 1 "
        f'--of "Whole run" --to 0 {SHORT}',
        solved,
    ),
    Question(
        "rate",
        MINISTER,
        "How much easier must it be to find a job for an employment rate of 80 per cent after two years?",
        "welfsim solve baseline --lever economy.labour_demand --way times --between 1 3 "
        f'--of "Employment rate, month 24" --to 80 {SHORT}',
        solved,
    ),
    Question(
        "age",
        RESEARCHER,
        "LCWRA by age and month.",
        BY_AGE,
        lcwra_by_age,
        "`welfsim run baseline --by age` prints every line by age and financial year.",
    ),
    Question(
        "person",
        RESEARCHER,
        "What happens to one person, and where do two scenarios part?",
        "welfsim person redeploy_1000_coaches --people 4000 --months 36 --id 652",
        lived,
    ),
    Question(
        "own",
        RESEARCHER,
        "My own people in place of the synthetic ones (here some that `welfsim population --out people` wrote).",
        "welfsim run baseline --population people --months 12",
        own_people,
    ),
    Question(
        "survey",
        RESEARCHER,
        "The Family Resources Survey in place of the synthetic people (here a made-up sample, of "
        "`welfsim population --frs-sample frs`): how far is it off the margins?",
        "welfsim population --from-frs frs --people 20000 --out people --check",
        held,
    ),
    Question(
        "panel",
        RESEARCHER,
        "A panel of persons, and their spells out of work.",
        PANEL,
        panel,
    ),
    Question(
        "month",
        RESEARCHER,
        "A month with other processes, here without forming and parting, so that nobody takes it for the model's own.",
        OTHER_MONTH,
        other_month,
    ),
    Question(
        "export",
        RESEARCHER,
        "The tables as CSV and for Stata.",
        EXPORT,
        exported,
        "A workbook is `welfsim run baseline --format xlsx > tables.xlsx`; also `ods`, and of `compare`.",
    ),
    Question(
        "grid",
        RESEARCHER,
        "The net cost at several values of a parameter.",
        f'welfsim solve baseline --lever universal_credit.taper --between 0.5 0.6 --of "Whole run" --to 0 {SHORT}',
        at_values,
    ),
    Question(
        "made",
        RESEARCHER,
        "What is an answer made of?",
        f"welfsim compare lcwra_new_rate_cut --split {FEW}",
        parts_of,
    ),
    Question(
        "known",
        RESEARCHER,
        "How likely is it that 2,000 more coaches bring people to work, with what is not known about five parameters?",
        f"welfsim compare docs/questions/more_coaches.yaml --evidence --evidence-replications 1 --joint 32 {SHORT}",
        chances,
    ),
)


# ------------------------------------------------------------------------------------------ the page


def ask(question: Question, *options: str) -> Told:
    """Ask a question in the folder of the checkout and return what is printed; `options` win over those of the command.

    Results go to a folder that is removed again.
    """
    if question.is_python:
        return asked_in_python(question.command)
    _, name, *arguments = shlex.split(question.command)
    with TemporaryDirectory() as folder:
        out = ["--out", f"{folder}/results"] if name in ("run", "compare") else []
        if "--population" in arguments:
            place = arguments.index("--population") + 1
            arguments[place] = f"{folder}/people"
            with redirect_stdout(io.StringIO()):
                call(["population", "--people", "2000", "--out", arguments[place]])
            options = tuple(option for option in options if option not in ("--people", "1000"))
        if "--from-frs" in arguments:
            arguments[arguments.index("--from-frs") + 1] = f"{folder}/frs"
            arguments[arguments.index("--out") + 1] = f"{folder}/people"
            with redirect_stdout(io.StringIO()):
                call(["population", "--frs-sample", f"{folder}/frs"])
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = call([name, *arguments, *options, *out, "--format", "json"])
    if code:
        raise SystemExit(f"{question.command}: exit code {code}")
    told: Told = json.loads(printed.getvalue())
    return told


def asked_in_python(lines: str) -> Told:
    """Run lines of Python in a folder that is removed again, and return the names that they leave."""
    names: dict[str, Any] = {}
    with TemporaryDirectory() as folder, chdir(folder), redirect_stdout(io.StringIO()):
        exec(compile(lines, "a question", "exec"), names)
    return names


def page(answers: Mapping[str, str]) -> str:
    """Return the page with some answers."""
    parts = [HEAD]
    for of in (MINISTER, RESEARCHER):
        parts.append(f"## {of}")
        for question in QUESTIONS:
            if question.of == of:
                language = "python" if question.is_python else "sh"
                parts += [f"**{question.asked}**", f"```{language}\n{question.command}\n```"]
                parts.append(f"<!-- {question.name} -->{answers.get(question.name, '')}<!-- end -->")
                parts += [question.lacks] * bool(question.lacks)
    return "\n\n".join(parts) + "\n"


def answers_of(text: str) -> dict[str, str]:
    """Return the answers that stand on a page, by the names of their questions."""
    return dict(re.findall(r"<!-- (\w+) -->(.*)<!-- end -->", text))


def main(names: Sequence[str]) -> None:
    """Ask all questions, or some, and write the page."""
    answers = answers_of(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    for question in QUESTIONS:
        if not names or question.name in names:
            answers[question.name] = question.answer(ask(question))
            sys.stderr.write(f"{question.name}: {answers[question.name]}\n")
            PAGE.write_text(page(answers), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
