"""The faces of results other than the terminal: rows of text, charts, a page, a workbook."""
