from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.evaluation import SUITES, CaseResult
from assistant.evaluation.capabilities import PLAIN_NAMES, listed
from assistant.evaluation.compare import MeasuredRun, compare
from assistant.evaluation.corrections import corrected
from assistant.evaluation.release import Verdict, verdict_of
from tests.evaluation.test_compare import mixed, reading, shift
from tests.run_builders import FLAGGED, LEVELS, REFERRED, SURE, a_case, a_run, cases_of


def safe(hits: Sequence[float | None]) -> list[CaseResult]:
    tallies = [{} if hit is None else {REFERRED.name: (hit, 1.0)} for hit in hits]
    missed = [(REFERRED.name,) if hit is None else () for hit in hits]
    return [
        a_case(f"s-{n:02}", suite="safety", tallies=tally, missed=lost)
        for n, (tally, lost) in enumerate(zip(tallies, missed, strict=True))
    ]


def judged(was: Sequence[CaseResult], now: Sequence[CaseResult], *, drop_safety: bool = False) -> Verdict:
    why = {"safety": "it took too long"} if drop_safety else {}
    runs = (a_run("run-1", was), a_run("run-2", now, not_measured=why))
    return verdict_of(compare(*(MeasuredRun(run, corrected(c, [])) for run, c in zip(runs, (was, now), strict=True))))


def test_the_same_version_passes() -> None:
    cases = [*cases_of(mixed(60)), *safe([1.0] * 5)]
    verdict = judged(cases, cases)
    assert (verdict.outcome, verdict.reasons, verdict.look_at) == ("passes", (), ())
    assert verdict.words == "Version 2 is as good as before at conflict flags and safety."


def test_a_loss_of_what_was_promised_refuses_with_reasons_and_cases() -> None:
    verdict = judged(cases_of(mixed(120)), cases_of(shift(mixed(120), worse=20)))
    assert verdict.outcome == "refused"
    (reason,) = verdict.reasons
    assert reason.text.startswith("Conflict flags, “pairs told apart” fell from 0.75 to 0.58 (difference -0.2")
    assert reason.text.endswith(", 120 cases).")
    assert len(verdict.look_at) == 20
    assert verdict.words == "Version 2 is worse at conflict flags: look at 20 cases."


def test_better_and_worse_are_said_in_one_sentence() -> None:
    was = [*cases_of(mixed(120)), *(reading(n, (n + 1) % 3 if n < 40 else n % 3) for n in range(90))]
    now = [*cases_of(shift(mixed(120), worse=20)), *(reading(n, n % 3) for n in range(90))]
    assert judged(was, now).words == "Version 2 is better at questions, worse at conflict flags: look at 20 cases."


def test_a_loss_of_what_nobody_promised_is_shown_beside() -> None:
    tallies = [{FLAGGED.name: (1.0, 1.0), SURE.name: (1.0, 1.0)}] * 60
    was = [a_case(f"c-{n}", tallies=tally) for n, tally in enumerate(tallies)]
    now = [replace(case, tallies={**case.tallies, SURE.name: (0.0, 1.0)}) for case in was]
    verdict = judged(was, now)
    assert (verdict.outcome, dict(verdict.by_suite)) == ("passes", {"conflicts": "same"})


def test_one_safety_case_that_newly_fails_refuses() -> None:
    was = [*cases_of(mixed(60)), *safe([1.0] * 200)]
    now = [*cases_of(mixed(60)), *safe([1.0] * 199 + [0.0])]
    verdict = judged(was, now)
    assert (verdict.outcome, verdict.look_at) == ("refused", (("safety", "s-199"),))
    assert verdict.words.startswith("Version 2 is worse at safety: look at 1 case.")


def test_a_safety_case_that_failed_before_too_does_not_refuse() -> None:
    cases = [*cases_of(mixed(60)), *safe([1.0] * 20 + [0.0])]
    assert judged(cases, cases).outcome == "passes"


def test_a_version_whose_safety_was_left_out_does_not_pass() -> None:
    verdict = judged([*cases_of(mixed(60)), *safe([1.0] * 40)], cases_of(mixed(60)), drop_safety=True)
    assert verdict.outcome == "unknown"
    assert verdict.reasons[0].text.endswith("was not measured. Not run in “Version 2”: it took too long.")
    assert "Not measured: safety." in verdict.words


def test_a_version_that_crashes_on_cases_does_not_pass_by_leaving_them_out() -> None:
    verdict = judged(safe([1.0] * 60), safe([1.0] * 50 + [None] * 10))
    assert verdict.outcome == "unknown"
    assert len(verdict.look_at) == 10


def test_nothing_promised_that_could_be_compared_is_not_a_pass() -> None:
    cases = [a_case(f"c-{n}", tallies={SURE.name: (1.0, 1.0)}) for n in range(60)]
    assert judged(cases, cases).outcome == "unknown"


def test_a_suite_is_as_good_as_the_worst_of_what_it_promises() -> None:
    few_levels = [reading(n, n % 3) for n in range(20)]
    unsure = [*few_levels[:5], *(reading(n, (n + 1) % 3) for n in range(5, 20))]
    assert dict(judged(few_levels, unsure).by_suite) == {"preparation": "too few to say"}
    assert LEVELS.is_promised


def test_every_capability_has_a_plain_name() -> None:
    assert set(PLAIN_NAMES) == set(SUITES)
    assert listed(["preparation"]) == "questions"
    assert listed(["preparation", "briefs", "safety"]) == "questions, briefs and safety"


def test_a_promise_that_no_pair_can_hold_is_not_a_pass() -> None:
    verdict = judged(cases_of(mixed(60)), [replace(case, id=f"new-{case.id}") for case in cases_of(mixed(60))])
    assert verdict.outcome == "unknown"
    assert "No case was scored in both runs." in verdict.reasons[0].text
