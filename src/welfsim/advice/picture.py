"""A budget line as a picture shows it: whose it is, its courses and cliffs, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.chart import Break, Course, Mark, Picture
from welfsim.advice.hours import Cliff, Point, Worker
from welfsim.advice.kinds import POUND
from welfsim.advice.lines import ENTRIES
from welfsim.awards.budget import Income
from welfsim.months import show_month
from welfsim.wording.values import counted, number

ALONE = "net income"
FOOT = "Not in it: what work itself costs, Council Tax Reduction and other help. The whole list: welfsim budget."


def picture(worker: Worker, curve: Sequence[Point]) -> Picture:
    """Return what a chart of a worker's budget at some hours shows, in pounds a month."""
    courses, usual = _courses(worker, curve), worker.usual()
    marked = [usual] if usual and usual.hours <= curve[-1].hours else []
    return Picture(
        title=f"What work pays in {show_month(worker.case.month)}",
        subtitle=_subtitle(worker),
        description=_description(curve, courses, usual),
        foot=FOOT,
        hours=tuple(point.hours for point in curve),
        courses=courses,
        marks=tuple(Mark(_described_pay(point), point.hours, _pounds(point.now)) for point in marked),
    )


def _pounds(income: Income) -> float:
    return sum(income) / POUND


def _described_pay(point: Point) -> str:
    return f"pay described, £{number(point.gross_pay / POUND)}"


def _subtitle(worker: Worker) -> str:
    """Say whose income is shown and who of them works."""
    case = worker.case
    people = " and ".join(_person(adult, case) for adult in case.adults)
    parts = [
        f"{people[0].upper()}{people[1:]}",
        {0: "", 1: "one child"}.get(len(case.children), f"{len(case.children)} children"),
        f"rent £{number(case.rent)} a month" if case.rent else "",
        "" if case.region == "england" else case.region.capitalize(),
        f"scenario: {case.law.name}" if case.law.name else "",
    ]
    work = f"adult {worker.adult} works" if len(case.adults) > 1 else "works"
    return f"{', '.join(part for part in parts if part)}; {work} at £{worker.hourly / POUND:.2f} an hour"


def _person(adult: CaseAdult, case: Case) -> str:
    """Name an adult by age, finding, benefits and care."""
    health = {"none": "", "fit-note": "a fit note"}.get(adult.health, adult.health.upper())
    payment = "ADP" if case.region == "scotland" else "PIP"
    traits = [
        health,
        payment if (adult.daily_living, adult.mobility) != ("none", "none") else "",
        "ESA" if adult.esa != "none" else "",
        "someone to care for" if adult.carer else "",
    ]
    named = " and ".join(trait for trait in traits if trait)
    return f"an adult of {adult.age}{' with ' if named else ''}{named}"


def _courses(worker: Worker, curve: Sequence[Point]) -> tuple[Course, ...]:
    """Return the lines to draw: one alone where being found fit for work would change nothing."""
    now = _course("as things are", worker, curve, "now")
    if not worker.has_finding():
        return (now._replace(name=ALONE),)
    fit = _course("if found fit for work", worker, curve, "if_fit")
    if all(abs(sum(point.now) - sum(point.if_fit)) < POUND for point in curve):
        return (now._replace(name=f"{now.name}, and\n{fit.name}"),)
    return now, fit


def _course(name: str, worker: Worker, curve: Sequence[Point], circumstances: str) -> Course:
    """Return the line of some circumstances."""
    cliffs = [
        Break(_said(cliff), cliff.hours, _pounds(cliff.before), _pounds(cliff.after))
        for cliff in worker.cliffs(curve, circumstances)
    ]
    return Course(name, tuple(_pounds(point.income(circumstances)) for point in curve), tuple(cliffs))


def _description(curve: Sequence[Point], courses: Sequence[Course], usual: Point | None) -> str:
    """Say in words what the picture shows."""
    first, last = curve[0].hours, curve[-1].hours
    parts = []
    for course in courses:
        name = "" if course.name == ALONE else f", {' '.join(course.name.split())},"
        parts.append(
            f"Net income before rent{name} goes from £{number(course.incomes[0])} a month at {counted(first, 'hour')} "
            f"of work a week to £{number(course.incomes[-1])} at {counted(last, 'hour')}."
        )
        parts += [f"{cliff.words} at {counted(round(cliff.hours, 1), 'hour')}." for cliff in course.cliffs]
    if usual:
        hours = counted(round(usual.hours, 1), "hour")
        parts.append(f"The {_described_pay(usual)}, is {hours}.")
    return " ".join(parts)


def _said(cliff: Cliff) -> str:
    """Say what makes a cliff, and by how much income changes."""
    change = f"{'+' if cliff.change > 0 else '−'}£{number(abs(cliff.change) / POUND)}"
    return f"{_cause(cliff.before, cliff.after)}, {change}"


def _cause(before: Income, after: Income) -> str:
    """Name the benefit that stops, else the cap, which alone lets Universal Credit rise with pay."""
    moved = {kind: b - a for kind, a, b in zip(before._fields, before, after, strict=True)}
    stopped = [kind for kind in moved if moved[kind] < 0 and getattr(after, kind) == 0]
    if stopped:
        return f"{ENTRIES[min(stopped, key=lambda kind: moved[kind])].label} stops"
    if moved["universal_credit"] > 0:
        return "Benefit cap ends"
    return f"{ENTRIES[min(moved, key=lambda kind: moved[kind])].label} falls"
