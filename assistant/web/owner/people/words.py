"""What the owner's views of people, knowledge and the log say, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# People

PEOPLE_INTRO: Final = "Who takes part, and with what. Nobody's chats, questions or notes can be read here."
LISTS: Final = {"mentors": "Mentors", "accounts": "Accounts"}
FIND: Final = "Find"
FIND_MENTORS_HINT: Final = "name, skill, topic, field, language"
FIND_ACCOUNTS_HINT: Final = "name, e-mail, headline"
STANDING: Final = "Show"
STANDINGS: Final = {"": "All", "active": "Active", "deactivated": "Deactivated"}
ROLE: Final = "Role"
ANY_ROLE: Final = "Any role"
ROLES: Final = {"mentee": "Mentee", "mentor": "Mentor", "owner": "Owner"}
SHOW: Final = "Show"
MENTORS_EMPTY: Final = "No mentor fits. Change the words above, or import mentors."
ACCOUNTS_EMPTY: Final = "No account fits. Change the words above, or add somebody."
MENTOR_COLUMNS: Final = (
    "Name",
    "Headline",
    "Free this week (min)",
    "Limit a week (min)",
    "Requests waiting",
    "Account",
    "Standing",
)
ACCOUNT_COLUMNS: Final = ("Name", "E-mail", "Roles", "Mentor profile", "Standing")
ACTIVE: Final = "Active"
CLOSED: Final = "Takes no new requests"
DEACTIVATED: Final = "Deactivated"
NO_ACCOUNT: Final = "None yet"
ADD_ACCOUNT: Final = "Add somebody"
BACK_TO_PEOPLE: Final = "All people"
BACK_TO_CARDS: Final = "All cards"

MENTOR_FIELDS: Final = {
    "name": "Name",
    "headline": "Headline",
    "bio": "About them",
    "skills": "Skills",
    "topics": "Topics",
    "industries": "Industries",
    "seniority": "Seniority",
    "languages": "Languages",
    "timezone": "Time zone",
    "weekly_minutes": "Minutes a week at most",
    "booked_minutes": "Minutes promised elsewhere, from this week on",
    "accepting": "Takes new requests",
}
FIELDS: Final[Mapping[str, str]] = {
    **MENTOR_FIELDS,
    "email": "E-mail",
    "roles": "Roles",
    "mentor_id": "Mentor profile",
    "title": "Title",
    "body": "Text",
    "audience": "For whom",
    "sources": "Sources",
    "reviewed_on": "Reviewed on",
    "added": "Added",
    "updated": "Changed",
    "removed": "Removed",
    "left_out": "Bad rows left out",
    "file": "File",
    "replace": "Replaced all",
    "import": "By an import",
    "sha256": "SHA-256 of the file",
}
LISTS_HINT: Final = "Several are separated by a semicolon."
LANGUAGES_HINT: Final = "Two-letter codes, separated by a semicolon: en; fr"
ZONE_HINT: Final = "For example Europe/Dublin"
LIMIT_NOTE: Final = (
    "{name} set their own limit of {minutes} minutes a week. The lower one counts, and only they change theirs."
)
LIMIT_HINT: Final = "Where a mentor set a lower limit for themselves, theirs counts."
SWITCH_NOTE: Final = "Whether they take new requests is for them to say. At the moment they {standing}."
SWITCH_OPEN: Final = "do"
SWITCH_CLOSED: Final = "do not"
SENIORITIES: Final = {
    "junior": "Junior",
    "mid": "Mid-level",
    "senior": "Senior",
    "lead": "Lead",
    "executive": "Executive",
}
SAVE: Final = "Save"
SAVED: Final = "Saved. The list of changes has a line about it."
NOTHING_CHANGED: Final = "Nothing was different, so nothing was saved."
STALE: Final = (
    "Somebody changed {fields} in the meantime, so nothing was saved. What you typed is still here; "
    "what the program has now stands beside it. Save again to keep yours."
)
NOW_IN_PROGRAM: Final = "Now in the program: {value}"
NOW_EMPTY: Final = "nothing"
OUT_OF_DATE: Final = "This page is too old to be saved. Reload it and type your change again."

MENTOR_OUT: Final = "Deactivate this mentor"
MENTOR_OUT_NOTE: Final = (
    "If you deactivate them, nobody is sent to them any more. Their sessions, and the requests that wait for them, "
    "stay. You can take it back."
)
MENTOR_IN: Final = "Reactivate this mentor"
MENTOR_IN_NOTE: Final = "They were deactivated {when} and are suggested to nobody."
MENTOR_WENT: Final = "{name} is deactivated: no longer suggested to anybody."
MENTOR_CAME: Final = "{name} is back among the mentors."
ORPHANED_ONE: Final = "One request waits for somebody who will not decide it."
ORPHANED_MANY: Final = "{count} requests wait for somebody who will not decide them."
TO_ORPHANED: Final = "Return them to the pool"
MENTOR_ACCOUNT: Final = "Signs in as {email}"
MENTOR_NO_ACCOUNT: Final = "Nobody can sign in with this profile yet."
MENTOR_ADD_ACCOUNT: Final = "Add their account"
MENTOR_TO_ACCOUNT: Final = "Their account"

NEW_ACCOUNT: Final = "Add somebody"
NEW_ACCOUNT_INTRO: Final = "They get a first password that is shown to you once."
ACCOUNT_ID_HINT: Final = "The id of an imported profile; mentors need one."
ACCOUNT_ADD: Final = "Add them"
ACCOUNT_ADDED: Final = "{name} can sign in now."
FIRST_PASSWORD: Final = "First password"
FIRST_PASSWORD_NOTE: Final = "Pass it on now: it is kept nowhere and shown only this once."
COPY: Final = "Copy"
COPIED: Final = "Copied"
ACCOUNT_OUT: Final = "Deactivate this account"
ACCOUNT_OUT_NOTE: Final = (
    "If you deactivate it, they are signed out everywhere at once and cannot sign in; a mentor is suggested to nobody. "
    "Nothing of theirs is deleted, and you can take it back."
)
ACCOUNT_IN: Final = "Reactivate this account"
ACCOUNT_IN_NOTE: Final = "It was deactivated {when}. They cannot sign in."
ACCOUNT_WENT: Final = "{name} is signed out and cannot sign in any more."
ACCOUNT_CAME: Final = "{name} can sign in again."
TO_PROFILE: Final = "Their mentor profile"
HEADLINE: Final = "One line about them"
PASSWORD_KEPT: Final = "Their password stays as it is."

# Import

IMPORT_MENTORS: Final = "Import mentors"
IMPORT_MENTORS_NOTE: Final = "A CSV or JSON Lines file, up to 10 MB. You see first what would change."
IMPORT_CARDS: Final = "Import cards"
IMPORT_CARDS_NOTE: Final = (
    "Markdown files with front matter, or a .zip of them, up to 10 MB. You see first what would change."
)
IMPORT_FILE: Final = {"mentors": "File", "cards": "Files"}
IMPORT_REPLACE: Final = {
    "mentors": "Also remove mentors who are not in the file",
    "cards": "Also remove cards that are not in the files",
}
IMPORT_SHOW: Final = "Show what would change"
PREVIEW_TITLE: Final = "What {file} would change"
PREVIEW_WAITS: Final = "Nothing is changed yet."
PREVIEW_UNREADABLE: Final = "This file cannot be imported."
PREVIEW_NOTHING: Final = "The program has all of it already: nothing would change."
PREVIEW_EXPIRED: Final = "This preview is too old to be answered. Upload the file again."
COUNTED: Final = {
    "mentors": {
        "added": ("1 new mentor", "{} new mentors"),
        "updated": ("1 changed", "{} changed"),
        "unchanged": ("1 unchanged", "{} unchanged"),
        "removed": ("1 removed", "{} removed"),
        "problems": ("1 bad row", "{} bad rows"),
    },
    "cards": {
        "added": ("1 new card", "{} new cards"),
        "updated": ("1 changed", "{} changed"),
        "unchanged": ("1 unchanged", "{} unchanged"),
        "removed": ("1 removed", "{} removed"),
        "problems": ("1 bad file", "{} bad files"),
    },
}
UNKNOWN: Final = {
    "mentors": "Columns that are not known and left out: {names}.",
    "cards": "Keys that are not known and left out: {names}.",
}
STAYING_OUT: Final = "Deactivated, and they stay so: {names}."
CHANGED_TITLE: Final = "Changed"
CHANGED_COLUMNS: Final = ("Which", "What", "Now", "Then")
ADDED_TITLE: Final = "New"
REMOVED_TITLE: Final = "Removed"
ID_COLUMNS: Final = ("Name", "Id")
PROBLEMS_TITLE: Final = {"mentors": "Bad rows", "cards": "Bad files"}
PROBLEMS_COLUMN: Final = "Where and why"
PROBLEMS_LEFT_OUT: Final = "What is bad is left out; everything else is imported."
PROBLEMS_BLOCK: Final = (
    "Mend them first. A file that also removes what is not in it would remove those whose rows are bad."
)
CONFIRM: Final = "Yes, import this"
WITHDRAW: Final = "No, forget the file"
IMPORTED: Final = "Imported: {added} added, {updated} changed, {removed} removed."
WITHDRAWN: Final = "The file is forgotten. Nothing was changed."
DONE_ALREADY: Final = "This file was imported: {added} added, {updated} changed, {removed} removed."
UPLOAD_TITLE: Final = "Not uploaded"
UPLOAD_TOO_LARGE: Final = (
    "The files hold more than 10 MB. Nothing was changed. Split them and import them one after the other."
)
UPLOAD_UNREADABLE: Final = "The upload broke off or was no file. Nothing was changed. Please try again."

# Knowledge

KNOWLEDGE_INTRO: Final = "Short texts that may already answer a mentee. Read each again within half a year."
FIND_CARDS_HINT: Final = "title, topic, source"
CARD_STANDINGS: Final = {"": "All", "due": "Review due", "active": "In search", "deactivated": "Out of search"}
CARDS_EMPTY: Final = "No card fits. Change the words above, or import cards."
CARD_COLUMNS: Final = ("Title", "Topics", "For", "Reviewed", "Review", "Standing", "")
DUE: Final = "Review due"
DUE_BY: Final = "by {day}"
IN_SEARCH: Final = "In search"
OUT_OF_SEARCH: Final = "Out of search"
REVIEWED_TODAY: Final = "Reviewed today"
REVIEWED: Final = "{title} counts as reviewed today."
REVIEWED_BEFORE: Final = "{title} was marked as reviewed today already."
REVIEW_NOTE: Final = "Reviewed on {day}. Say so when you have read it and its sources again."
CARD_FIELDS: Final = {
    "title": "Title",
    "topics": "Topics",
    "sources": "Sources",
    "body": "Text (Markdown, a ## heading for each idea)",
}
AUDIENCE: Final = "For"
AUDIENCES: Final = {"mentee": "Mentees", "mentor": "Mentors"}
CARD_PREVIEW: Final = "How it reads"
CARD_PREVIEW_FAULT: Final = "This cannot be saved yet."
CARD_OUT: Final = "Take it out of search"
CARD_OUT_NOTE: Final = "Out of search, nobody is shown it any more. It is kept, and you can take that back."
CARD_IN: Final = "Back into search"
CARD_IN_NOTE: Final = "It was taken out of search {when}."
CARD_WENT: Final = "{title} is out of search."
CARD_CAME: Final = "{title} is back in search."
EDIT_NO_REVIEW: Final = "Saving is no review: the day of the last review stays."

# Log

LOG_INTRO: Final = "Every change by an owner, newest first. Lines are only ever added."
LOG_KIND: Final = "About"
LOG_KINDS: Final = {
    "": "Everything",
    "person": "Accounts",
    "mentor": "Mentors",
    "card": "Cards",
    "import": "Imports",
    "case": "Evaluation cases",
    "release": "Releases",
    "request": "Requests",
    "round": "Cohort rounds",
}
LOG_WHO: Final = "Who"
LOG_ANYBODY: Final = "Anybody"
LOG_COLUMNS: Final = ("When", "Who", "What", "About", "Details")
LOG_TITLE: Final = "Changes"
LOG_EMPTY: Final = "Nothing of that kind was changed yet."
LOG_OLDER: Final = "Older changes"
LOG_NEWEST: Final = "Back to the newest"
SOMEBODY_LEFT: Final = "somebody who left"
SOMETHING_GONE: Final = {"person": "somebody who left", "mentor": "a mentor who left", "card": "a card that is gone"}
HISTORY: Final = "Who changed it"
HISTORY_EMPTY: Final = "Nobody changed it here yet."
HISTORY_MORE: Final = "All changes"
ACTIONS: Final[Mapping[str, str]] = {
    "add_person": "Added an account",
    "edit_person": "Edited an account",
    "deactivate_person": "Deactivated an account",
    "reactivate_person": "Reactivated an account",
    "edit_mentor": "Edited a mentor",
    "deactivate_mentor": "Deactivated a mentor",
    "reactivate_mentor": "Reactivated a mentor",
    "import_mentor": "Imported a mentor",
    "edit_card": "Edited a card",
    "review_card": "Reviewed a card",
    "deactivate_card": "Took a card out of search",
    "reactivate_card": "Put a card back into search",
    "import_card": "Imported a card",
    "take_import": "Imported a file",
    "return_request": "Returned a request to the pool",
    "restore_request": "Gave a request back to its mentor",
    "offer_round": "Sent out a cohort round",
    "sign_off_release": "Signed a release off",
    "refuse_release": "Refused a release",
}


def done(action: str) -> str:
    """Return what an action of the log is called: its own words, or the action read as words."""
    return ACTIONS.get(action) or action.replace("_", " ").capitalize()


def counted(kind: str, what: str, many: int) -> str:
    """Return how many there are of what an import changes."""
    one, several = COUNTED[kind][what]
    return one if many == 1 else several.format(many)
