"""One household at a time: its award line by line, and what work would pay it."""
