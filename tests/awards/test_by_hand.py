"""Households calculated by hand from the regulations: welfsim gives the same, and the hand's arithmetic is right."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import welfsim

PENNY = Decimal("0.01")
CERTAINTIES = {"read", "secondary", "memory", "our reading"}
RIGHTS: Mapping[str, Callable[[Any], int]] = {
    "uc": lambda statement: statement.universal_credit,
    "net_income": lambda statement: statement.net_income,
}

OPERATORS: Mapping[type[ast.AST], Callable[..., Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}


def households() -> dict[str, dict[str, Any]]:
    """Return the households by name; their numbers stay as written, since sums are exact."""
    file = Path(__file__).with_name("by_hand.yaml")
    return {each["id"]: each for each in YAML(typ="safe").load(file)}


HOUSEHOLDS = households()


def value(written: str) -> Decimal:
    """Return the value of a sum such as ``424.90 + 0.85 × (600 − 20)``, unrounded."""
    tree = ast.parse(written.strip().replace("×", "*").replace("−", "-"), mode="eval")
    return _value(tree.body, written)


def _value(node: ast.expr, written: str) -> Decimal:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left, written), _value(node.right, written))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](_value(node.operand, written))
    assert isinstance(node, ast.Constant), f"no number in {written}"
    return Decimal(str(node.value))


def results(household: Mapping[str, Any]) -> list[Decimal]:
    """Return what each sum of a household's working comes to, in its own words."""
    return [value(written.rpartition("=")[2]) for written in household["working"]]


@pytest.mark.parametrize("household", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_the_working_adds_up_to_the_right_value(household: dict[str, Any]) -> None:
    for written in household["working"]:
        whole, _, result = written.rpartition("=")
        exact = value(whole or result)
        assert exact.quantize(PENNY, ROUND_HALF_UP) == value(result), written
    rights = {Decimal(str(right)) for right in household["right"].values()}
    assert rights <= set(results(household))
    assert results(household)[-1] in rights


@pytest.mark.parametrize("household", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_welfsim_gives_the_right_value_to_the_penny(household: dict[str, Any]) -> None:
    statement = welfsim.award(household["household"])
    found = {name: RIGHTS[name](statement) / 100 for name in household["right"]}
    assert found == {name: float(right) for name, right in household["right"].items()}


def test_each_household_says_its_law_and_how_it_is_known() -> None:
    assert len(HOUSEHOLDS) >= 100
    assert {each["certainty"] for each in HOUSEHOLDS.values()} <= CERTAINTIES
    assert all(each["law"] and each["what"] for each in HOUSEHOLDS.values())
    assert all(set(each["right"]) <= set(RIGHTS) for each in HOUSEHOLDS.values())


@pytest.mark.parametrize(
    ("written", "comes_to"), [("1 + 2 × 3", "7"), ("(10 − 4) / 4", "1.5"), ("−128.94", "-128.94"), ("52 / 12", None)]
)
def test_sums_are_read_as_written(written: str, comes_to: str | None) -> None:
    assert value(written) == (Decimal(52) / 12 if comes_to is None else Decimal(comes_to))
