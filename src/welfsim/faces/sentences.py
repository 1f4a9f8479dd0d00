"""The answer of a comparison in three sentences: sick and disabled people, everyone, and money."""

from __future__ import annotations

from welfsim.experiments.answers import EVERYONE, LIMITED, MONEY, SEARCHED, WHOLE_RUN, WORK, Answer, Answers
from welfsim.results.luck import FEW_ROWS, luck_in
from welfsim.wording.values import number

Key = tuple[str, str]


def sentences(answers: Answers) -> list[str]:
    """Return what a comparison answers, in sentences: of its last months that are asked for, and of the whole run."""
    told = [
        _of_people(answers, "sick and disabled people", LIMITED, "are in work"),
        _of_people(answers, "people of those who searched before", SEARCHED, "are in work"),
        _of_people(answers, "people", EVERYONE, "are in work in all"),
    ]
    months = last_month(answers)
    head = f"{months} months after the reform begins" if months else ""
    first = [f"{head} {', '.join([*told[:-1], f'and {told[-1]}'])}."] if head else []
    return [*first, _of_money(answers)]


def last_month(answers: Answers) -> int:
    """Return after how many months people in work are last asked for; 0 in a run too short for that."""
    months = [int(label.rpartition(" ")[2]) for section, label in answers.found if _is_everyone((section, label))]
    return max(months, default=0)


def _is_everyone(key: Key) -> bool:
    return key[0] == WORK and key[1].startswith(f"{EVERYONE}, month ")


def _of_people(answers: Answers, who: str, label: str, what: str) -> str:
    months = last_month(answers)
    if not months:
        return ""
    answer = answers.found[WORK, f"{label}, month {months}"]
    found = float(answer.values.mean())
    how = "more" if found > 0 else "fewer"
    return f"{number(abs(found))} {how} {who} {what} ({_luck(answer)})"


def _of_money(answers: Answers) -> str:
    answer = answers.found[MONEY, WHOLE_RUN]
    found = float(answer.values.mean())
    how = "costs" if found > 0 else "saves"
    years = answers.comparison.reform.years
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return (
        f"Over the run, {span}, the reform {how} the public purse £{number(abs(found), 1)} million ({_luck(answer)})."
    )


def _luck(answer: Answer) -> str:
    """Say how far luck can have moved an answer."""
    if answer.why_not == FEW_ROWS:
        return FEW_ROWS
    if len(answer.values) == 1:
        return "one replication, so how much is luck is not known"
    luck = luck_in(answer.values, answer.row.worth)
    span = f"{number(float(luck.low), answer.digits)} to {number(float(luck.high), answer.digits)}"
    return f"95% interval through luck {span}" + (f": {answer.why_not}" if answer.why_not else "")
