"""The JSON Schema of scenario files, by which an editor completes names and shows meanings.

What a value may be is written once for each unit and bounds, under ``$defs``; every parameter refers to it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from welfsim.months import show_month
from welfsim.policy import PROGRAMMES, current_law, groups, parameters
from welfsim.policy.relative import can_be_relative
from welfsim.policy.some import CHOICES, OLDEST, YOUNGEST
from welfsim.scenario.ages import AGE, HOW
from welfsim.scenario.groups import WHERE
from welfsim.scenario.model import Scenario
from welfsim.scenario.programmes import ROUTES, STOCK
from welfsim.scenario.values import MONTH_PATTERN, PLUS, POUNDS_PATTERN, TIMES, value_now
from welfsim.vocabulary.codes import OWN_PROGRAMMES
from welfsim.vocabulary.fields import Declared, Parameter, ParameterValue, Unit
from welfsim.vocabulary.parameters.whose import can_differ
from welfsim.wording.lists import name_of
from welfsim.wording.values import MINUS, PENCE, plain, show_value

RELATIVE = "relative_change"
WRITTEN_POUNDS = {"type": "string", "pattern": POUNDS_PATTERN}
SCHEMA_FILE = Path(__file__).parents[1] / "scenario.schema.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, every parameter with its meaning, unit and bounds."""
    made = Scenario.model_json_schema()
    made["properties"]["reform"] = {
        "description": made["properties"]["reform"]["description"],
        "type": "object",
        "properties": {name: _parameter_schema(field, _in_law(name)) for name, field in parameters().items()},
        "additionalProperties": False,
    }
    made["properties"]["assume"] = {
        "description": made["properties"]["assume"]["description"],
        "$ref": "#/properties/reform",
    }
    made["properties"]["evidence"] = {
        "description": made["properties"]["evidence"]["description"],
        "type": "array",
        "items": {"enum": [name for name, value in current_law().values.items() if value.low is not None]},
        "uniqueItems": True,
    }
    made["properties"]["programmes"] = {
        "description": made["properties"]["programmes"]["description"],
        "type": "object",
        "maxProperties": len(OWN_PROGRAMMES),
        "additionalProperties": _programme_schema(),
    }
    made["properties"]["groups"] = {
        "description": made["properties"]["groups"]["description"],
        "type": "array",
        "items": _group_schema(),
    }
    for read_by_hand in ("Group", "Programme", "Relative", "Some"):
        made["$defs"].pop(read_by_hand, None)
    made["$defs"] |= _change_schemas()
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made}


def _parameter_schema(field: Declared, in_law: str = "") -> dict[str, Any]:
    """Return the schema of a parameter: what it means, and by reference how it is written."""
    parameter: Parameter = field.what
    bounds = ""
    if parameter.codes is None and parameter.unit != Unit.SWITCH:
        bounds = f", {_as_said(parameter.low, parameter)} to {_as_said(parameter.ceiling, parameter)}"
    said = f"{parameter.meaning}. Unit: {parameter.unit}{bounds}. A {parameter.kind} parameter.{in_law}"
    return {"description": said, "$ref": _place_of(_value_name(field))}


def _in_law(name: str) -> str:
    """Say what a parameter is in law in the month in which a scenario starts unless it says otherwise."""
    at = Scenario.model_fields["start"].default
    return f" In law in {show_month(at)}: {_as_said(value_now(name, at), parameters()[name].what)}."


def _as_said(value: ParameterValue, parameter: Parameter) -> str:
    """Say a value in the unit in which a scenario writes it: money in pence."""
    if parameter.unit in PENCE and not isinstance(value, tuple):
        return plain(value)
    return show_value(value, parameter)


def _change_schemas() -> dict[str, Any]:
    """Return by name, once for each kind of value, what may be written for a parameter: one, or values by month."""
    schemas = {RELATIVE: _relative_schema()}
    for field in parameters().values():
        name = _value_name(field)
        ways = [{"$ref": f"{_place_of(name)}/anyOf/0"}, {"type": "null"}]
        relative = [{"$ref": _place_of(RELATIVE)}] if can_be_relative(field) else []
        by_month = {"anyOf": ways + relative}
        dated = {"type": "object", "patternProperties": {MONTH_PATTERN: by_month}, "additionalProperties": False}
        schemas[name] = {"anyOf": [_value_schema(field), dated, *relative]}
    return dict(sorted(schemas.items()))


def _relative_schema() -> dict[str, Any]:
    """Return the schema of a change that is relative to the law."""
    number = {"type": "number"}
    return {
        "description": "Relative to the law, in each month anew: so many times as much, then so much more",
        "type": "object",
        "properties": {TIMES: number, PLUS: {"anyOf": [number, WRITTEN_POUNDS]}},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _value_name(field: Declared) -> str:
    """Name a kind of value by its unit and bounds in words, as ``share_from_0_to_1``; alike for no two kinds."""
    parameter: Parameter = field.what
    if parameter.codes is not None:
        return f"{parameter.unit} of {parameter.codes.__name__}".replace(" ", "_")
    if parameter.unit in (Unit.SWITCH, Unit.MONTH):
        return str(parameter.unit)
    whole = "whole " if field.type is int else ""
    low, high = (plain(bound).replace(",", "").replace(MINUS, "minus ") for bound in (parameter.low, parameter.ceiling))
    return re.sub(r"[^\w.]+", "_", f"{whole}{parameter.unit} from {low} to {high}")


def _place_of(name: str) -> str:
    return f"#/$defs/{name}"


def _group_schema() -> dict[str, Any]:
    """Return the schema of changes for some people: who is meant, and what can differ between people or places."""
    by_kind = {kind: _names_schema(list(names)) for kind, names in CHOICES.items()}
    number = {"type": "integer", "minimum": YOUNGEST, "maximum": OLDEST}
    ages = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    age = {"description": HOW, "anyOf": [{"type": "string"}, number, ages]}
    where = {
        "description": "Who is meant: those who fit all of it",
        "type": "object",
        "properties": {AGE: age, **by_kind},
        "additionalProperties": False,
        "minProperties": 1,
    }
    changed = {name: {"$ref": f"#/properties/reform/properties/{name}"} for name in parameters() if can_differ(name)}
    return {
        "type": "object",
        "properties": {WHERE: where, **changed},
        "required": [WHERE],
        "additionalProperties": False,
        "minProperties": 2,
    }


def _names_schema(names: list[str]) -> dict[str, Any]:
    """Return the schema of one name of a kind of group, or a list of them."""
    one = {"enum": names}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}]}


def _programme_schema() -> dict[str, Any]:
    """Return the schema of an added programme: its title, what it is like, and the terms in which it differs."""
    like = next(iter(PROGRAMMES))
    terms = {name: _parameter_schema(parameters()[f"{like}.{name}"]) for name in groups()[like]}
    routes = {
        "description": "Who brings people to it, each with its monthly chance; a route that is not written is closed.",
        "type": "object",
        "properties": {route: terms[term] for route, term in ROUTES.items()},
        "additionalProperties": False,
    }
    said = {"title": {"type": "string"}, "like": {"enum": list(PROGRAMMES)}, "routes": routes}
    said[STOCK] = {**terms["places"], "description": "People supported at one time, in place of places, starts a month"}
    return {
        "type": "object",
        "properties": {**said, **terms},
        "required": ["like"],
        "oneOf": [{"required": ["places"]}, {"required": [STOCK]}],
        "additionalProperties": False,
    }


def _value_schema(field: Declared) -> dict[str, Any]:
    parameter: Parameter = field.what
    if parameter.codes is not None:
        names = [name_of(code) for code in parameter.codes]
        return {"type": "array", "items": {"enum": names}, "uniqueItems": True}
    if parameter.unit == Unit.SWITCH:
        return {"enum": [True, False, "yes", "no", 1, 0]}
    if parameter.unit == Unit.MONTH:
        return {"type": "string", "pattern": MONTH_PATTERN}
    bounds = {"minimum": parameter.low, "maximum": parameter.ceiling}
    number = {"type": "integer" if field.type is int else "number", **bounds}
    return {"anyOf": [number, WRITTEN_POUNDS]} if parameter.unit in PENCE else number


def schema_text() -> str:
    """Return the JSON Schema as it stands in the shipped file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema() -> None:
    """Write the shipped JSON Schema afresh."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
