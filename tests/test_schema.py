"""The JSON Schema of scenario files: current, each kind of value written once, and of one mind with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from welfsim.errors import ScenarioError
from welfsim.policy import parameters
from welfsim.scenario import SCHEMA_FILE, read_scenario, schema, schema_text, shipped_file, shipped_names
from welfsim.yaml_files import parse

SCHEMA = json.loads(schema_text())
VALID = Draft7Validator(SCHEMA)


def followed(reference: str) -> Any:
    """Return what a reference within the schema leads to."""
    found = SCHEMA
    for part in reference.removeprefix("#/").split("/"):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


def references(within: Any) -> set[str]:
    """Return every reference within a part of the schema."""
    if isinstance(within, list):
        return set().union(*map(references, within))
    if not isinstance(within, dict):
        return set()
    here = {within["$ref"]} if "$ref" in within else set()
    return here.union(*map(references, within.values()))


def test_the_shipped_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "write it afresh: make schema"


def test_it_is_a_schema_and_every_reference_leads_to_something_that_is_used() -> None:
    Draft7Validator.check_schema(SCHEMA)
    asked = references(SCHEMA)
    assert [reference for reference in asked if not isinstance(followed(reference), dict)] == []
    assert {f"#/$defs/{name}" for name in SCHEMA["$defs"]} <= asked


def test_each_kind_of_value_is_written_once() -> None:
    written = [
        json.dumps(one["anyOf"][0]) + name.partition("_from_")[0]
        for name, one in SCHEMA["$defs"].items()
        if "anyOf" in one
    ]
    assert len(written) == len(set(written)) > 50
    assert all(set(one) == {"description", "$ref"} for one in SCHEMA["properties"]["reform"]["properties"].values())


def test_it_gives_meaning_unit_bounds_and_todays_law_of_a_parameter() -> None:
    taper = schema()["properties"]["reform"]["properties"]["universal_credit.taper"]
    assert taper == {
        "description": (
            "Award lost for each pound of net earnings above the work allowance. Unit: share, 0 to 1. A law parameter. "
            "In law in 2025-04: 0.55."
        ),
        "$ref": "#/$defs/share_from_0_to_1",
    }
    assert followed(taper["$ref"])["anyOf"][0] == {"type": "number", "minimum": 0.0, "maximum": 1.0}


@pytest.mark.parametrize("dated", [False, True], ids=["alone", "by month"])
def test_every_number_is_held_to_the_bounds_of_its_parameter(dated: bool) -> None:
    numbers = {name: field for name, field in parameters().items() if field.what.codes is None}
    numbers = {name: field for name, field in numbers.items() if str(field.what.unit) not in ("switch", "month")}
    assert len(numbers) > 400
    for name, field in numbers.items():
        low, high = field.what.low, field.what.ceiling
        beyond = [low - 1, high + 1, "1", None if not dated else True, *([low + 0.5] if field.type is int else [])]
        for value, fits in (*((end, True) for end in (low, high)), *((wrong, False) for wrong in beyond)):
            document = {"name": "a", "reform": {name: {"2026-04": value} if dated else value}}
            assert VALID.is_valid(document) == fits, f"{name}: {value}"


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_follow_it(name: str) -> None:
    assert [error.message for error in VALID.iter_errors(parse(shipped_file(name).read_text("utf-8")))] == []


PROGRAMME = "programmes: {mine: {like: connect_to_work, places: 10, TERM}}"


@pytest.mark.parametrize(
    "text",
    [
        "reform: {universal_credit.taper: 0.5}",
        "reform: {universal_credit.taper: {2026-04: 1, 2027-04: null}}",
        "assume: {employment.contact_effect: 0.2}",
        "reform: {universal_credit.lcwra_new: £217.26}",
        "reform: {universal_credit.lcwra_new: {2026-04: {times: 0.5}, 2027-04: null}}",
        "reform: {universal_credit.work_allowance_with_housing: {plus: £100}, coaching.coaches: {times: 2, plus: 10}}",
        "reform: {coaching.priority: [health courses, health, search], coaching.ring_fence: no}",
        "reform: {universal_credit.new_rate_from: 2099-04}",
        PROGRAMME.replace("TERM", "routes: {coach: 0.2, self: {2026-04: 0.1}}, effect: 1.5"),
        "source: {title: A paper, plan: It plans.}",
        "source: {title: A paper, href: 'https://www.gov.uk/a', plan: It plans.}",
        "promise: {starts: 65000, by: 2026-03}",
        "evidence: [employment.contact_effect]",
    ],
)
def test_what_a_scenario_may_say_is_accepted_by_schema_and_reader(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"name: a\n{text}\n", encoding="utf-8")
    read_scenario(file)
    assert VALID.is_valid(parse(file.read_text("utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "reforms: {universal_credit.taper: 0.5}",
        "reform: {universal_credit.tapper: 0.5}",
        "reform: {universal_credit.taper: 55}",
        "reform: {universal_credit.taper: half}",
        "reform: {universal_credit.taper: {2026-13: 0.5}}",
        "reform: {universal_credit.taper: {2026-04: 1.5}}",
        "reform: {universal_credit.lcwra_new: 217.26}",
        "reform: {universal_credit.lcwra_new: £217.265}",
        "reform: {universal_credit.taper: £1}",
        "reform: {universal_credit.lcwra_new: {times: half}}",
        "reform: {universal_credit.lcwra_new: {times: 2, minus: 3}}",
        "reform: {universal_credit.new_rate_from: {times: 2}}",
        "reform: {coaching.priority: {times: 2}}",
        "reform: {coaching.ring_fence: {plus: 1}}",
        "reform: {universal_credit.new_rate_from: 209904}",
        "reform: {coaching.priority: [health, helath]}",
        "reform: {coaching.priority: health}",
        "reform: {coaching.ring_fence: maybe}",
        "assume: {employment.contact_effect: -1}",
        "programmes: {mine: {like: connect_to_work}}",
        "programmes: {mine: {places: 10}}",
        PROGRAMME.replace("TERM", "routes: {coach: 2}"),
        PROGRAMME.replace("TERM", "routes: {couch: 0.2}"),
        PROGRAMME.replace("TERM", "oldest: 7"),
        "source: A paper",
        "source: {title: A paper}",
        "source: {title: A paper, plan: It plans., year: 2025}",
        "source: {title: A paper, href: www.gov.uk, plan: It plans.}",
        "promise: {starts: 65000}",
        "promise: {starts: 0, by: 2026-03}",
        "evidence: [employment.contact_efect]",
        "evidence: [employment.contact_effect, employment.contact_effect]",
        "population: {people: 10}",
        "months: 0",
        "seed: -1",
    ],
)
def test_what_no_scenario_may_say_is_refused_by_schema_and_reader(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"name: a\n{text}\n", encoding="utf-8")
    with pytest.raises(ScenarioError):
        read_scenario(file)
    assert not VALID.is_valid(parse(file.read_text("utf-8")))
