"""Every word of the mentee's sessions and guidance; templates see this module as `guidance_words`."""

from __future__ import annotations

from typing import Final

from assistant.domain.deferrals import DeferralReason, DeferralStatus, DeferralTo
from assistant.domain.disagreements import ConflictKind, ConflictLabel, Decision
from assistant.domain.guidance import Outcome
from assistant.web.place import View

VIEWS: Final[dict[View, str]] = {"question": "My question", "sessions": "My sessions", "guidance": "My guidance"}
ONLY_YOU: Final = "Only you"

# ---- My sessions

SESSIONS_TITLE: Final = "My sessions"
SESSIONS_EMPTY: Final = (
    "You have not asked a mentor yet. When your question is ready, choose “Find a mentor” in the question card."
)
EARLIER_TITLE: Final = "Earlier sessions"
CLOSED_TITLE: Final = "Not going ahead"
HELD: Final = "Took place"
TIME_LABEL: Final = "When"
LENGTH_LABEL: Final = "Length"
LINK_LABEL: Final = "Where"
NO_TIME: Final = "{name} has not named a time yet"
NO_LINK: Final = "{name} adds a link here"
OPEN_MEETING: Final = "Open the meeting"
YOUR_TIME: Final = "your time"
SAME_CLOCK: Final = "the same for {name}"
FOR_THEM: Final = "for {name}"

BRIEF_TITLE: Final = "This is what {name} reads before you meet"
BRIEF_NOTE: Final = "Exactly these lines, {count} words, nothing else of your chat."
BRIEF_WHEN: Final = "{name} can read it once the session is accepted. Deleted two weeks after it."
BRIEF_SHOW: Final = "See what {name} reads"
BRIEF_EMPTY: Final = "There is nothing to show yet."
BRIEF_SEEN_BY: Final = "You and {name}"
SOURCES: Final[dict[str, str]] = {
    "question": "from your question",
    "mentee": "from your profile",
    "session": "from your request",
    "chat": "from turn {turn} of your chat",
    "history": "advice you got earlier",
    "conflict": "where mentors pull apart",
}
TAKE_OUT: Final = "Take words out"
TAKE_OUT_TITLE: Final = "Which words should nobody read?"
TAKE_OUT_HINT: Final = (
    "Tap words below, or type them. They are covered in every brief, mail and export, in any spelling."
)
TAKE_OUT_TYPE: Final = "Or type them"
TAKE_OUT_DO: Final = "Take out"
NOTHING_CHOSEN: Final = "Tap a word, or type one, then choose “Take out”."
TAKEN_OUT: Final = "Taken out"
TAKEN_OUT_HINT: Final = "Covered everywhere. Only you see this list."
PUT_BACK: Final = "Put back"
TAKEN_OUT_NOTE: Final = "Taken out. The lines above are what {name} reads now."
PUT_BACK_NOTE: Final = "Put back. The lines above are what {name} reads now."

NOTES_SHOW: Final = "Notes and thanks"
NOTE_TITLE: Final = "Kept from this session"
NOTE_LABEL: Final = "Paste your notes"
NOTE_HINT: Final = "Messy is fine. Advice and promises are picked out; you correct them. {name} sees what is kept."
NOTE_SAVE: Final = "Find advice and promises"
NOTE_NOTHING: Final = "No advice and no promise was found in it. You can add what was missed."
FROM_NOTE: Final = "From notes of {day}"
FROM_ADVICE: Final = "From advice sent on {day}"
BY_YOU: Final = "by you"
BY_THEM: Final = "by {name}"
ITEMS_TITLE: Final = "Advice"
COMMITMENTS_TITLE: Final = "Promises"
CORRECT: Final = "Correct"
REMOVE: Final = "Remove"
SAVE: Final = "Save"
ADD_ITEM: Final = "Add advice that was missed"
ADD_COMMITMENT: Final = "Add a promise that was missed"
REMOVE_NOTE: Final = "Remove this note and all found in it"
ADD_LABEL: Final = "The words of the note"
ADD_HINT: Final = "Copy the words from your note, exactly as they stand there."
ADD: Final = "Add"
WHOLE_NOTE: Final = "The whole note"
ITEM_LABEL: Final = "The advice"
WHAT_LABEL: Final = "What"
DUE_LABEL: Final = "Until"
WHO_LABEL: Final = "Who"
WHO: Final[dict[str, str]] = {"mentee": "You", "mentor": "{name}"}
NO_SUCH_DAY: Final = "This is no day. Please choose one in the calendar."
FOUND_NOTE: Final = "Found {items} and {promises}. Please check them."
ADVICE_COUNT: Final = ("no advice", "one piece of advice", "{count} pieces of advice")
PROMISE_COUNT: Final = ("no promise", "one promise", "{count} promises")
APART_FOUND: Final = "It pulls apart from something you were told before: see “My guidance”."
CORRECTED_NOTE: Final = "Corrected."
REMOVED_NOTE: Final = "Removed."
ADDED_NOTE: Final = "Added."

THANK: Final = "Thank {name}"
THANK_LABEL: Final = "A line to {name}"
THANK_HINT: Final = "What helped? {name} reads it beside what became of the advice."
THANK_SEND: Final = "Send thanks"
THANKED: Final = "You wrote"
THANK_AGAIN: Final = "Write it anew"
THANKED_NOTE: Final = "Sent. {name} will be glad."

# ---- My guidance

GUIDANCE_TITLE: Final = "My guidance"
GUIDANCE_INTRO: Final = "What mentors told you, side by side. You decide; nothing is decided for you."
GUIDANCE_PRIVACY: Final = "Only you"
GUIDANCE_PRIVACY_MORE: Final = "Each mentor sees their own advice and what became of it. A brief you were shown tells the next mentor what you decided."
GUIDANCE_EMPTY: Final = (
    "Nothing yet. After a session, paste your notes under “My sessions”: advice and promises are picked out for you."
)
TO_SESSIONS: Final = "Go to my sessions"
EXPORT: Final = "Export as Markdown"
A_MENTOR: Final = "A mentor"

OPEN_LINE: Final = ("", "You have 1 open disagreement", "You have {count} open disagreements")
OPEN_TITLE: Final = "Where mentors pull apart"
CARD_TITLE: Final = "{a} and {b} do not agree"
CARD_TITLE_UNSURE: Final = "{a} and {b}"
CARD_TITLE_SAME: Final = "{a} said two different things"
DECIDER: Final = "What would decide it"
DECIDER_NONE: Final = "Which of the two fits your situation?"
HAD_ASKED: Final = "You had asked"
LABELS: Final[dict[ConflictLabel, str]] = {
    "conflict": "You cannot follow both",
    "conditional": "Each may be right, under different circumstances",
    "compatible": "You can probably follow both",
    "unrelated": "Probably about different things",
}
KINDS: Final[dict[ConflictKind, str]] = {
    "action": "they differ in what to do",
    "timing": "they differ in when to do it",
    "degree": "they differ in how much",
    "priority": "they differ in what comes first",
    "fact": "they differ in what is true",
}
JUDGED_EMBEDDED: Final = "Found by the built-in reader"
JUDGED_MODEL: Final = "Found by {model}"
CANNOT_JUDGE: Final = "It compares words and dates. It does not know your workplace, and cannot tell who is right."
DECIDE: Final = "What do you do?"
REASON_LABEL: Final = "Why, in a line"
REASON_HINT: Final = "needed only for “both”"
FOLLOW: Final = "Follow {name}"
FOLLOW_EARLIER: Final = "Follow the earlier advice"
FOLLOW_LATER: Final = "Follow the later advice"
BOTH: Final = "Both, because…"
NOT_A_CONFLICT: Final = "Not a conflict"
DECIDED_NOTE: Final = "Kept. It is under “Decided”, and you can open it again."
COMPARE_TITLE: Final = "Compare these"
COMPARE_NOTE: Final = "The reader is not sure whether they pull apart."
COMPARE_WHEN: Final = "Say how they stand"
DECIDED_TITLE: Final = "Decided"
DECISIONS: Final[dict[Decision, str]] = {
    "follow_a": "You follow {a}",
    "follow_b": "You follow {b}",
    "both": "Both fit",
    "not_a_conflict": "Not a conflict",
}
DECIDED_EARLIER: Final = "the earlier advice"
DECIDED_LATER: Final = "the later advice"
REOPEN: Final = "Open again"
REOPENED_NOTE: Final = "Open again."

TIMELINE_TITLE: Final = "All you were told"
SPOKE: Final = "{count} mentors spoke about this"
SPOKE_TWICE: Final = "Spoken about in more than one session"
BOUND: Final = "For that situation only"
BOUND_HINT: Final = "The mentor asked not to use it outside that situation."
ABOUT_OTHER: Final = "This is about another decision"
ABOUT_OTHER_LABEL: Final = "It belongs with"
ABOUT_OTHER_NEW: Final = "Something of its own"
MOVE: Final = "Move it"
MOVED_NOTE: Final = "Moved. Disagreements that rested on it are settled."

CHECK_INS_TITLE: Final = "How did it go?"
CHECK_INS_NOTE: Final = "One tap is enough, and no answer is a wrong one. {name} gets it as one line."
LOOK_BACK: Final = "You did this. Did it last?"
COMMITMENTS_OWN: Final = "What you set out to do"
COMMITMENTS_EMPTY: Final = "No promises yet."
COMMITMENTS_THEIRS: Final = "{name} promised"
WHY_LABEL: Final = "Why, in a line (if you like)"
OUTCOMES: Final[dict[Outcome, str]] = {"done": "Done", "adapted": "Adapted", "dropped": "Dropped", "stuck": "Stuck"}
OUTCOMES_MEAN: Final[dict[Outcome, str]] = {
    "done": "as it was said",
    "adapted": "in my own way",
    "dropped": "not doing it",
    "stuck": "want to, cannot",
}
OUTCOME_GLYPHS: Final[dict[Outcome, str]] = {"done": "✓", "adapted": "≈", "dropped": "–", "stuck": "!"}
SAY_OUTCOME: Final = "What became of it?"
CHANGE_OUTCOME: Final = "Change"
ANSWERED_NOTE: Final = "Thank you. {name} gets it as one line."
NO_DAY: Final = "no day named"
OVERDUE: Final = "was due {day}"
DUE: Final = "until {day}"

PROPOSALS_TITLE: Final = "Going on elsewhere"
PROPOSAL_TO: Final[dict[DeferralTo, str]] = {
    "sustained_mentoring": "Longer mentoring",
    "hr": "People at work who are responsible",
    "professional_help": "Professional help",
}
PROPOSAL_NOTE_LABEL: Final = "A note to take with you, from your own words"
PROPOSAL_NOTE_HINT: Final = "Nobody reads it before you agree. Change it as you like."
CONSENT: Final = "Use this note"
DECLINE: Final = "Not for me"
CONSENTED: Final = "Your note, as you agreed to it"
TAKE_BACK: Final = "Take it back"
COPY: Final = "Copy"
COPIED: Final = "Copied"
CONSENTED_NOTE: Final = "Kept. Copy it, or show it to whoever you go to."
DECLINED_NOTE: Final = "All right. It is not proposed again."

WISHES_TITLE: Final = "Mail to you"
WISHES_ASK: Final = "Ask me by mail how it went"
WISHES_QUIET: Final = "Quiet hours"
WISHES_QUIET_HINT: Final = "No mail comes then, on your clock ({zone})."
WISHES_FROM: Final = "From"
WISHES_UNTIL: Final = "Until"
WISHES_SAVE: Final = "Save"
WISHES_SAVED: Final = "Saved."
BOTH_TIMES: Final = "Please give both times of the quiet hours, or none."

UNSUBSCRIBED_TITLE: Final = "Done. We ask no more by mail."
UNSUBSCRIBED: Final = (
    "Your sessions and guidance stay as they are. You can turn the mails on again under “My guidance”."
)
UNSUBSCRIBE_UNKNOWN_TITLE: Final = "This link is not known"

# ---- The owner's counts

OWNER_GUIDANCE_TITLE: Final = "Disagreements between mentors"
OWNER_GUIDANCE_EMPTY: Final = "None was found yet."
OWNER_LABELS: Final[dict[ConflictLabel, str]] = {
    "conflict": "Exclude each other",
    "conditional": "Depend on circumstances",
    "compatible": "To compare, probably compatible",
    "unrelated": "To compare, probably unrelated",
}
OWNER_FOUND: Final = "Found"
OWNER_OPEN: Final = "Open"
OWNER_DECISIONS: Final[dict[Decision, str]] = {
    "follow_a": "Earlier followed",
    "follow_b": "Later followed",
    "both": "Both fit",
    "not_a_conflict": "No conflict",
}
OWNER_DEFERRALS_TITLE: Final = "Sent on elsewhere"
OWNER_DEFERRALS_EMPTY: Final = "Nothing was proposed yet."
OWNER_REASONS: Final[dict[DeferralReason, str]] = {
    "same_topic": "Same topic three times",
    "plan_missed": "A plan missed twice",
    "beyond_scope": "Larger than a session",
    "distress": "Needs help first",
}
OWNER_STATUS: Final[dict[DeferralStatus, str]] = {
    "proposed": "proposed",
    "consented": "agreed to",
    "declined": "not wanted",
}


def counted(count: int, forms: tuple[str, str, str]) -> str:
    """Return how many there are in words, with a form for none, for one and for more."""
    return forms[min(count, 2)].format(count=count)
