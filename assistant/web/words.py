"""Every word the pages say, in one place; templates see this module as `words`."""

from __future__ import annotations

from typing import Final

from assistant.domain.questions import Element, Level
from assistant.domain.sessions import RequestStatus

PRODUCT: Final = "Micro-mentoring"
TAGLINE: Final = "A sharp question, the right mentor, a short session."

SIGN_IN: Final = "Sign in"
SIGN_OUT: Final = "Sign out"
EMAIL: Final = "E-mail"
PASSWORD: Final = "Password"
CROSS_SITE: Final = "This came from another site, so it was not done. Please open the page here and try again."
TOO_LARGE: Final = "That is more than a message can hold. Please shorten it."
DEMO_TITLE: Final = "Look around as somebody"
DEMO_HINT: Final = "The demo program and its people are invented. No password is needed on this computer."
LOOK_AROUND: Final = "Go in"
NOT_YOURS_TITLE: Final = "This page is not yours to see"
NOT_YOURS: Final = "Your account has no {role} workspace. Nothing is broken."
TO_MY_PAGE: Final = "Go to my page"

WORKSPACES_SHORT: Final = {"mentee": "Mentee", "mentor": "Mentor", "owner": "Owner"}
ROLE_GROUPS: Final = {"mentee": "Mentees", "mentor": "Mentors", "owner": "Program owner"}

VIEW_QUESTION: Final = "My question"

CHAT_TITLE: Final = "Your question"
NEW_QUESTION: Final = "New question"
EARLIER: Final = "Earlier"
EARLIER_QUESTIONS: Final = "Earlier questions"
UNTITLED: Final = "An empty page"
ONLY_YOU: Final = "Only you"
ONLY_YOU_MORE: Final = "Nobody else sees this chat, not even the program's owner."
YOU_AND: Final = "You and {names}"
YOU_AND_MORE: Final = "They see the question you sent and the brief in My sessions, which quotes lines of this chat. The rest stays with you."
COMPOSER_LABEL: Final = "Your message"
COMPOSER_HINT: Final = "Write it as it comes…"
SEND: Final = "Send"
THINKING: Final = "Reading your words…"
YOU: Final = "You"
ASSISTANT: Final = "Assistant"
BUILT_IN: Final = "built-in wording"
WORDED_BY: Final = "worded by {model}"
EXAMPLE: Final = "For example"
STARTERS_TITLE: Final = "Or start from one of these"
STARTERS: Final = (
    "I want to grow in my career, any advice?",
    "I have two offers and cannot decide.",
    "I have to lead people for the first time.",
)
QUICK_REPLIES: Final = {"skip": "Skip this", "not_sure": "I am not sure", "use_as_is": "Use it as it is"}
MORE_ASKED_BY: Final = "{name} asks for more"
MORE_ASKED_HINT: Final = "Answer here in your own words. When your question reads right, send it again."
SEND_AGAIN: Final = "Send my question again"

CARD_TITLE: Final = "Question card"
METER: Final = "Ready for a mentor: {there} of 7"
METER_READY: Final = "A stranger can answer this now."
METER_EMPTY: Final = "It fills as you write."
METER_ON: Final = "Still helpful: {missing}."
SHOW_CARD: Final = "Show card"
HIDE_CARD: Final = "Hide card"
CARD_EMPTY: Final = "Seven things help a stranger to answer. They appear here, in your own words, while you write."
ELEMENTS: Final[dict[Element, str]] = {
    "focus": "One topic",
    "goal": "Goal",
    "timeframe": "By when",
    "context": "Who you are",
    "tried": "Tried so far",
    "obstacle": "What is in the way",
    "ask": "What you ask for",
}
ELEMENTS_ASK: Final[dict[Element, str]] = {
    "focus": "Which one matter should the session be about?",
    "goal": "What would you like to have, or have decided, afterwards?",
    "timeframe": "By when does it matter? “No rush” counts too.",
    "context": "Your role, your field, your situation, for somebody who never met you.",
    "tried": "What did you do already, or which ways did you consider?",
    "obstacle": "What blocks or worries you?",
    "ask": "What should the mentor do: choose with you, review, explain, plan, rehearse?",
}
LEVEL_GLYPHS: Final[dict[Level, str]] = {0: "○", 1: "◐", 2: "●"}
LEVELS: Final[dict[Level, str]] = {0: "missing", 1: "partly there", 2: "there"}
YOUR_WORDS: Final = "Your words"
ADD_THIS: Final = "Add it"
ADD_MORE: Final = "Say more"
YOUR_DRAFT: Final = "What you wrote"
DRAFT_LEGEND: Final = "Underlined: words that answer one of the seven."
SHARPENED_TITLE: Final = "Your question, sharpened"
SHARPENED_NOTE: Final = "Made only from what you wrote."
EDITED_NOTE: Final = "In your own wording."
WORDS_COUNT: Final = "{count} of {limit} words"
EDIT: Final = "Edit"
COPY: Final = "Copy"
COPIED: Final = "Copied"
VERSIONS: Final = "Versions"
SAVE: Final = "Save"
CANCEL: Final = "Cancel"
TAKE_VERSION: Final = "Take this one"
CURRENT_VERSION: Final = "current"
REBUILD: Final = "Build it anew from the chat"
AUTHOR_MENTEE: Final = "you"
AUTHOR_BUILT_IN: Final = "built-in"
EDIT_LABEL: Final = "Your question, in your words"
SESSION_TITLE: Final = "The session"
MINUTES: Final = "{minutes} minutes"
CARDS_TITLE: Final = "May already help"
CARDS_NOTE: Final = "Read first, then decide whether you still want a mentor."
SOURCE: Final = "Source"
REVIEWED: Final = "reviewed"
FIND: Final = "Find a mentor"
FIND_EARLY: Final = "You can look for a mentor already. Each thing you add makes the answer better."
FIND_ANYWAY: Final = "Look for a mentor anyway"

MENTORS_TITLE: Final = "Mentors for your question"
BACK: Final = "Back to my question"
MENTORS_INTRO: Final = "Chosen by how their experience fits your question, and by who has time. You decide."
WHY: Final = "Why for this question"
FROM_PROFILE: Final[dict[str, str]] = {
    "headline": "from their headline",
    "bio": "from their profile",
    "skills": "from their skills",
    "topics": "from their topics",
    "industries": "from their fields",
}
DIFFERENT: Final = "Different from the others"
SPEAKS: Final = "Speaks"
WHEN: Final = "When"
ASK_FOR: Final = "Ask for {minutes} minutes"
ASKED: Final = "You asked {when}"
NOT_FOR_ME: Final = "Not for me"
NOT_FOR_ME_WHY: Final = "Why not {name}?"
NOT_FOR_ME_HINT: Final = "Only you see this. We look for somebody else."
LEAVE_OUT_REASONS: Final = {
    "experience": "Not the experience I need",
    "known": "I know them already",
    "level": "Too far ahead, or not far enough",
    "other": "Another reason",
}
LEFT_OUT: Final = "Left out for this question"
BRING_BACK: Final = "Bring back"
WHOLE_PROFILE: Final = "Whole profile"
SKILLS: Final = "Skills"
TOPICS: Final = "Talks about"
FIELDS: Final = "Fields"
BUSY_TITLE: Final = "A very good fit, without time now"
BUSY_NOTE: Final = "You can wait for them, or start with somebody above."
NOBODY_TITLE: Final = "Nobody in this program fits well enough"
NOBODY: Final = "We looked at {count} mentors and would rather say so than send you to the wrong one."
NOBODY_TRY: Final = (
    "Say more about your field or situation: it changes who fits.",
    "Try a shorter session: more mentors have 15 minutes.",
    "Bring back mentors you left out.",
)
NO_QUESTION: Final = "There is no question yet. Write one line about what you would like to reach, then come back."

TO_QUESTION: Final = "Go to my question"
STATUS: Final[dict[RequestStatus, str]] = {
    "pending": "Waiting for an answer",
    "accepted": "Accepted",
    "declined": "Declined",
    "more_asked": "Asks for more",
    "withdrawn": "Withdrawn",
}
STATUS_GLYPHS: Final[dict[RequestStatus, str]] = {
    "pending": "◔",
    "accepted": "✓",
    "declined": "–",
    "more_asked": "?",
    "withdrawn": "↩",
}
STATUS_NEXT: Final[dict[RequestStatus, str]] = {
    "pending": "{name} reads it before promising anything. You can withdraw it while you wait.",
    "accepted": "{name} keeps {minutes} minutes for you.",
    "declined": "A no is about time or fit, never about you. Others are there.",
    "more_asked": "Answer in your chat, then send the question again.",
    "withdrawn": "You took this one back.",
}
IN_POOL: Final = "Waits for another mentor"
IN_POOL_NEXT: Final = (
    "{name} could not answer so far, so your program took this back and looks for somebody else. That is about time, "
    "never about you. You can also pick a mentor yourself: open the chat."
)
TAKEN_BACK: Final = "Taken back by your program"
TAKEN_BACK_NEXT: Final = "{name} could not answer, so your program took this back."
LEAVE_POOL: Final = "I no longer need a mentor for this"
LEFT_POOL: Final = "Noted. Your program no longer looks for a mentor for this question."
THEIR_WORDS: Final = "{name} wrote"
WITHDRAW: Final = "Withdraw"
OPEN_CHAT: Final = "Open the chat"
SENT: Final = "Sent. {name} reads it before promising anything."
WITHDRAWN: Final = "Taken back. {name} no longer sees it as open."
SENT_AGAIN: Final = "Sent again, as your question reads now."
SAVED: Final = "Saved as a new version."

INBOX_TITLE: Final = "Requests from mentees"
INBOX_INTRO: Final = "Read first. Nothing is promised until you accept."
INBOX_EMPTY: Final = "No request waits for you. When a mentee asks, it appears here, readable before any commitment."
WAITING_TITLE: Final = "Waiting for the mentee"
DECIDED_TITLE: Final = "Decided"
CAPACITY_TITLE: Final = "Your time"
ACCEPTING_ON: Final = "You accept new requests. Mentees can find you."
ACCEPTING_OFF: Final = "You are not suggested to anybody. What you already promised stays."
PAUSE: Final = "Pause new requests"
RESUME: Final = "Accept requests again"
ACCEPT: Final = "Accept {minutes} minutes"
DECLINE: Final = "Decline"
DECLINE_LABEL: Final = "Your reason, which the mentee reads"
DECLINE_HINT: Final = "One kind line is enough: “This is outside my field; try somebody in logistics.”"
DECLINE_SEND: Final = "Decline with this reason"
ASK_MORE: Final = "Ask for more"
ASK_MORE_LABEL: Final = "What do you need to know first?"
ASK_MORE_HINT: Final = "It goes to the mentee’s chat. Nothing is promised yet."
ASK_MORE_SEND: Final = "Send the question"
ACCEPTED_NOTE: Final = "Accepted. {name} sees it now."
DECLINED_NOTE: Final = "Declined, with your reason."
ASKED_MORE_NOTE: Final = "Sent. The request waits for the mentee."
PAUSED_NOTE: Final = "Paused. Nobody new is sent to you."
RESUMED_NOTE: Final = "You are back. Mentees can find you again."
NO_PROFILE: Final = "Your account is not linked to a mentor profile yet. Please ask your program owner."
MENTEE_SEES: Final = "You and {name}"
YOU_WROTE: Final = "You wrote"

OWNER_TITLE: Final = "Your program"
OWNER_PEOPLE: Final = "people with an account"
OWNER_MENTORS: Final = "mentors, {accepting} of them accepting"
OWNER_MINUTES: Final = "minutes free this week, of {weekly}"
OWNER_CARDS: Final = "knowledge cards"
OWNER_INDEX_READY: Final = "The search index is up to date."
OWNER_INDEX_BEHIND: Final = "The search index is {count} changes behind; it catches up by itself."
OWNER_EMPTY: Final = "No mentors yet. Import them with “assistant mentors import FILE”."

A_MENTOR: Final = "Your mentor"
A_MENTEE: Final = "The mentee"
AND_MORE: Final = "{count} more"
SOMETHING_WRONG: Final = "Something went wrong on our side. Nothing was lost; please try again."
OFFLINE: Final = "The program does not answer. Your words are still here; please try again in a moment."
UNKNOWN_ACTION: Final = "This page is older than the program behind it. Please reload it."

LANGUAGES: Final = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "mi": "Māori", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese",
    "zu": "Zulu",
}  # fmt: skip


def language(code: str) -> str:
    """Return the English name of an ISO 639-1 code, the code itself when we have no name."""
    return LANGUAGES.get(code, code)


def listed(names: list[str]) -> str:
    """Join names as people do: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
