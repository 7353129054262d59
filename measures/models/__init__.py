"""What is done about an issue."""

from measures.models.closings import Closure, Extension
from measures.models.followup import Instruction, LookBack, Regulation
from measures.models.work import Evidence, Measure, Progress

__all__ = [
    "Closure",
    "Evidence",
    "Extension",
    "Instruction",
    "LookBack",
    "Measure",
    "Progress",
    "Regulation",
]
