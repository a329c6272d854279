"""Every word the mentor's pages say; templates see this module as `mentor_words`."""

from __future__ import annotations

from typing import Final

from assistant.domain.briefs import BriefPart
from assistant.domain.guidance import Outcome
from assistant.domain.mails import MailStatus
from assistant.web.mentor_place import MentorView

WORKSPACE: Final = "Mentor"
VIEWS: Final[dict[MentorView, str]] = {
    "next": "Next",
    "advice": "Advice",
    "minutes": "My minutes",
    "became": "What became of it",
}
WAITING_COUNT: Final = "waiting"
ONLY_YOU: Final = "Only you"

# ---- Next: the brief

NEXT_SESSION: Final = "Your next session"
NO_SESSION_TITLE: Final = "No session ahead"
NO_SESSION: Final = "When you accept a request, its brief is here: one screen, two minutes to read."
STARTS: Final = "Starts"
LENGTH: Final = "Length"
MEET_AT: Final = "Meet at"
NO_TIME: Final = "no time agreed yet"
NO_LINK: Final = "no link yet"
JOIN: Final = "Open the meeting"
YOUR_TIME: Final = "your time"
FOR_THEM: Final = "for {name}"
SAME_CLOCK: Final = "the same for {name}"
BRIEF_WORDS: Final = "{count} words"
BRIEF_SEEN: Final = "Exactly what {name} was shown."
BRIEF_NONE: Final = "{name} has not looked at the brief yet. Until then you have their question."
BRIEF_GONE: Final = "This brief has expired and was deleted. The question stays."
BRIEF_PARTS: Final[dict[BriefPart, str]] = {
    "who": "Who",
    "ask": "The ask",
    "goal": "Goal",
    "tried": "Tried",
    "constraints": "In the way",
    "advised": "Already advised",
    "disagreement": "Disagreement",
    "minutes": "The minutes",
}
SOURCE_OF: Final = "Where this comes from: {part}"
SOURCE_QUESTION: Final = "From the question {name} sent you:"
SOURCE_CHAT: Final = "{name}’s words, from turn {turn} of their chat. The rest of the chat stays with {name}."
SOURCE_MENTEE: Final = "From {name}’s profile:"
SOURCE_SESSION: Final = "From the request: {minutes} minutes, split as the question suggests."
SOURCE_HISTORY_ON: Final = "Advice {name} got on {day}, as they kept it:"
SOURCE_CONFLICT: Final = "Two earlier pieces of advice that {name} has not decided between:"
SOURCE_GONE: Final = "The source was removed in the meantime."
PRINT: Final = "Print"
WRITE_ADVICE: Final = "Write advice"
MAIL_IT: Final = "Mail it to me"
MAILED: Final = "On its way to {email}."
MAILED_BEFORE: Final = "You were mailed just this one already; it has not changed since."
MAIL_STATES: Final[dict[MailStatus, str]] = {
    "waiting": "Mail: waiting to be sent",
    "sending": "Mail: being sent",
    "sent": "Mail: sent",
    "failed": "Mail: could not be delivered",
    "unconfirmed": "Mail: not confirmed, so not sent a second time",
}
MAIL_GLYPHS: Final[dict[MailStatus, str]] = {
    "waiting": "◔",
    "sending": "◔",
    "sent": "✓",
    "failed": "!",
    "unconfirmed": "?",
}

# ---- Next: when and where

PLAN: Final = "Agree on a time"
CHANGE_TIME: Final = "Change time or link"
WHEN_LEGEND: Final = "When? These suit you both."
WHEN_LEGEND_NONE: Final = "When? No time this week suits both of you."
CLOCKS: Final = "Your time, {zone}; in brackets what it is for {name}, in {theirs}."
CLOCKS_SAME: Final = "Your time, {zone}; it is the same for {name}."
LATER: Final = "Agree on the time later"
KEEP_TIME: Final = "As it is"
OTHER_TIME: Final = "Another time"
OTHER_TIME_LABEL: Final = "Day and time, on your clock ({zone})"
LINK_LABEL: Final = "Meeting link (you can add it later)"
LINK_EXAMPLE: Final = "https://…"
ACCEPT_AND_TELL: Final = "Accept and tell {name}"
ACCEPT_LATER: Final = "Accept for the {week}"
SAVE_TIME: Final = "Save and tell {name}"
PLANNED_NOTE: Final = "Saved. {name} sees it now."
WHICH_TIME: Final = "Please choose a day and time, or one of the suggested ones."
NO_SUCH_TIME: Final = "This is no day and time. Please choose one in the calendar, such as 25 November 2026, 14:00."
REQUESTS_TITLE: Final = "Requests"
COMING_TITLE: Final = "Coming up"
COMING_EMPTY: Final = "Nothing is planned."
ENDED_TITLE: Final = "Did it take place?"
ENDED_NOTE: Final = "One tap, then paste your notes if you like."
TO_MINUTES: Final = "Change my minutes"

# ---- Advice

ADVICE_TITLE: Final = "Advice for {name}"
ADVICE_NONE_TITLE: Final = "Advice"
ADVICE_NONE: Final = "Advice belongs to a session. When you accept a request, you can write to the mentee here."
SESSION_CHOICE: Final = "For which session?"
THEIR_QUESTION: Final = "{name} asked"
MESSAGE_LABEL: Final = "Your message to {name}"
MESSAGE_HINT: Final = "One to three things, and a first step with a day."
MESSAGE_EXAMPLE: Final = "Write as it comes…"
REVIEW: Final = "Review"
SEND: Final = "Send to {name}"
DRAFT_PRIVATE: Final = "Only you see this draft until you send it."
SENT_NOTE: Final = "Sent. {name} finds it under “My guidance”."
COACH_TITLE: Final = "Coach"
COACH_PRIVATE: Final = "Nobody else sees what the coach says, and it is not kept."
COACH_IDLE: Final = "Write, then pause. The coach reads along and speaks only when it would help."
COACH_READING: Final = "Reading…"
COACH_GOOD: Final = "Reads well."
ACTIONS_NONE: Final = "No action found yet."
ACTIONS_ONE: Final = "One action, underlined in your text."
ACTIONS_MANY: Final = "{count} actions, underlined in your text."
ACTIONS_LIST: Final = "What {name} is told to do"
SHORTER_TITLE: Final = "A shorter version"
SHORTER_NOTE: Final = "Every action and fact is kept, nothing is added."
SHORTER_YOURS: Final = "Yours, {count} words; crossed out in grey is what goes"
SHORTER_NEW: Final = "Shorter, {count} words"
USE_IT: Final = "Use it"
USE_UNDO: Final = "Ctrl Z brings yours back."
WORDED_BY: Final = "worded by {model}"
CONTRADICTS_TITLE: Final = "{name} was told something else before"
CONTRADICTS_ONE: Final = "Both may be right for different people. Nothing is sent yet; you decide."
TOLD_BEFORE: Final = "Told before"
YOU_SAY: Final = "You say"
TOLD_BY_YOU: Final = "By you, in another session"
UNKNOWN_MENTOR: Final = "Another mentor"
DECIDER: Final = "What would decide it"
SEND_ANYWAY: Final = "Send anyway"
CHANGE_FIRST: Final = "Change it first"
SEND_ANYWAY_NOTE: Final = "{name} will see both side by side and decide."
JUDGED_BY: Final[dict[str, str]] = {"embedded": "Found by the built-in reader."}
JUDGED_BY_MODEL: Final = "Found by {model}."

# ---- Advice: after the session

AFTER_TITLE: Final = "After the session"
HELD: Final = "It took place"
HEAVY: Final = "It was draining"
HEAVY_NOTE: Final = "Only you see this. Draining sessions lower what mentees are offered for two weeks."
MARKED_NOTE: Final = "Noted."
NOTE_LABEL: Final = "Paste your notes"
NOTE_HINT: Final = "Messy is fine. Advice and promises are picked out; you correct them. {name} sees what is kept."
NOTE_SAVE: Final = "Find advice and promises"
NOTE_NOTHING: Final = "No advice and no promise was found in it. You can add what was missed."
NOTES_EMPTY: Final = "Nothing is kept from this session yet."
FOUND_TITLE: Final = "Kept from this session"
FROM_NOTE: Final = "From notes of {day}"
FROM_ADVICE: Final = "From advice of {day}"
BY_YOU: Final = "by you"
BY_THEM: Final = "by {name}"
ITEMS_TITLE: Final = "Advice"
COMMITMENTS_TITLE: Final = "Promises"
BOUND: Final = "Bound to this context"
BIND: Final = "Bind to this context"
UNBIND: Final = "Release"
BOUND_HINT: Final = "Bound advice is not used again outside {name}’s situation."
CORRECT: Final = "Correct"
REMOVE: Final = "Remove"
SAVE: Final = "Save"
ADD_ITEM: Final = "Add advice that was missed"
ADD_LABEL: Final = "The words of the note"
ADD_HINT: Final = "Copy the words from your note, exactly as they stand there."
ADD: Final = "Add"
ADD_COMMITMENT: Final = "Add a promise that was missed"
REMOVE_NOTE: Final = "Remove this note and all found in it"
WHOLE_NOTE: Final = "The whole note"
ITEM_LABEL: Final = "The advice"
WHAT_LABEL: Final = "What"
DUE_LABEL: Final = "Until"
WHO_LABEL: Final = "Who"
WHO: Final[dict[str, str]] = {"mentee": "{name}", "mentor": "You"}
NO_DAY: Final = "no day named"
DUE: Final = "until {day}"
NOTED_NOTE: Final = "Found {items} and {promises}. Please check them."
APART_NOTE: Final = "Some of it pulls apart from earlier advice; the mentee sees both sides and decides."
ADVICE_COUNT: Final = ("no advice", "one piece of advice", "{count} pieces of advice")
PROMISE_COUNT: Final = ("no promise", "one promise", "{count} promises")
CORRECTED_NOTE: Final = "Corrected."
REMOVED_NOTE: Final = "Removed."
ADDED_NOTE: Final = "Added."

# ---- My minutes

MINUTES_TITLE: Final = "My minutes"
MINUTES_INTRO: Final = "You set the limit, and nobody can push you above it. No reason is ever asked."
WEEKLY_LABEL: Final = "Minutes a week"
WEEKLY_VALUE: Final = "{minutes} min"
WEEKLY_MAX_NOTE: Final = "Your program counts on up to {minutes} minutes a week."
BUFFER_LABEL: Final = "Kept free after each session"
BUFFER_NONE: Final = "no buffer"
BUFFER_VALUE: Final = "{minutes} min"
QUIET_LEGEND: Final = "Quiet hours"
QUIET_HINT: Final = "No session starts and no mail comes then, on your clock ({zone})."
QUIET_FROM: Final = "From"
QUIET_UNTIL: Final = "Until"
SAVE_MINUTES: Final = "Save"
SAVED_MINUTES: Final = "Saved."
BOTH_QUIET: Final = "Please give both times of the quiet hours, or none."
NO_SUCH_DAY: Final = "This is no day. Please choose one in the calendar."
NO_SUCH_NUMBER: Final = "Please choose a whole number of minutes."
LIGHTER_TITLE: Final = "A lighter week"
LIGHTER_NOTE: Final = "Half the minutes, once."
LIGHTER_THIS: Final = "This week lighter"
LIGHTER_NEXT: Final = "Next week lighter"
LIGHTER_ON_NOTE: Final = "A lighter week it is."
LIGHTER_OFF_NOTE: Final = "Back to your usual minutes."
BREAK_TITLE: Final = "A break"
BREAK_LABEL: Final = "No sessions before"
BREAK_START: Final = "Take the break"
BREAK_END: Final = "End the break"
BREAK_STATE: Final = "You are on a break until {day}."
BREAK_NOTE: Final = "Enjoy it. Nobody is sent to you before {day}."
BREAK_ENDED_NOTE: Final = "Welcome back."
PAUSE_TITLE: Final = "New requests"
WHAT_HAPPENS: Final = "What will happen"
NOT_SAVED: Final = "Not saved yet"
PLAIN_PAUSED: Final = "You are not suggested to anybody until you accept requests again."
PLAIN_ZERO: Final = "Nobody can book you."
PLAIN_WEEK: Final = "Mentees can book up to {weekly} minutes a week with you"
PLAIN_BUFFER: Final = "{buffer} minutes stay free after each session"
PLAIN_QUIET: Final = "nothing starts between {starts} and {ends}"
PLAIN_LIGHTER: Final = "{week} it is half: {minutes} minutes"
PLAIN_BREAK: Final = "Nobody can book you before {day}."
PLAIN_FREE: Final = "This week {free} of {limit} minutes are still free."
PLAIN_FULL: Final = "This week all {limit} minutes are promised."
PLAIN_STRAIN: Final = "After draining or back-to-back sessions mentees are offered {offered} of them."
PLAIN_KEPT: Final = "What you already promised stays."
THIS_WEEK: Final = "this week"
NEXT_WEEK: Final = "next week"

# ---- What became of it

BECAME_TITLE: Final = "What became of it"
BECAME_INTRO: Final = "One line for each piece of advice, told by the mentee. Nobody is counted or ranked."
BECAME_EMPTY: Final = (
    "Nothing to tell yet. When you send advice or keep notes from a session, what became of it appears here."
)
BECAME_ADVICE: Final = "You advised"
BECAME_COMMITMENT: Final = "They promised"
THANKS: Final = "{name} says thank you"
OUTCOMES: Final[dict[Outcome, str]] = {
    "done": "Done",
    "adapted": "Adapted",
    "dropped": "Dropped",
    "stuck": "Stuck",
}
OUTCOME_GLYPHS: Final[dict[Outcome, str]] = {"done": "✓", "adapted": "≈", "dropped": "–", "stuck": "!"}
NOT_SAID: Final = "Not told yet"
NOT_SAID_GLYPH: Final = "○"
TO_ADVICE: Final = "Open this session"


def counted(count: int, forms: tuple[str, str, str]) -> str:
    """Return how many there are in words, with a form for none, for one and for more."""
    return forms[min(count, 2)].format(count=count)


def first_name(name: str) -> str:
    """Return what somebody is called by."""
    return name.split()[0] if name.split() else name
