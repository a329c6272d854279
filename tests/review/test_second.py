from __future__ import annotations

import pytest
from sklearn.metrics import cohen_kappa_score

from assistant.domain.reviews import READING_VERDICTS, ReadingVerdict
from assistant.errors import AlreadyExists, Conflict, InvalidInput, NotAllowed, NotFound
from assistant.review import (
    CaseAddress,
    agreement,
    answer_second_reading,
    correct_score,
    next_to_read,
    open_case,
    queue_for_second_reader,
)
from assistant.review.second import READ_TWICE_MIN
from tests.review.conftest import AT_FAULT, Reviewed
from tests.run_builders import FLAGGED


def test_a_queued_case_goes_to_the_other_owner_without_what_the_first_said(reviewed: Reviewed) -> None:
    queue_for_second_reader(reviewed.desk, reviewed.olga, AT_FAULT, verdict="wrong", note="It should flag this.")
    assert next_to_read(reviewed.desk, reviewed.olga) is None
    task = next_to_read(reviewed.desk, reviewed.omar)
    assert task is not None
    assert (task.at, task.case.id, task.run_label, task.waiting) == (AT_FAULT, "c-001", "Version 3", 1)
    assert "It should flag this." not in repr(task)


def test_an_open_case_hides_what_others_said_from_who_owes_a_reading(reviewed: Reviewed) -> None:
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason="It is right.")
    read = queue_for_second_reader(reviewed.desk, reviewed.olga, AT_FAULT, verdict="right")
    hers, his = (open_case(reviewed.desk, who, AT_FAULT) for who in (reviewed.olga, reviewed.omar))
    assert (hers.owes_reading, len(hers.reads), len(hers.corrections)) == (None, 1, 1)
    assert his.owes_reading is not None
    assert (his.owes_reading.id, his.reads, his.corrections, his.scores[0].stands) == (read.id, (), (), 0.0)
    answer_second_reading(reviewed.desk, reviewed.omar, read.id, verdict="wrong")
    his = open_case(reviewed.desk, reviewed.omar, AT_FAULT)
    assert (his.owes_reading, len(his.corrections)) == (None, 1)
    (named,) = his.reads
    assert (named.first_by_name, named.second_by_name) == ("Olga", "Omar")


def test_both_readings_are_shown_once_the_second_is_given(reviewed: Reviewed) -> None:
    read = queue_for_second_reader(reviewed.desk, reviewed.olga, AT_FAULT, verdict="wrong", note="Flag it.")
    both = answer_second_reading(reviewed.desk, reviewed.omar, read.id, verdict="partly", note="Hard to say.")
    assert both.second is not None
    assert [(one.by, one.verdict, one.note) for one in (both.first, both.second)] == [
        ("olga", "wrong", "Flag it."),
        ("omar", "partly", "Hard to say."),
    ]
    assert next_to_read(reviewed.desk, reviewed.omar) is None
    assert reviewed.logged() == [
        ("queue_second_reading", "conflicts/c-001"),
        ("answer_second_reading", "conflicts/c-001"),
    ]


def test_nobody_is_their_own_second_reader_while_there_is_another_owner(reviewed: Reviewed) -> None:
    read = queue_for_second_reader(reviewed.desk, reviewed.olga, AT_FAULT, verdict="wrong")
    with pytest.raises(NotAllowed):
        answer_second_reading(reviewed.desk, reviewed.olga, read.id, verdict="wrong")
    reviewed.store.remove_person("omar")
    task = next_to_read(reviewed.desk, reviewed.olga)
    assert task is not None
    answer_second_reading(reviewed.desk, reviewed.olga, task.read_id, verdict="wrong")
    found = agreement(reviewed.desk, reviewed.olga)
    assert (found.n, found.by_one_person) == (0, 1)


def test_the_case_that_waits_longest_comes_first(reviewed: Reviewed) -> None:
    for case_id in ("c-005", "c-002"):
        queue_for_second_reader(
            reviewed.desk, reviewed.olga, CaseAddress(reviewed.worsened, "conflicts", case_id), verdict="wrong"
        )
    queue_for_second_reader(reviewed.desk, reviewed.omar, AT_FAULT, verdict="wrong")
    task = next_to_read(reviewed.desk, reviewed.omar)
    assert task is not None
    assert (task.case.id, task.waiting) == ("c-005", 2)


def test_what_is_gone_taken_or_senseless_is_refused(reviewed: Reviewed) -> None:
    read = queue_for_second_reader(reviewed.desk, reviewed.olga, AT_FAULT, verdict="wrong")
    with pytest.raises(AlreadyExists):
        queue_for_second_reader(reviewed.desk, reviewed.omar, AT_FAULT, verdict="right")
    with pytest.raises(InvalidInput):
        answer_second_reading(reviewed.desk, reviewed.omar, read.id, verdict="perhaps")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        answer_second_reading(reviewed.desk, reviewed.omar, "nothing", verdict="right")
    gone = CaseAddress(reviewed.worsened, "conflicts", "c-999")
    with pytest.raises(NotFound):
        queue_for_second_reader(reviewed.desk, reviewed.olga, gone, verdict="right")
    answer_second_reading(reviewed.desk, reviewed.omar, read.id, verdict="right")
    with pytest.raises(Conflict):
        answer_second_reading(reviewed.desk, reviewed.omar, read.id, verdict="wrong")


def verdicts(n: int) -> list[tuple[ReadingVerdict, ReadingVerdict]]:
    """Return n pairs of verdicts, every fifth apart."""
    return [(READING_VERDICTS[one % 3], READING_VERDICTS[(one + (one % 5 == 0)) % 3]) for one in range(n)]


def test_agreement_is_share_and_kappa_with_intervals(reviewed: Reviewed) -> None:
    pairs = verdicts(40)
    for n, (first, second) in enumerate(pairs):
        reviewed.read_twice(f"c-{n:03}", first, second)
    found = agreement(reviewed.desk, reviewed.olga)
    assert found.share is not None
    assert found.kappa is not None
    levels = [[READING_VERDICTS.index(pair[side]) for pair in pairs] for side in (0, 1)]
    assert found.share.value == pytest.approx(0.8)
    assert found.kappa.value == pytest.approx(cohen_kappa_score(*levels, weights="quadratic"))
    for one in (found.share, found.kappa):
        assert one.n == found.n == 40
        assert one.low is not None
        assert one.high is not None
        assert one.value is not None
        assert one.low < one.value < one.high
    assert len(found.apart) == 8
    assert found.apart[0].case_id == "c-035"
    assert agreement(reviewed.desk, reviewed.olga, suite="safety").n == 0


def test_few_second_readings_are_too_few_to_say(reviewed: Reviewed) -> None:
    for n, (first, second) in enumerate(verdicts(READ_TWICE_MIN - 1)):
        reviewed.read_twice(f"c-{n:03}", first, second)
    found = agreement(reviewed.desk, reviewed.olga)
    assert (found.n, found.share, found.kappa) == (READ_TWICE_MIN - 1, None, None)


def test_one_verdict_throughout_says_nothing_of_kappa(reviewed: Reviewed) -> None:
    for n in range(READ_TWICE_MIN):
        reviewed.read_twice(f"c-{n:03}", "right", "right")
    found = agreement(reviewed.desk, reviewed.olga)
    assert found.share is not None
    assert found.kappa is not None
    assert (found.share.value, found.kappa.value) == (1.0, None)
