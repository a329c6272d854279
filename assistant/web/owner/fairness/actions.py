"""What an owner does about load: return requests, undo that, plan a round, offer it."""

from __future__ import annotations

from assistant.domain.rounds import ROUND_RULES
from assistant.errors import InvalidInput
from assistant.oversight.pool import restore_request, return_to_pool
from assistant.oversight.rounds import PlannedRound, offer_round, plan_round
from assistant.oversight.seats import RoundWish
from assistant.web.owner.fairness import words
from assistant.web.owner.fairness.page import Waiting, waiting_part, what_if_part, whole
from assistant.web.owner.fairness.page import evenness_of as standing
from assistant.web.owner.place import OwnerPlace
from assistant.web.owner.view import OwnerOutcome, OwnerPage, OwnerWish
from assistant.web.visit import Notice


def move_slider(wish: OwnerWish) -> OwnerOutcome:
    """Answer the slider."""
    asked = OwnerPlace("fairness", (("evenness", wish.get("evenness")),)) if wish.get("evenness") else wish.place
    return OwnerOutcome(wish.place, page=OwnerPage(detail=what_if_part(wish.parts, wish.person, standing(asked))))


def return_request(wish: OwnerWish) -> OwnerOutcome:
    """Return a request to the pool; a plan made before is out of date."""
    return_to_pool(wish.parts.store, wish.person, wish.get("request"), clock=wish.parts.clock)
    return OwnerOutcome(wish.place.turned(round=""), Notice(words.RETURNED))


def undo_return(wish: OwnerWish) -> OwnerOutcome:
    """Let a returned request wait for its mentor again."""
    restore_request(wish.parts.store, wish.person, wish.get("entry"), clock=wish.parts.clock)
    return OwnerOutcome(wish.place.turned(round=""), Notice(words.UNDONE))


def plan(wish: OwnerWish) -> OwnerOutcome:
    """Plan a round and show the plan, or why there is none; the form stays as it was typed."""
    asked = round_wish(wish)
    found = plan_round(wish.parts.fairness_desk, wish.person, asked)
    is_plan = isinstance(found, PlannedRound)
    place = wish.place.turned(round=found.round.id if isinstance(found, PlannedRound) else "")
    shown = Waiting(asked, None if isinstance(found, PlannedRound) else found)
    notice = None if is_plan else Notice(words.NO_PLAN, "problem")
    return OwnerOutcome(place, notice, OwnerPage(below=waiting_part(wish.parts, wish.person, place, shown)))


def offer(wish: OwnerWish) -> OwnerOutcome:
    """Offer the sessions of a plan."""
    offered = offer_round(wish.parts.fairness_desk, wish.person, wish.get("round"))
    count = sum(row.outcome == "offered" for row in offered.rows)
    passed = len(offered.rows) - count
    said = words.OFFERED_SOME.format(count=count, passed=passed) if passed else words.OFFERED.format(count=count)
    return OwnerOutcome(wish.place.turned(round=offered.round.id, mentor=""), Notice(said))


def round_wish(wish: OwnerWish) -> RoundWish:
    """Read the form of a round. Raises InvalidInput."""
    rule = next((one for one in ROUND_RULES if one == wish.get("rule")), None)
    if rule is None:
        raise InvalidInput(f"found the rule {wish.get('rule')!r}, expected one of {', '.join(ROUND_RULES)}")
    older = wish.get("older").strip()
    return RoundWish(
        rule=rule,
        sessions_min=whole(wish.get("least")),
        sessions_max=whole(wish.get("most")),
        weeks=whole(wish.get("weeks")),
        older_than_days=whole(older) if older else None,
        shared_hours_min=whole(wish.get("hours")),
        apart=wish.get("apart"),
        may_leave_out=bool(wish.get("leave_out")),
    )
