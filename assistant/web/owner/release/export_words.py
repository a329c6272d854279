"""What the exported review says beyond the words of the release check, in one place."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Review of {label}"
INTRO: Final = "Compared with {label}, case by case. Made on {at} by {name}."
NOTHING: Final = "–"
VERDICT: Final = "What the check says"
REASONS: Final = "What speaks against it"
DECISIONS: Final = "What was decided"
NO_DECISION: Final = "Nobody decided about this version yet."
DECISION: Final = "{choice} by {name}"
AGAINST: Final = "Signed off although the check did not pass it. It said then:"
CAPABILITIES: Final = "Capability by capability"
CAPABILITIES_CAPTION: Final = "Each by what it promises, or by everything measured where it promises nothing"
CAPABILITY: Final = "Capability"
MEASURES: Final = "Everything that was measured"
MEASURES_CAPTION: Final = (
    "Values run from 0 to 1, higher is better. In parentheses the 95 % interval, found by drawing the cases again. "
    "The difference is over the cases scored in both runs, with corrections."
)
MEASURE_HEAD: Final = ("Capability", "Measure", "Standing", "Before", "Now", "Difference", "Pairs", "Worse", "Better")
PROMISED: Final = "promised"
UNSCORED: Final = ", {n} not scored"
CHANGED: Final = "Cases that went otherwise"
NO_CHANGED: Final = "Every case went as before."
CASE: Final = "{capability}, case {id}"
WENT: Final = "{metric}: from {was} to {now}"
INPUT: Final = "What was asked"
EXPECTED: Final = "What was expected"
EXPECTED_IN_LOG: Final = "What the log expects"
CAME_BEFORE: Final = "What came before"
CAME_NOW: Final = "What came now"
EVIDENCE: Final = "How the two differ"
CORRECTIONS: Final = "What people put right"
NO_CORRECTIONS: Final = "Nothing was put right in these runs."
CORRECTION_HEAD: Final = ("Case", "Measure", "From", "To", "By", "Why", "Counts")
LABEL: Final = "Expected now: {label}"
HOLDS: Final = "yes"
DOES_NOT_HOLD: Final = "not in these runs"
WITHDRAWN: Final = "taken back by {name}"
READINGS: Final = "Second readings"
NO_READINGS: Final = "No case of this version was read twice."
READING_HEAD: Final = ("Case", "First reader", "Second reader")
READING: Final = "{name}: {verdict}"
AGREE: Final = (
    "Over all runs, {share} of {n} cases got the same verdict ({spread}); Cohen's kappa {kappa}{kappa_spread}."
)
AGREE_FEW: Final = "{n} cases were read by two people, over all runs: too few to say how far they agree."
LEFT_OUT: Final = "What makes no pair"
NEW: Final = "New cases"
VANISHED: Final = "Cases that are gone"
RELABELED: Final = "Cases of which the data expect something else now"
LOST: Final = "Cases scored before that could not be scored now"
WAITING: Final = "Cases whose label was put right, while nobody said what the other answer should get"
PROVENANCE_TITLE: Final = "What was measured, and with what"
PROVENANCE_HEAD: Final = ("Part", "Before", "Now")
MEASURED_ON: Final = "Measured on"
VERSION: Final = "Version"
NARROWED: Final = "Only these cases"
PROVENANCE: Final[dict[str, str]] = {
    "git_commit": "Commit",
    "engine": "Engine",
    "model": "Language model",
    "judge": "Judge of wording",
    "prompts": "Prompts",
    "weights": "Weights",
    "datasets": "Data",
    "seed": "Seed",
}
