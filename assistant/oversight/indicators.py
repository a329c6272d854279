"""The five indicators of a program's health.

Only weeks that are over count. Every number follows the rules of `trends` and `small_groups`: it speaks of five people
or more, or the page says that there are too few. Mentors are named where they carry too much; mentees never are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Final, Literal, Protocol

from assistant.domain.guidance import Outcome
from assistant.domain.health import CarriedMinutes, DisagreementStanding, Wait
from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.questions import READY_READINESS
from assistant.oversight import health_words as words
from assistant.oversight.health_words import LONG_WAIT_DAYS
from assistant.oversight.small_groups import shown_count
from assistant.oversight.trends import Case, Trend, Value, days_between, share, trend
from assistant.ports.store import HealthStore, MentorStore, PoolStore

IndicatorName = Literal["questions", "waiting", "load", "disagreements", "promises"]
ActionView = Literal["release", "fairness", "knowledge"]
Unit = Literal["share", "days"]

MOST_LOADED: Final = 2
OVERLOAD_SHARE: Final = 0.3
"""Share of all minutes from which the most loaded carry too much, if it is `OVERLOAD_TIMES` their equal part as well."""
OVERLOAD_TIMES: Final = 3.0
READY_ENOUGH: Final = 0.6
KEPT_ENOUGH: Final = 0.5
EVENNESS_TO_TRY: Final = "0.75"
"""Where the slider between best fit and equal load stands when an owner comes from an overload."""
_KEPT: Final[frozenset[Outcome]] = frozenset({"done", "adapted"})


class ProgramStore(HealthStore, MentorStore, PoolStore, Protocol):
    """The part of the store that shows how the program goes."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, and the owner's view where it is done, turned to `params`."""

    text: str
    view: ActionView
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes:
        trend: Shares are 0 to 1.0, days are days; empty when there are too few people.
        sentence: How it goes, in plain words.
        beside: Further facts, a sentence each.
        names_mentors: Whether mentors are named in the sentence.
    """

    name: IndicatorName
    unit: Unit
    trend: Trend
    sentence: str
    action: Action
    beside: tuple[str, ...] = ()
    names_mentors: bool = False


@dataclass(frozen=True, slots=True)
class Burden:
    """How minutes are spread over mentors in the weeks that count as now.

    Attributes:
        trend: Share of the minutes that the `MOST_LOADED` mentors of each stretch carry.
        share: The same now, 0.0 when too few people are behind it.
        names: Whom to name, the most loaded first; empty when nobody carries too much.
        used: Fraction of the minutes mentors offer that sessions used.
        peak_to_mean: Most minutes of one mentor over the mean of all.
    """

    trend: Trend = field(default_factory=Trend)
    share: float = 0.0
    names: tuple[str, ...] = ()
    used: float = 0.0
    peak_to_mean: float = 0.0

    @property
    def is_overload(self) -> bool:
        """Tell whether the most loaded carry too much."""
        return bool(self.names)


def questions(store: ProgramStore, weeks: Sequence[date]) -> Indicator:
    """Return how many questions are ready for a mentor after the chat, beside how many were before."""
    cases = [Case(one.mentee_id, week_of(one.at), one) for one in store.readiness_since(_start_of(weeks[0]))]
    after = trend(cases, weeks, lambda own, _: share([one.value.last >= READY_READINESS for one in own]))
    before = trend(cases, weeks, lambda own, _: share([one.value.first >= READY_READINESS for one in own]))
    is_low = after.now is not None and after.now.value.value < READY_ENOUGH
    text = words.SEE_WHAT_THE_CHAT_MISSES if is_low else words.SEE_WHETHER_IT_STAYS
    action = Action(text, "release", {"suite": "preparation"})
    return Indicator("questions", "share", after, words.questions(before.now, after.now), action)


def waits(store: ProgramStore, weeks: Sequence[date]) -> list[Wait]:
    """Return the waits that ended in these weeks or go on."""
    return store.waits_since(_start_of(weeks[0]))


def waiting(found: Sequence[Wait], weeks: Sequence[date], *, long: int | None) -> Indicator:
    """Return how long it takes from asking to a yes, counted in the week of the yes; `long` is of `waiting_long`."""
    cases = [
        Case(one.mentee_id, week_of(one.accepted_at), days_between(one.asked_at, one.accepted_at))
        for one in found
        if one.accepted_at is not None
    ]
    days = trend(cases, weeks, _median_days)
    days_shown = {"days": str(LONG_WAIT_DAYS)}
    action = Action(words.SEE_WHO_WAITS if long == 0 else words.OFFER_WAITING, "fairness", days_shown)
    return Indicator("waiting", "days", days, words.waiting(days.now), action, (words.waiting_long(long),))


def waiting_long(store: ProgramStore, found: Sequence[Wait], *, now: datetime) -> int | None:
    """Return how many mentees wait for a first yes longer than `LONG_WAIT_DAYS`, None for one to four."""
    asked = [(one.mentee_id, one.asked_at) for one in found if one.accepted_at is None]
    pooled = [(one.mentee_id, one.waited_since) for one in store.pool_entries()]
    return shown_count(sorted({who for who, since in asked + pooled if days_between(since, now) > LONG_WAIT_DAYS}))


def burden(store: ProgramStore, weeks: Sequence[date]) -> Burden:
    """Return how the minutes of the last weeks are spread over mentors."""
    carried = [Case(one.mentee_id, one.week, one) for one in store.carried_minutes(weeks[0])]
    shares = trend(carried, weeks, _share_of_most_loaded)
    if shares.now is None:
        return Burden()
    now = [one.value for one in carried if shares.now.first <= one.week <= shares.now.last]
    own, minutes = [week for week in weeks if week >= shares.now.first], _by_mentor(now)
    loads = [load for load in store.mentor_loads(since=own[0]) if load.profile.accepting or load.profile.id in minutes]
    names, total = {load.profile.id: load.profile.name for load in loads}, sum(minutes.values())
    equal = MOST_LOADED / max(1, len(loads))
    is_overload = shares.now.value.value >= max(OVERLOAD_SHARE, OVERLOAD_TIMES * equal)
    most = [names[one] for one, _ in minutes.most_common(MOST_LOADED) if one in names]
    return Burden(
        trend=shares,
        share=shares.now.value.value,
        names=tuple(most) if is_overload else (),
        used=total / max(1, sum(_offered(load, own) for load in loads)),
        peak_to_mean=max(minutes.values()) * len(loads) / total,
    )


def load(store: ProgramStore, spread: Burden, weeks: Sequence[date]) -> Indicator:
    """Return how much of what mentors offer is used, who carries it, and who has had a first session."""
    first = store.first_session_weeks()
    begun = sum(weeks[0] <= week <= weeks[-1] for week in first.values())
    idle = sum(one.accepting and one.id not in first for one in store.mentors())
    sentence = words.load(spread.share, spread.names) if spread.trend.now else words.TOO_FEW
    facts = (words.used(spread.used, spread.peak_to_mean),) if spread.trend.now else ()
    action = (
        Action(words.EVEN_LOAD, "fairness", {"evenness": EVENNESS_TO_TRY})
        if spread.is_overload
        else Action(words.GIVE_NEW_MENTORS_A_SESSION, "fairness")
    )
    beside = (*facts, words.first_sessions(begun, idle))
    return Indicator("load", "share", spread.trend, sentence, action, beside, names_mentors=bool(spread.names))


def disagreements(store: ProgramStore, weeks: Sequence[date]) -> Indicator:
    """Return how long mentees take to decide, counted in the week of the decision, and how much is open."""
    standings = store.disagreement_standings()
    cases = [
        Case(one.mentee_id, week_of(one.decided_at), days_between(one.found_at, one.decided_at))
        for one in standings
        if one.decided_at is not None
    ]
    days = trend(cases, weeks, _median_days)
    action = Action(words.SEE_WHETHER_CARDS_ARE_RIGHT, "release", {"suite": "conflicts"})
    beside = (_decided_part(standings),)
    return Indicator("disagreements", "days", days, words.disagreements(days.now), action, beside)


def promises(store: ProgramStore, weeks: Sequence[date]) -> Indicator:
    """Return how many promises were kept, as they were or adapted, of those that were due and answered."""
    due = store.due_promises(since=weeks[0], until=weeks[-1] + timedelta(days=7))
    answered = [Case(one.mentee_id, _monday(one.due), one.outcome in _KEPT) for one in due if one.outcome is not None]
    kept = trend(answered, weeks, lambda own, _: share([one.value for one in own]))
    silent = shown_count([one.mentee_id for one in due if one.outcome is None])
    is_low = kept.now is not None and kept.now.value.value < KEPT_ENOUGH
    text = words.WRITE_A_CARD_ON_FIRST_STEPS if is_low else words.SEE_CARDS_ON_FIRST_STEPS
    action = Action(text, "knowledge", {"find": "first step"})
    return Indicator("promises", "share", kept, words.promises(kept.now), action, (words.unanswered(silent),))


def _decided_part(standings: Sequence[DisagreementStanding]) -> str:
    """Say which part is decided: no numbers, which could be taken from those of a table by label."""
    is_open = shown_count([one.mentee_id for one in standings if one.decided_at is None])
    decided = shown_count([one.mentee_id for one in standings if one.decided_at is not None])
    if is_open is None or decided is None or not standings:
        return words.CARDS_TOO_FEW
    return words.decided_part(decided / (is_open + decided))


def _median_days(cases: Sequence[Case[float]], _weeks: Sequence[date]) -> Value:
    return Value(median(case.value for case in cases))


def _share_of_most_loaded(cases: Sequence[Case[CarriedMinutes]], _weeks: Sequence[date]) -> Value:
    minutes = _by_mentor([case.value for case in cases])
    return Value(sum(many for _, many in minutes.most_common(MOST_LOADED)) / sum(minutes.values()))


def _by_mentor(carried: Sequence[CarriedMinutes]) -> Counter[str]:
    minutes: Counter[str] = Counter()
    for one in carried:
        minutes[one.mentor_id] += one.minutes
    return minutes


def _offered(one: MentorLoad, weeks: Sequence[date]) -> int:
    """Return the minutes a mentor offers this program in these weeks, what is promised elsewhere left out."""
    booked = replace(one, accepted=())
    return sum(booked.free_minutes(week) for week in weeks)


def _start_of(monday: date) -> datetime:
    return datetime.combine(monday, time(), tzinfo=UTC)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
