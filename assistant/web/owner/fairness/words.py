"""What the owner's view of load and fairness says, in one place."""

from __future__ import annotations

from typing import Final

from assistant.domain.pool import PlaceOutcome
from assistant.domain.rounds import RoundRule
from assistant.domain.sessions import RequestStatus
from assistant.oversight.load import Burden, Suggestion
from assistant.oversight.stuck import StuckReason

INTRO: Final = "Who carries how much, what waits too long, and how to spread it better."
SENTENCE: Final = (
    "The {count} busiest mentors carry {share} % of all session minutes; the busiest has {peak} times the mean."
)
SENTENCE_ONE: Final = "The busiest mentor carries {share} % of all session minutes, {peak} times the mean."
SENTENCE_NONE: Final = "There were no sessions in these four weeks."
WITHOUT: Final = "{count} mentors who take requests had no session."
NO_OVERLOAD: Final = "Nobody carries too much at the moment."

PRIVACY: Final = "Mentors by name, mentees and their words never"

OVERLOADED: Final = "Too much for {name}"
BURDENS: Final[dict[Burden, str]] = {
    "full": "Their minutes of these four weeks are used up ({used} of {offered}).",
    "strained": "Sessions were draining or back to back.",
    "queue": "More waits for their answer than fits into three weeks ({waiting} requests).",
    "much_asked": "They carry at least three times the mean, and half of what they offer is used.",
}
SUGGESTIONS: Final[dict[Suggestion, str]] = {
    "offer_waiting": "Offer their waiting requests to others ({waiting})",
    "even_load": "See what more even suggestions would give",
}
MORE_OVERLOADED: Final = "{count} more stand in the table as “Too much”."
LIMITS_NOTE: Final = "A mentor's own minutes are never exceeded; nobody but them can change their limit."

LOAD_TABLE: Final = "Load, mentor by mentor"
LOAD_COLUMNS: Final = (
    "Mentor",
    "Used this week (min)",
    "Offered this week (min)",
    "Used in four weeks (min)",
    "Offered in four weeks (min)",
    "Used of offered (%)",
    "Sessions",
    "Strain (%)",
    "Requests waiting",
    "Share of all minutes (%)",
    "Standing",
)
LOAD_EMPTY: Final = "There are no mentors yet. Import them under People."
TOO_MUCH: Final = "Too much"
CLOSED: Final = "Takes no requests"
FINE: Final = "Fine"

WHAT_IF: Final = "What if load counted for more?"
WHAT_IF_NOTE: Final = (
    "The last 90 days' requests are given out again, each to the first suggestion, with the minutes mentors offer today. "
    "Nothing is changed by it."
)
SLIDER: Final = "Between best fit and equal load"
BEST_FIT: Final = "Best fit"
EQUAL_LOAD: Final = "Equal load"
TODAY: Final = "In the middle: today's rule"
MEAN_FIT: Final = "mean fit, of 100"
PEAK: Final = "times the mean: the busiest mentor"
NOTHING: Final = "mentors without a session"
PLACED: Final = "of {all} requests found a mentor"
AGAINST: Final = "{value} with best fit"
HAPPENED: Final = "What really happened: fit {fit}, busiest {peak} times the mean, {without} mentors without a session ({placed} accepted)."
REPLAYED: Final = "Given out again: {count} requests since {since}, over {mentors} mentors."
REPLAYED_NEWEST: Final = (
    "Given out again: the newest {count} of {all} requests, those since {since}, over {mentors} mentors."
)
READING: Final = "Reading the requests of the last 90 days. The numbers appear here in a moment."
WHAT_IF_EMPTY: Final = "There were no requests in the last 90 days. Once mentees ask, both numbers stand here."
PLOT_FIT: Final = "Mean fit, from best fit to equal load"
PLOT_PEAK: Final = "Busiest mentor, times the mean"
POSITION: Final = "{percent} % towards equal load"
UNKNOWN: Final = "–"

STUCK: Final = "Waiting too long, or for somebody who cannot answer"
STUCK_OF: Final = "Everything that waits for {name}"
STUCK_DAYS: Final = "Waiting at least (days)"
STUCK_SHOW: Final = "Show"
STUCK_ALL: Final = "Show what is stuck with anybody"
STUCK_COLUMNS: Final = ("Mentor asked", "Waiting (days)", "", "Why it is stuck", "Session (min)")
STUCK_EMPTY: Final = "Nothing is stuck: every mentor who was asked can answer, and nobody has waited that long."
STUCK_EMPTY_OF: Final = "Nothing waits for this mentor any more."
REASONS: Final[dict[StuckReason, str]] = {
    "left": "the mentor left",
    "closed": "takes no new requests",
    "break": "is on a break",
    "no_minutes": "no minutes for weeks",
    "waiting": "no answer yet",
}
NO_REASON: Final = "waits in turn"
RETURN: Final = "Return to the pool"
RETURNED: Final = "Returned. The mentee reads a kind word about it in their chat, and can pick again."

POOL: Final = "In the pool"
POOL_NOTE: Final = "Questions taken back from a mentor. A round below gives them to others; the mentees can pick, too."
POOL_COLUMNS: Final = ("Taken back from", "Waiting (days)", "", "In the pool since", "Session (min)")
POOL_EMPTY: Final = "The pool is empty. What you return above waits here."
UNDO: Final = "Undo"
UNDONE: Final = "Undone. The request waits for its mentor again; the mentee was told."
ERASED: Final = "somebody who left"

ROUND: Final = "Give them out at once"
ROUND_NOTE: Final = (
    "A round gives waiting questions to mentors by one rule. You see the plan first. Offering it sends ordinary requests: "
    "mentors still accept or decline."
)
RULE: Final = "Fair by"
RULES: Final[dict[RoundRule, str]] = {
    "worst_off_first": "Worst off first",
    "most_fit": "Most fit in all",
    "even_load": "Even load",
}
RULE_NOTES: Final[dict[RoundRule, str]] = {
    "worst_off_first": "The question that fits worst is to fit as well as it can.",
    "most_fit": "The most fit in all; a few may be served badly so that others are served well.",
    "even_load": "Nobody uses a larger part of their minutes than needed.",
}
SESSIONS_MIN: Final = "Sessions a mentor at least"
SESSIONS_MAX: Final = "At most"
WEEKS: Final = "Within (weeks)"
HOURS: Final = "Shared working hours at least"
OLDER: Final = "Requests that wait at least (days) take part, too"
OLDER_HINT: Final = "Empty for the pool alone."
APART: Final = "Must not meet"
APART_HINT: Final = "Two people a line with a comma between: each by e-mail, a mentor also by full name."
LEAVE_OUT: Final = "Questions may stay in the pool when they do not fit in"
PLAN_IT: Final = "Show the plan"

PLAN: Final = "The plan"
PLAN_GONE: Final = "A round that was offered"
PLAN_LEDE: Final = "{assigned} of {questions} questions get a mentor, by “{rule}”."
PLAN_OPTIMAL: Final = "Proven: no plan is better by this rule."
PLAN_GAP: Final = "At most {percent} % better is possible by this rule."
PLAN_LEFT: Final = "{count} stay in the pool."
BESIDE: Final = "Beside plainer ways"
BESIDE_COLUMNS: Final = (
    "Way",
    "Questions with a mentor",
    "Fit in all",
    "Mean fit (of 100)",
    "Worst off (of 100)",
    "Busiest mentor (sessions)",
    "Times the mean",
)
BESIDE_NAMES: Final = {"greedy": "One after another", "min_cost_flow": "Most fit in all (min-cost flow)"}
THIS_PLAN: Final = "This plan: {rule}"
NO_PLAN_FOUND: Final = "no plan"
ROUND_TABLE: Final = "Whom each question would go to"
ROUND_TABLE_OFFERED: Final = "Whom each question went to"
ROUND_COLUMNS: Final = ("Mentor", "Fit (of 100)", "Session (min)", "Waiting (days)", "Standing")
OUTCOMES: Final[dict[PlaceOutcome, str]] = {
    "planned": "Planned",
    "offered": "Offered",
    "gone": "Found somebody meanwhile",
    "closed": "Mentor has no time any more",
}
STATUS: Final[dict[RequestStatus, str]] = {
    "pending": "Waits for an answer",
    "accepted": "Accepted",
    "declined": "Declined, back in the pool",
    "more_asked": "The mentor asks for more",
    "withdrawn": "Withdrawn",
}
OFFER: Final = "Offer these sessions ({count})"
OFFER_NOTE: Final = "Sends {count} requests and tells the mentees in their chats."
OFFERED: Final = "Offered: {count} requests are with their mentors, and the mentees were told."
OFFERED_SOME: Final = (
    "Offered: {count} requests are with their mentors. {passed} had changed since the plan and were passed over."
)
NO_PLAN: Final = "No feasible plan"
NO_PLAN_NOTE: Final = "These questions do not all fit under these conditions. What would help:"
NOTHING_PLANNED: Final = "No question found a mentor under these conditions."
ROUNDS: Final = "Earlier rounds"
ROUNDS_COLUMNS: Final = (
    "Offered",
    "Fair by",
    "Offered sessions",
    "Accepted",
    "Declined",
    "Still waiting",
    "Mean fit (of 100)",
)
ROUNDS_EMPTY: Final = "No round was offered yet."
NO_NUMBER: Final = "“{value}” is no number. Please type digits only."
