"""Employment programmes that a scenario adds: like one of the law, with the terms in which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel, ConfigDict

from welfsim.errors import MOST_FAULTS
from welfsim.policy import PROGRAMMES, groups, parameters
from welfsim.scenario.faults import Fault
from welfsim.scenario.values import Dated, dated_as_written, read_change, value_now
from welfsim.text.written import nearest, shortened

AT_A_TIME = "at_a_time"
LIKE = "{} needs a programme that it is like. Allowed: {}."
STOCK = "places_at_a_time"
"""Stands for `places`: people whom a programme supports at one time, once it has run for as long as it lasts."""
ROUTES = {
    "self": "asks",
    "coach": "coach_refers",
    "health_service": "health_service_refers",
    "council": "council_refers",
}


class Programme(BaseModel):
    """A programme that a scenario adds: its title, the programme of the law it is like, and where it differs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    like: str
    differs: dict[str, Dated]


def read_programme(name: str, written: object, start: int) -> tuple[Programme, list[Fault]]:
    """Read one programme that a scenario adds: `like` names one of the law, every other key a term that differs.

    `routes` stands for the four terms that say who brings people to it. Its places are its own and have to be written:
    as `places`, starts a month, or as people `at_a_time`.
    """
    block = dict(written) if isinstance(written, Mapping) else {}
    title = block.pop("title", name.replace("_", " ").capitalize())
    like = str(block.pop("like", ""))
    faults = []
    if not isinstance(title, str) or not title.strip():
        faults.append(Fault(("title",), "title is text: write it in quotes."))
        title = name
    if name in PROGRAMMES:
        faults.append(Fault((), f"{name} is a programme of the law; change it under reform, as {name}.places."))
    if like not in PROGRAMMES:
        faults.append(Fault(("like",), LIKE.format(shortened(name), ", ".join(PROGRAMMES))))
        return Programme(title=title, like=like, differs={}), faults
    stock = block.pop(AT_A_TIME, None)
    if stock is not None:
        faults += _stock_faults(block)
    elif "places" not in block:
        faults.append(Fault((), _no_places(name, like)))
    if "routes" in block:
        faults += route_faults(block)
        block = {**{term: value for term, value in block.items() if term != "routes"}, **_by_term(block["routes"])}
    differs = {}
    for term, change in block.items():
        if f"{like}.{term}" not in parameters():
            terms = groups()[like]
            meant = nearest(term, terms) if len(faults) < MOST_FAULTS else ""
            told = f"{shortened(term)} is not a term of a programme.{meant}\nTerms: {', '.join(terms)}"
            faults.append(Fault((term,), told))
            continue
        differs[str(term)], found = read_change(f"{like}.{term}", change, start)
        faults += [Fault((*_place(term, written), *fault.keys[1:]), fault.text) for fault in found]
    if stock is not None:
        differs["places"], found = _starts(like, stock, differs.get("months"), start)
        faults += [Fault((AT_A_TIME, *fault.keys[1:]), fault.text) for fault in found]
    return Programme(title=title, like=like, differs=differs), faults


def _stock_faults(block: Mapping[str, Any]) -> list[Fault]:
    """Return what does not go with people at a time: places too, or a length of support that changes."""
    faults = []
    if "places" in block:
        faults.append(Fault((AT_A_TIME,), "at_a_time stands for places. Write the one or the other."))
    if isinstance(block.get("months"), Mapping):
        faults.append(Fault(("months",), "With at_a_time months is one number: it says how long a place is taken."))
    return faults


def _starts(like: str, stock: object, months: Dated | None, start: int) -> tuple[Dated, list[Fault]]:
    """Return the starts a month that keep so many people on a programme at a time, once it has run for as long."""
    people, faults = read_change(f"{like}.places", stock, start)
    amounts = {at: float(amount) for at, amount in people.items() if isinstance(amount, int | float)}
    if not faults and len(amounts) < len(people):
        faults.append(Fault(("places",), "at_a_time is a number of people, or dated numbers, as {2026-04: 10000}."))
    lasting = next(iter((months or {}).values()), None)
    lasts = lasting if isinstance(lasting, int | float) else float(cast("int", value_now(f"{like}.months", start)))
    return {at: amount / lasts for at, amount in amounts.items()}, faults


def _no_places(name: str, like: str) -> str:
    """Say that a programme has no places, and how they are written."""
    return (
        f"{name} has no places: starts a month, wherever it runs. It does not take those of {like}.\n"
        "Write a number, or dated values, as  places: {2026-04: 500}. Before the first date there are none.\n"
        "Or write how many people are on it at a time, as  at_a_time: {2026-04: 10000}."
    )


def route_faults(block: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with the routes of a programme: no list of them, unknown ones, or a route said twice."""
    written = block["routes"]
    if not isinstance(written, Mapping):
        return [Fault(("routes",), f"routes gives a monthly chance for each of: {', '.join(ROUTES)}.")]
    faults: list[Fault] = []
    for route in written:
        if route not in ROUTES:
            meant = nearest(route, list(ROUTES)) if len(faults) < MOST_FAULTS else ""
            told = f"{shortened(route)} is not a route to a programme.{meant}\nRoutes: {', '.join(ROUTES)}"
            faults.append(Fault(("routes", route), told))
    twice = [term for term in ROUTES.values() if term in block]
    if twice:
        faults.append(Fault((twice[0],), f"{twice[0]} is said by routes already. Write the one or the other."))
    return faults


def _by_term(routes: object) -> dict[str, Any]:
    """Return the terms that routes of a programme stand for; a route that is not written is closed."""
    written = routes if isinstance(routes, Mapping) else {}
    return {term: written.get(route, 0.0) for route, term in ROUTES.items()}


def _place(term: str, written: object) -> tuple[str, ...]:
    """Return where a term of a programme is written: under `routes` if it stands there."""
    routes = written.get("routes") if isinstance(written, Mapping) else None
    said = {ROUTES[route]: route for route in routes if route in ROUTES} if isinstance(routes, Mapping) else {}
    return ("routes", said[term]) if term in said else (term,)


def programme_as_written(added: Programme) -> dict[str, Any]:
    """Return an added programme as it is written in a file."""
    terms = {term: dated_as_written(f"{added.like}.{term}", values) for term, values in added.differs.items()}
    return {"title": added.title, "like": added.like, **terms}
