"""How things are written for people: numbers, codes, lists, tables, pictures, and what a user wrote."""
