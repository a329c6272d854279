"""One version against another: the verdict, every measure, for whom it works, the decision."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.clock import new_id
from assistant.domain.evaluation import SUITES
from assistant.domain.people import Person
from assistant.evaluation.capabilities import PLAIN_NAMES
from assistant.review import ReleaseCheck, list_runs, release_check
from assistant.web.owner.release import words as said
from assistant.web.owner.release.place import ReleasePlace, group_field
from assistant.web.owner.release.tables import changed_rows, comparison_rows, groups_table
from assistant.web.owner.view import OwnerPage
from assistant.web.parts import WebParts
from assistant.web.templates import render


def check_page(
    parts: WebParts, person: Person, turned: ReleasePlace, *, typed: Mapping[str, str] | None = None
) -> OwnerPage:
    """Show a version against another; `typed` brings back what was typed into a decision that needs a confirmation."""
    check = release_check(parts.review_desk, person, turned.run, against=turned.against, chosen=turned.chosen)
    if turned.place.get("list") == "changed":
        return _cases_page(check, turned)
    work = render(
        "release_check",
        turn=new_id(),
        place=turned.place,
        turned=turned,
        check=check,
        refusing=[reason for reason in check.verdict.reasons if reason.refuses],
        unsure=[reason for reason in check.verdict.reasons if not reason.refuses],
        capabilities=[(PLAIN_NAMES[suite], *said.STANDINGS[standing]) for suite, standing in check.verdict.by_suite],
        runs=[one.run for one in list_runs(parts.review_desk, person) if one.run.id != turned.run],
        fields={name: group_field(name) for name in check.dimensions},
        typed=typed,
    )
    measures = render(
        "release_measures", turn=new_id(), place=turned.place, table=comparison_rows(check, turned), check=check
    )
    return OwnerPage(work, measures, _whom_page(parts, person, turned, check))


def _cases_page(check: ReleaseCheck, turned: ReleasePlace) -> OwnerPage:
    return OwnerPage(
        render(
            "release_cases",
            turn=new_id(),
            place=turned.place,
            label=check.comparison.now.label,
            table=changed_rows(check, turned),
        )
    )


def _whom_page(parts: WebParts, person: Person, turned: ReleasePlace, check: ReleaseCheck) -> str:
    has_groups = bool(turned.by) and turned.by in check.dimensions
    run = check.comparison.now
    measured = {suite: PLAIN_NAMES[suite] for suite in SUITES if run.suite(suite) is not None}
    has_suite = turned.suite in measured
    return render(
        "release_whom",
        turn=new_id(),
        place=turned.place,
        turned=turned,
        check=check,
        suites=measured,
        table=groups_table(parts, person, turned.place) if has_groups and has_suite else None,
    )
