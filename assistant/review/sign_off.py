"""Sign a version off, or refuse it."""

from __future__ import annotations

from assistant.accounts.roles import require_role
from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.domain.reviews import Choice, ReleaseDecision
from assistant.errors import Conflict
from assistant.evaluation.release import Verdict
from assistant.review.check import ReleaseCheck, release_check
from assistant.review.desk import ReviewDesk, checked_words, release_line

NEEDS_CONFIRMATION = "needs_confirmation"


def decide_release(
    desk: ReviewDesk,
    person: Person | None,
    run_id: str,
    *,
    choice: Choice,
    reason: str,
    against: str | None = None,
    is_confirmed: bool = False,
) -> ReleaseDecision:
    """Keep an owner's decision about a version, with its reason; of several the last counts, and all stay.

    The check is made against the baseline, or against the run `against`. `is_confirmed` says that the person knows that
    it does not pass the version, and signs it off all the same.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run, or no baseline.
        InvalidInput: The reason is blank or too long.
        Conflict: The check does not pass the version and `is_confirmed` is False (code "needs_confirmation").
    """
    owner = require_role(person, "owner")
    words = checked_words(reason)
    check = release_check(desk, owner, run_id, against=against)
    if choice == "signed_off" and check.verdict.outcome != "passes" and not is_confirmed:
        raise _unconfirmed(run_id, check.verdict)
    decision = _decision(desk, owner, check, choice, words)
    detail = {"choice": choice, "check": decision.check, "baseline": decision.baseline_id}
    action = "sign_off_release" if choice == "signed_off" else "refuse_release"
    if decision.is_against_check:
        detail["against_check"] = "yes"
    desk.store.add_release_decision(decision, line=release_line(desk, owner, action, run_id, detail))
    return decision


def _decision(desk: ReviewDesk, owner: Person, check: ReleaseCheck, choice: Choice, reason: str) -> ReleaseDecision:
    return ReleaseDecision(
        id=new_id(),
        run_id=check.comparison.now.id,
        baseline_id=check.comparison.was.id,
        choice=choice,
        reason=reason,
        check=check.verdict.outcome,
        check_reasons=tuple(one.text for one in check.verdict.reasons),
        by=owner.id,
        at=desk.clock(),
    )


def _unconfirmed(run_id: str, verdict: Verdict) -> Conflict:
    why = " ".join(one.text for one in verdict.reasons) or "Nothing that is promised could be compared."
    return Conflict(
        f"The check does not pass the run {run_id!r}: {why}",
        for_people=f"The check does not pass this version. {why} Confirm that you sign it off all the same.",
        code=NEEDS_CONFIRMATION,
    )
