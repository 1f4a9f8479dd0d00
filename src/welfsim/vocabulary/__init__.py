"""The nouns of the model: codes, columns, parameters and account lines, each declared once."""
