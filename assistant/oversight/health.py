"""How the program goes: two sentences, and five indicators with a trend, a sentence and one thing to do each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.accounts.roles import require_role
from assistant.domain.clock import Clock
from assistant.domain.people import Person
from assistant.oversight import health_words as words
from assistant.oversight import indicators as read
from assistant.oversight.indicators import Indicator, ProgramStore
from assistant.oversight.trends import complete_weeks


@dataclass(frozen=True, slots=True)
class Health:
    """How the program goes.

    Attributes:
        opening: Two sentences: on the newest evaluation run, and on the program.
        indicators: Always all five, in the order of `IndicatorName`.
    """

    opening: tuple[str, str]
    indicators: tuple[Indicator, ...]


def program_health(
    store: ProgramStore, person: Person | None, *, clock: Clock, newest_run: Callable[[], str]
) -> Health:
    """Return how the program goes.

    Args:
        store: Where it is read from.
        person: Who is asking.
        clock: The present.
        newest_run: Returns one sentence on the newest evaluation run.

    Raises:
        NotSignedIn, NotAllowed: Nobody, or somebody who is no owner, looks.
    """
    require_role(person, "owner")
    now = clock()
    weeks = complete_weeks(now)
    burden = read.burden(store, weeks)
    waits = read.waits(store, weeks)
    waiting_long = read.waiting_long(store, waits, now=now)
    shown = (
        read.questions(store, weeks),
        read.waiting(waits, weeks, long=waiting_long),
        read.load(store, burden, weeks),
        read.disagreements(store, weeks),
        read.promises(store, weeks),
    )
    on_program = words.on_the_program(
        overload=burden.share if burden.is_overload else None,
        waiting_long=waiting_long,
        is_known=any(one.trend.now is not None for one in shown),
    )
    return Health((newest_run(), on_program), shown)
