"""Published figures that a model is held against: tables of them, account lines, and bridges between the two."""
