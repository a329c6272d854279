"""What the release check says, in one place."""

from __future__ import annotations

from typing import Final

from assistant.domain.reviews import CheckOutcome, Choice, ReadingVerdict
from assistant.evaluation.compare import Standing

TITLE: Final = "Release check"
INTRO: Final = "This version against the one you have, measured on cases that were written and labeled for it."
NOTHING_YET: Final = "No version was measured against the baseline yet. Check this version; it takes a few minutes."
NO_BASELINE: Final = "There is no baseline to compare with. Make one with “make baseline”, or compare two versions."
NO_RUNS: Final = "No evaluation run yet. Check this version above."
RUNS_CAPTION: Final = "Versions that were measured"
RUN_HEAD: Final = (
    "Version",
    "Measured",
    "Measured with",
    "Cases",
    "Check",
    "Decision",
    "Put right",
    "Waits for a reader",
)
BASELINE: Final = "Baseline"
CHECK_NOW: Final = "Check this version"
CHECK_LABEL: Final = "What do you call it?"
CHECK_LABEL_DEFAULT: Final = "This version"
CHECK_WHAT: Final = "How much?"
CHECK_FAST: Final = "Quick: what takes a minute or two"
CHECK_ALL: Final = "Everything: some minutes"
CHECK_NOTE: Final = "It runs beside everything else. You can leave this page."
CHECK_UNAVAILABLE: Final = (
    "Versions are measured where the evaluation sets lie: in a checkout, with “assistant evals run”."
)
PRACTICE: Final = "Check a damaged version, for practice"
PRACTICE_LABEL: Final = "Damaged for practice"
PRACTICE_NOTE: Final = (
    "The same program, but the part that reads drafts was damaged on purpose. The check should refuse it."
)
STARTED: Final = "Measuring “{label}” has begun."
RUNNING: Final = "Measuring “{label}”"
RUNNING_SUITE: Final = "now: {suite}"
FAILED: Final = (
    "“{label}” could not be measured: {problem}. Nothing was changed; try again, or ask whoever runs the server."
)
OPEN: Final = "Open"
TREND_TITLE: Final = "Over time"
TREND_CHOOSE: Final = "Show"
TREND_SAID: Final = "{metric} over {n} runs, with 95 % intervals."
SHOW: Final = "Show"

OUTCOMES: Final[dict[CheckOutcome, str]] = {
    "passes": "Passes the check",
    "refused": "Refused by the check",
    "unknown": "The check cannot say yes",
}
CHOICES: Final[dict[Choice, str]] = {"signed_off": "Signed off", "refused": "Refused"}
UNDECIDED: Final = "Nobody decided"
DECIDED_BY: Final = "{choice} by {name}"
AGAINST_CHECK: Final = "although the check did not pass it"

STANDINGS: Final[dict[Standing, tuple[str, str]]] = {
    "better": ("better", "Better"),
    "worse": ("worse", "Worse"),
    "same": ("same", "Same"),
    "not measured": ("not_measured", "Not measured"),
    "too few to say": ("too_few", "Too few to say"),
}
"""By standing: a name for the style sheet, and the word people read."""

BACK_TO_RUNS: Final = "All versions"
BACK_TO_CHECK: Final = "Back to the check"
COMPARED_WITH: Final = "Compared with"
WHY: Final = "Why"
UNSURE: Final = "What keeps the check from saying yes ({n})"
LOOK_AT: Final = "Look at {count}"
CASE: Final = "1 case"
CASES: Final = "{n} cases"
COMPARISON_CAPTION: Final = "What was measured"
COMPARISON_HEAD: Final = (
    "Measure",
    "About",
    "Standing",
    "Before",
    "Now",
    "Difference",
    "Cases",
    "Went worse",
    "Went better",
)
PROMISED: Final = "promised"
PROMISED_NOTE: Final = "A loss in a promised measure refuses the version. The others are shown beside."
NO_COMPARISON: Final = "The two runs have nothing in common."
WHERE_ALL: Final = "all"
WHERE_NOTE: Final = "Narrowed to {groups}. A version is decided on over all cases, not over some."
WHERE_CLEAR: Final = "All cases again"
WHOM_TITLE: Final = "For whom it works"
WHOM_SUITE: Final = "About"
WHOM_BY: Final = "Divided by"
WHOM_CAPTION: Final = "{suite} by {by}"
WHOM_HEAD: Final = ("Group", "Cases")
WHOM_EMPTY: Final = "These cases are not divided by that."
TOO_FEW: Final = "too few"
DIMENSIONS: Final[dict[str, str]] = {
    "field": "field of work",
    "length": "length of the draft",
    "seniority": "seniority",
    "language": "language fluency",
    "fluency": "language fluency",
    "new_mentor": "new mentors",
    "split": "part of the data",
}
"""What cases are divided by, where the name alone does not say it."""

DECIDE_TITLE: Final = "Decide"
DECIDE_REASON: Final = "Your reason, kept with your name"
SIGN_OFF: Final = "Sign it off"
REFUSE: Final = "Refuse it"
CONFIRM: Final = "I know that the check does not pass it, and sign it off all the same."
SIGNED_NOTE: Final = "“{label}” is signed off."
REFUSED_NOTE: Final = "“{label}” is refused."
DECISIONS_TITLE: Final = "Decisions"
EXPORT_REVIEW: Final = "Export this review as one page"
PROVENANCE: Final = "What was measured, and with what"

CHANGED_CAPTION: Final = "Cases: {what}"
CHANGED_HEAD: Final = ("Case", "Before", "Now", "What was asked")
CHANGED_EMPTY: Final = "No case went otherwise."
NEXT_CASE: Final = "Next case"
CASE_OF: Final = "{suite}, case {id}"
ASKED: Final = "What was asked"
EXPECTED: Final = "What was expected"
CAME: Final = "What came"
CAME_BEFORE: Final = "What came before, in “{label}”"
CAME_SAME: Final = "The same as in “{label}”."
EVIDENCE: Final = "Evidence"
NOT_SCORED: Final = "Not scored: {why}"
SCORES_TITLE: Final = "Scores"
WAITS: Final = "waits: the label was put right, and nobody said what this answer should get"
NOTHING: Final = "–"
PUT_RIGHT: Final = "Put right"
NEW_SCORE: Final = "What this answer should get, from 0 (all wrong) to 1 (all right)"
NEW_LEVELS: Final = "What would have been right"
LEVEL: Final = "{name} (it said {given})"
LEVELS: Final = ("0 missing", "1 partly", "2 clearly there")
NEW_LABEL: Final = "What was expected; change it where it was wrong"
REASON: Final = "Why"
KEEP: Final = "Keep it, with my name"
CORRECTED_NOTE: Final = "Put right. The check counts it from now on."
TAKEN_BACK_NOTE: Final = "Taken back."
TAKE_BACK: Final = "Take it back"
CORRECTIONS_TITLE: Final = "What people put right"
CORRECTION_LINE: Final = "{name}: {metric} from {was} to {now}"
CORRECTION_LABEL: Final = "What was expected: {label}"
WITHDRAWN: Final = "taken back by {name}"
NOT_HOLDING: Final = "does not decide how this answer stands"

SECOND_TITLE: Final = "A second reader"
SECOND_INTRO: Final = "Say what you think of what came, and let somebody else read it without seeing that."
SECOND_ASK: Final = "Let it be read a second time"
SECOND_ANSWER: Final = "Keep my reading"
SECOND_BLIND: Final = "Somebody read this case before you. You see what they said when you have answered."
SECOND_QUEUED: Final = "It waits for a second reader."
SECOND_ANSWERED: Final = "Kept. Both readings are shown below the case."
SECOND_NOTE: Final = "A note (may stay empty)"
SECOND_WAITING: Final = "{count} for you to read a second time"
SECOND_NEXT: Final = "Read the next one"
SECOND_NONE: Final = "No case waits for you."
VERDICTS: Final[dict[ReadingVerdict, str]] = {"right": "Right", "partly": "Partly right", "wrong": "Wrong"}
READ_LINE: Final = "{name}: {verdict}"
AGREE_TITLE: Final = "How far readers agree"
AGREE_FEW: Final = "Read by two people: {n}. From {least} on it can be said how far they agree."
AGREE: Final = "{share} of {n} cases got the same verdict ({low} to {high}); kappa {kappa}."


def cases(number: int) -> str:
    """Return a number of cases in words."""
    return CASE if number == 1 else CASES.format(n=number)


def dimension(name: str) -> str:
    """Return what cases are divided by, in words."""
    return DIMENSIONS.get(name, name.replace("_", " "))
