"""What owners do in the release view: begin a run, put a case right, ask for a second reading, decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.accounts import require_role
from assistant.domain.reviews import READING_VERDICTS, Choice, ReadingVerdict
from assistant.errors import Conflict, InvalidInput
from assistant.review import (
    NEEDS_CONFIRMATION,
    CaseAddress,
    answer_second_reading,
    correct_label,
    correct_score,
    decide_release,
    next_to_read,
    open_case,
    queue_for_second_reader,
    take_back,
)
from assistant.web import words
from assistant.web.owner.release import words as said
from assistant.web.owner.release.check_page import check_page
from assistant.web.owner.release.overview import MEASURED, QUICK, running_page
from assistant.web.owner.release.place import read_release_place
from assistant.web.owner.view import OwnerAction, OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.visit import Notice

_LEVEL_FIELD: Final = "level-"


def _check_version(wish: OwnerWish) -> OwnerOutcome:
    """Begin to measure this version, or the damaged one for practice."""
    require_role(wish.person, "owner")
    runner = wish.parts.evaluation_runner
    if runner is None:
        raise InvalidInput("versions cannot be measured here", for_people=said.CHECK_UNAVAILABLE)
    suites = MEASURED if wish.get("what") == "all" else QUICK
    if wish.get("practice") and wish.parts.is_demo:
        label, weights = said.PRACTICE_LABEL, wish.parts.practice_weights()
    else:
        label, weights = wish.get("label").strip() or said.CHECK_LABEL_DEFAULT, None
    runner.start(label, suites, weights=weights)
    return OwnerOutcome(
        wish.place, Notice(said.STARTED.format(label=label)), OwnerPage(detail=running_page(wish.parts))
    )


def _check_progress(wish: OwnerWish) -> OwnerOutcome:
    """Say how far the run is; when it has ended, show everything anew."""
    runner = wish.parts.evaluation_runner
    progress = None if runner is None else runner.progress()
    if progress is not None and progress.status == "running":
        return OwnerOutcome(wish.place, page=OwnerPage(detail=running_page(wish.parts)))
    return OwnerOutcome(wish.place)


def _decide(wish: OwnerWish) -> OwnerOutcome:
    """Sign a version off, or refuse it."""
    turned = read_release_place(wish.place)
    choice: Choice = "signed_off" if wish.get("choice") == "signed_off" else "refused"
    try:
        decide_release(
            wish.parts.review_desk,
            wish.person,
            turned.run,
            choice=choice,
            reason=wish.get("reason"),
            against=turned.against,
            is_confirmed=wish.get("confirmed") == "yes",
        )
    except Conflict as error:
        if error.code != NEEDS_CONFIRMATION:
            raise
        page = check_page(wish.parts, wish.person, turned, typed=wish.detail)
        return OwnerOutcome(wish.place, Notice(error.for_people, "problem"), OwnerPage(work=page.work))
    run = wish.parts.review_desk.runs.run(turned.run)
    note = said.SIGNED_NOTE if choice == "signed_off" else said.REFUSED_NOTE
    return OwnerOutcome(wish.place, Notice(note.format(label=run.label if run else turned.run)))


def _put_right(wish: OwnerWish) -> OwnerOutcome:
    """Correct a score, or the label with the score that follows."""
    at, desk = _case_of(wish), wish.parts.review_desk
    metric, label, reason = wish.get("metric"), wish.get("label").strip(), wish.get("reason")
    view = open_case(desk, wish.person, at)
    levels = [
        int(value)
        for name, value in sorted(wish.detail.items(), key=_level_order)
        if name.startswith(_LEVEL_FIELD) and value.isdigit()
    ]
    if not levels and label in ("", view.stands.case.expected.strip()):
        correct_score(desk, wish.person, at, metric, score=_score(wish.get("score")), reason=reason)
    else:
        score = None if levels else _score(wish.get("score"))
        correct_label(desk, wish.person, at, metric, label=label, reason=reason, score=score, levels=levels or None)
    return OwnerOutcome(wish.place, Notice(said.CORRECTED_NOTE))


def _take_back(wish: OwnerWish) -> OwnerOutcome:
    """Take a correction back."""
    take_back(wish.parts.review_desk, wish.person, wish.get("correction"))
    return OwnerOutcome(wish.place, Notice(said.TAKEN_BACK_NOTE))


def _queue_reading(wish: OwnerWish) -> OwnerOutcome:
    """Keep one's own reading and let the case wait for somebody else's."""
    queue_for_second_reader(
        wish.parts.review_desk, wish.person, _case_of(wish), verdict=_verdict(wish), note=wish.get("note")
    )
    return OwnerOutcome(wish.place, Notice(said.SECOND_QUEUED))


def _answer_reading(wish: OwnerWish) -> OwnerOutcome:
    """Keep the second reading."""
    answer_second_reading(
        wish.parts.review_desk, wish.person, wish.get("reading"), verdict=_verdict(wish), note=wish.get("note")
    )
    return OwnerOutcome(wish.place, Notice(said.SECOND_ANSWERED))


def _read_next(wish: OwnerWish) -> OwnerOutcome:
    """Go to the case that waits longest for this reader."""
    task = next_to_read(wish.parts.review_desk, wish.person)
    if task is None:
        return OwnerOutcome(wish.place.at("release"), Notice(said.SECOND_NONE))
    at = task.at
    return OwnerOutcome(wish.place.at("release", run=at.run_id, suite=at.suite, case=at.case_id))


def _case_of(wish: OwnerWish) -> CaseAddress:
    at = read_release_place(wish.place).address
    if at is None:
        raise InvalidInput("no case is open", for_people=words.UNKNOWN_ACTION)
    return at


def _score(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise InvalidInput(f"Found the score {text[:20]!r}; expected a number from 0 to 1.") from error


def _level_order(item: tuple[str, str]) -> int:
    number = item[0].removeprefix(_LEVEL_FIELD)
    return int(number) if number.isdigit() else -1


def _verdict(wish: OwnerWish) -> ReadingVerdict:
    found = next((one for one in READING_VERDICTS if one == wish.get("verdict")), None)
    if found is None:
        raise InvalidInput(f"Found the verdict {wish.get('verdict')[:20]!r}; choose one of the three.")
    return found


RELEASE_ACTIONS: Final[Mapping[str, OwnerAction]] = {
    "check_version": _check_version,
    "check_progress": _check_progress,
    "decide_release": _decide,
    "put_right": _put_right,
    "take_back_correction": _take_back,
    "queue_reading": _queue_reading,
    "answer_reading": _answer_reading,
    "read_next": _read_next,
}
"""By the name a button or form says."""
