"""One case: what was asked, expected and given, what people made of it, and the forms to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.domain.advice import DIMENSIONS
from assistant.domain.clock import new_id
from assistant.domain.evaluation import Suite
from assistant.domain.people import Person
from assistant.domain.questions import ELEMENTS
from assistant.evaluation.capabilities import PLAIN_NAMES
from assistant.evaluation.corrections import CorrectedCase
from assistant.review import CaseAddress, CaseView, changed_cases, open_case, release_check
from assistant.web.owner.release import words as said
from assistant.web.owner.release.place import ReleasePlace
from assistant.web.owner.view import OwnerPage
from assistant.web.parts import WebParts
from assistant.web.templates import render

_LEVELS_ABOUT: Final[Mapping[Suite, tuple[str, ...]]] = {"preparation": ELEMENTS, "coaching": DIMENSIONS}
"""What the levels of a suite are about, in the order of its tallies."""


def case_page(parts: WebParts, person: Person, turned: ReleasePlace, at: CaseAddress) -> OwnerPage:
    """Show one case of a version, beside what the version it is compared with gave."""
    against = turned.against or next((run.id for run in parts.review_desk.runs.runs() if run.is_baseline), None)
    view = open_case(parts.review_desk, person, at, against=against if against != at.run_id else None)
    work = render(
        "release_case",
        turn=new_id(),
        place=turned.place,
        view=view,
        title=said.CASE_OF.format(suite=PLAIN_NAMES[at.suite].capitalize(), id=at.case_id),
        before=_before(parts, view.other, against),
        has_same_answer=view.other is not None and view.other.case.got == view.case.got,
        next_url=_next_url(parts, person, turned, at),
    )
    return OwnerPage(work, _put_right_page(view, turned), _history_page(view))


def _before(parts: WebParts, other: CorrectedCase | None, against: str | None) -> tuple[str, str] | None:
    """Return the label of the other version and what came there, None when it has no such case."""
    run = None if against is None else parts.review_desk.runs.run(against)
    return None if other is None or run is None else (run.label, other.case.got)


def _next_url(parts: WebParts, person: Person, turned: ReleasePlace, at: CaseAddress) -> str:
    """Return where the next case is that went otherwise on the same measure, "" at the end."""
    if not turned.metric:
        return ""
    check = release_check(parts.review_desk, person, turned.run, against=turned.against, chosen=turned.chosen)
    changes = [
        change
        for one in changed_cases(check)
        for change in one.changes
        if (change.suite, change.metric) == (at.suite, turned.metric)
    ]
    ids = [change.case_id for change in sorted(changes, key=lambda one: one.now - one.was)]
    after = ids[ids.index(at.case_id) + 1 :] if at.case_id in ids else []
    return turned.case_url(at.suite, after[0]) if after else ""


def _put_right_page(view: CaseView, turned: ReleasePlace) -> str:
    names = _LEVELS_ABOUT.get(view.case.suite, ())
    return render("release_put_right", turn=new_id(), view=view, place=turned.place, names=names)


def _history_page(view: CaseView) -> str:
    return render("release_case_history", turn=new_id(), view=view)
