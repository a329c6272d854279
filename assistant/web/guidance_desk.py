"""What a mentee was told, side by side: disagreement cards, timeline, commitments, check-ins, proposals, mail."""

from __future__ import annotations

from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from assistant.checkins import my_check_ins, my_wishes
from assistant.domain.clock import new_id
from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
from assistant.guidance.cards import mentor_names, my_cards
from assistant.guidance.graduation import my_proposals
from assistant.guidance.timeline import decisions_beside, my_guidance
from assistant.web.parts import WebParts
from assistant.web.place import Place
from assistant.web.templates import render

USUAL_QUIET: Final = QuietHours(time(20), time(8))
"""What the fields of the quiet hours begin with."""


def guidance_page(parts: WebParts, person: Person, place: Place) -> str:
    """Return all that the person was told as HTML; `place.card` names the disagreement to go to."""
    store, clock = parts.store, parts.clock
    topics, check_ins = my_guidance(store, person), my_check_ins(store, person, clock=clock)
    commitments = store.commitments_of(person.id)
    names = mentor_names(store, (one.mentor_id for one in commitments))
    today = clock().astimezone(ZoneInfo(person.timezone)).date()
    wishes = my_wishes(store, person)
    side = render(
        "guidance_side",
        today=today,
        zone=person.timezone,
        commitments=commitments,
        asked={one.commitment.id for one in check_ins},
        mentors=names,
        proposals=my_proposals(store, person, clock=clock),
        wishes=wishes,
        quiet=wishes.quiet_hours or USUAL_QUIET,
    )
    return render(
        "guidance",
        turn=new_id(),
        now=clock(),
        today=today,
        topics=topics,
        beside={one.item.id: decisions_beside(topics, one.item) for topic in topics for one in topic.said},
        cards=my_cards(store, person),
        arrived=place.card,
        check_ins=check_ins,
        commitments=commitments,
        mentors=names,
        side=Markup(side),
    )
