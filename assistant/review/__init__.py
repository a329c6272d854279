"""Reviewing evaluation runs: the release check, cases, corrections, second readings, and signing versions off."""

from assistant.review.cases import CaseScore, CaseView, NamedCorrection, NamedRead, open_case
from assistant.review.check import ReleaseCheck, group_values, latest_check, release_check
from assistant.review.corrections import correct_label, correct_score, take_back
from assistant.review.decisions import NamedDecision, decisions_about
from assistant.review.desk import CaseAddress, ReviewDesk
from assistant.review.report import ChangedCase, ReviewReport, changed_cases, review_report
from assistant.review.runs import RunSummary, TrendPoint, known_metrics, list_runs, trend
from assistant.review.second import (
    Agreement,
    ReadingTask,
    agreement,
    answer_second_reading,
    next_to_read,
    queue_for_second_reader,
)
from assistant.review.sign_off import NEEDS_CONFIRMATION, decide_release

__all__ = [
    "NEEDS_CONFIRMATION",
    "Agreement",
    "CaseAddress",
    "CaseScore",
    "CaseView",
    "ChangedCase",
    "NamedCorrection",
    "NamedDecision",
    "NamedRead",
    "ReadingTask",
    "ReleaseCheck",
    "ReviewDesk",
    "ReviewReport",
    "RunSummary",
    "TrendPoint",
    "agreement",
    "answer_second_reading",
    "changed_cases",
    "correct_label",
    "correct_score",
    "decide_release",
    "decisions_about",
    "group_values",
    "known_metrics",
    "latest_check",
    "list_runs",
    "next_to_read",
    "open_case",
    "queue_for_second_reader",
    "release_check",
    "review_report",
    "take_back",
    "trend",
]
