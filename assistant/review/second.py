"""Read cases twice: the second reader answers before they see what the first one said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import new_id
from assistant.domain.evaluation import CaseResult, Measurement, Metric, Suite
from assistant.domain.people import Person
from assistant.domain.reviews import READING_VERDICTS, Reading, ReadingVerdict, SecondRead
from assistant.errors import AlreadyExists, InvalidInput, NotAllowed, NotFound
from assistant.evaluation.measure import confusion_tally, measure
from assistant.review.desk import CaseAddress, ReviewDesk, case_at, case_line, checked_words

READ_TWICE_MIN: Final = 20
"""Cases read by two people under which agreement is too few to say."""
_SHARE: Final = Metric("same verdict")
_KAPPA: Final = Metric("Cohen's kappa with quadratic weights", kind="kappa")


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A case to read, without what anybody said of it.

    Attributes:
        case: As the log has it.
        waiting: How many cases wait for this reader, this one among them.
    """

    read_id: str
    at: CaseAddress
    run_label: str
    case: CaseResult
    waiting: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people say the same.

    Attributes:
        n: Cases read by two different people.
        by_one_person: Cases that one person read twice; they do not count.
        share: Of `n`, those with the same verdict, with its interval; None where `n` is too few to say.
        kappa: Cohen's kappa; None likewise, its value None when only one verdict was ever given.
        apart: Read by two who differ, the latest first.
    """

    n: int
    by_one_person: int
    share: Measurement | None
    kappa: Measurement | None
    apart: tuple[SecondRead, ...]


def queue_for_second_reader(
    desk: ReviewDesk, person: Person | None, at: CaseAddress, *, verdict: ReadingVerdict, note: str = ""
) -> SecondRead:
    """Keep one's own reading of what came of a case, and let it wait for somebody else's.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such case.
        AlreadyExists: It waits already; `next_to_read` may give it to this person.
        InvalidInput: The verdict is none of the three, or the note is too long.
    """
    owner = require_role(person, "owner")
    case_at(desk, at)
    first = _reading(desk, owner, verdict, note)
    read = SecondRead(new_id(), at.run_id, at.suite, at.case_id, first)
    try:
        desk.store.queue_second_read(read, line=case_line(desk, owner, "queue_second_reading", at, {}))
    except AlreadyExists as error:
        raise AlreadyExists(str(error), for_people="This case waits for a second reader already.") from error
    return read


def next_to_read(desk: ReviewDesk, person: Person | None) -> ReadingTask | None:
    """Return the case that waits longest for this reader, None when none does. Raises NotSignedIn, NotAllowed.

    Nobody reads what they queued themselves, unless they are the only owner.
    """
    owner = require_role(person, "owner")
    waiting = [one for one in waiting_for(desk, owner) if _case(desk, one) is not None]
    if not waiting:
        return None
    read = waiting[0]
    at, run = _at(read), desk.runs.run(read.run_id)
    return ReadingTask(read.id, at, run.label if run else read.run_id, case_at(desk, at), len(waiting))


def answer_second_reading(
    desk: ReviewDesk, person: Person | None, read_id: str, *, verdict: ReadingVerdict, note: str = ""
) -> SecondRead:
    """Keep the second reading and return both.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner, or the first reader while there is another owner.
        NotFound: No such case waits.
        Conflict: Somebody read it in the meantime.
        InvalidInput: The verdict is none of the three, or the note is too long.
    """
    owner = require_role(person, "owner")
    read = desk.store.second_read(read_id)
    if read is None:
        raise NotFound(f"No case waits under {read_id!r}.")
    if read.first.by == owner.id and not _is_only_owner(desk, owner):
        raise NotAllowed(
            f"The person {owner.id!r} is the first reader of {read_id!r}.",
            for_people="You read this case first; somebody else has to be the second reader.",
        )
    second = _reading(desk, owner, verdict, note)
    line = case_line(desk, owner, "answer_second_reading", _at(read), {})
    return desk.store.answer_second_read(read_id, second, line=line)


def agreement(desk: ReviewDesk, person: Person | None, *, suite: Suite | None = None) -> Agreement:
    """Say how far first and second readers agree, over all runs. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    reads = [one for one in desk.store.second_reads() if one.second is not None and suite in (None, one.suite)]
    return agreement_of(reads)


def agreement_of(reads: Sequence[SecondRead]) -> Agreement:
    """Return the agreement over answered readings, in the order they were queued."""
    pairs = [(one, one.first, one.second) for one in reads if one.second is not None]
    by_two = [(read, first, second) for read, first, second in pairs if first.by != second.by]
    share = kappa = None
    if len(by_two) >= READ_TWICE_MIN:
        cases = [_as_case(read, first, second) for read, first, second in by_two]
        share, kappa = measure(_SHARE, cases), measure(_KAPPA, cases)
    apart = tuple(read for read, first, second in reversed(by_two) if first.verdict != second.verdict)
    return Agreement(len(by_two), len(pairs) - len(by_two), share, kappa, apart)


def waiting_for(desk: ReviewDesk, owner: Person) -> list[SecondRead]:
    """Return the cases that wait for this owner, in the order they were queued."""
    waiting = [one for one in desk.store.second_reads() if one.second is None]
    is_alone = bool(waiting) and _is_only_owner(desk, owner)
    return [one for one in waiting if is_alone or one.first.by != owner.id]


def _is_only_owner(desk: ReviewDesk, owner: Person) -> bool:
    others = (kept.value for kept in desk.store.accounts() if kept.is_active and kept.value.id != owner.id)
    return not any(one.has("owner") for one in others)


def _case(desk: ReviewDesk, read: SecondRead) -> CaseResult | None:
    return desk.runs.case(read.run_id, read.suite, read.case_id)


def _at(read: SecondRead) -> CaseAddress:
    return CaseAddress(read.run_id, read.suite, read.case_id)


def _reading(desk: ReviewDesk, owner: Person, verdict: ReadingVerdict, note: str) -> Reading:
    if verdict not in READING_VERDICTS:
        raise InvalidInput(f"The verdict {verdict!r} was given; expected one of {', '.join(READING_VERDICTS)}.")
    return Reading(owner.id, verdict, checked_words(note) if note.strip() else "", desk.clock())


def _as_case(read: SecondRead, first: Reading, second: Reading) -> CaseResult:
    levels = [READING_VERDICTS.index(one.verdict) for one in (first, second)]
    tallies = {_SHARE.name: (float(levels[0] == levels[1]), 1.0), _KAPPA.name: confusion_tally(levels[:1], levels[1:])}
    return CaseResult(read.suite, read.id, input="", expected=first.verdict, got=second.verdict, tallies=tallies)
