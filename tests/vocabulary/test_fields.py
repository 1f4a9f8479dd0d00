"""A declared type is read however it is spelled."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import TypeAliasType

from welfsim.vocabulary.fields import dtype_of

Cell = TypeVar("Cell", bound=np.generic)
PLAIN: Any = np.ndarray[tuple[Any, ...], np.dtype[Cell]]
NAMED: Any = TypeAliasType("NAMED", PLAIN, type_params=(Cell,))
TWICE: Any = TypeAliasType("TWICE", NAMED[Cell], type_params=(Cell,))


@pytest.mark.parametrize("array", [NDArray, PLAIN, NAMED, TWICE], ids=["numpy's", "plain", "named", "named twice"])
@pytest.mark.parametrize("cell", [np.int8, np.uint32, np.float32, np.bool_])
def test_the_cells_of_an_array_are_read_from_either_kind_of_alias(array: Any, cell: type[np.generic]) -> None:
    assert dtype_of(array[cell]) == np.dtype(cell)


def test_an_alias_without_parameters_is_read() -> None:
    assert dtype_of(TypeAliasType("Small", NAMED[np.int8])) == np.dtype(np.int8)


def test_plain_numbers_are_64_bits_wide() -> None:
    assert [dtype_of(number).str for number in (int, float, bool)] == ["<i8", "<f8", "|b1"]


def test_what_is_no_cell_is_refused() -> None:
    with pytest.raises(TypeError) as refused:
        dtype_of(str)
    assert str(refused.value) == "A field is declared as an NDArray[...], int, float or bool, not as <class 'str'>."
