"""What the owner's first page says beside what the use case says."""

from __future__ import annotations

from typing import Final

from assistant.oversight.indicators import IndicatorName
from assistant.oversight.trends import NOW_WEEKS, PEOPLE_MIN, WEEKS

NAMES: Final[dict[IndicatorName, str]] = {
    "questions": "Questions that arrive sharp",
    "waiting": "Time to a yes",
    "load": "Minutes two mentors carry",
    "disagreements": "Time to a decision",
    "promises": "Promises kept",
}
INTRO: Final = (
    f"Large numbers are of the last {NOW_WEEKS} weeks that are over, or a little more; lines of the last {WEEKS}. "
    f"Weeks with fewer than {PEOPLE_MIN} people are joined with those before them; smaller groups are not shown."
)
SEEN_BY_OWNERS: Final = "You and other owners; mentees are never named"
SEEN_WITH_MENTORS: Final = "You and other owners, mentors by name"
NOT_SHOWN: Final = "Not yet"
LINE: Final = "{name}: from {first} to {last}, over {weeks} weeks."
LINE_OF_ONE: Final = "{name}: {last}, one value so far."
BETWEEN: Final = "{low} to {high} with 95 % certainty"

WEEKS_CAPTION: Final = "Week by week"
WEEKS_HEAD: Final = ("Indicator", "From", "To", "Value", "At least", "At most", "Rests on")
WEEKS_EMPTY: Final = "Nothing to show yet: a number appears when five people or more are behind it."
NO_RUN: Final = "No version was measured against the baseline yet."
NO_BASELINE: Final = "There is no baseline to measure versions against."

COUNTS_TITLE: Final = "Your program in numbers"
DISAGREEMENTS_HEAD: Final = "What mentors said"
FEW: Final = f"under {PEOPLE_MIN}"
FEW_NOTE: Final = (
    f"“{FEW}” hides counts of one to {PEOPLE_MIN - 1} people, and where needed the next smallest with them."
)
DEFERRALS_HEAD: Final = "Why"
