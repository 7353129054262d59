"""Every write to what is done about issues."""

from measures.actions.closing import apply, decide, endorse
from measures.actions.extending import Verdict, ask_extension, decide_extension
from measures.actions.following import (
    LookBackFinding,
    LookBackPlan,
    confirm_look_back,
    plan_look_back,
    record_look_back,
)
from measures.actions.instructing import instruct
from measures.actions.planning import MeasureRow, complete_measure, must_be_open, save_measures, why_kept
from measures.actions.proving import Upload, add_evidence
from measures.actions.regulating import save_regulation, state_no_regulation
from measures.actions.reporting import Report, report_progress

__all__ = [
    "LookBackFinding",
    "LookBackPlan",
    "MeasureRow",
    "Report",
    "Upload",
    "Verdict",
    "add_evidence",
    "apply",
    "ask_extension",
    "complete_measure",
    "confirm_look_back",
    "decide",
    "decide_extension",
    "endorse",
    "instruct",
    "must_be_open",
    "plan_look_back",
    "record_look_back",
    "report_progress",
    "save_measures",
    "save_regulation",
    "state_no_regulation",
    "why_kept",
]
