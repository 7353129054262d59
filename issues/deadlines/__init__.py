"""The meaning of a deadline text: `read("2025年6月底前，并长期坚持")` gives types, a day, and how sure it is.

Pure functions: dates are arguments, nothing is looked up. The way of a text: plain form (`text`), expressions
(`scanning`, by the rules of `calendar_grammar` and `base_grammar`), days (`placing`), a reading (`reader`).
"""

from issues.deadlines.cells import read_cell
from issues.deadlines.reader import read
from issues.deadlines.reading import DeadlineType, Note, Reading

__all__ = ["DeadlineType", "Note", "Reading", "read", "read_cell"]
