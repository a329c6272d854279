"""Matching: who is suggested for a question, why, and how load is spread while requests come in.

    inspect eval evals/suites/matching.py --model none/none

Each labeled question (evals/datasets/matching) is asked in three programs of 90, about 180 and 840 mentors, without regard
to their time. Streams of requests are simulated (`assistant.fairness.zipf_stream`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import ir_measures
from inspect_ai import Task, task
from ir_measures import nDCG

from assistant.domain.evaluation import Metric
from assistant.domain.mentors import MentorProfile
from assistant.domain.questions import SCOPES
from assistant.matching.batch import match_row
from assistant.schemas.matching import MatchedRow, MatchRow, SuggestionRow
from evals.engine import Answers, Row, Subject
from evals.programs import Program, engine_of, programs_of
from evals.streams import FIT_KEPT_MIN, MENTORS, MINUTES, REQUESTS, SEED, SESSIONS, STREAMS_EACH, outcome_of
from evals.suite import Case, Found, Part, Split, length_of, suite_task
from evals.tallies import share, weighed, yes
from training.reranker.data import GROUPS, Group, read_groups
from training.rubric.data import DRAFTS, read_drafts

RANKED = "Suggestions are the right ones in the right order (nDCG@5)"
RANKED_HARD = "The same, where the best mentor shares few words with the question"
BEST = "The best mentor is among the first five"
QUOTED = "Reasons are word for word in the profile"
NOBODY = "Nobody is suggested for what is no question for mentors"
EVEN = "Busiest mentor is relieved, against best fit (0.5: half)"
HALVED = "Busiest mentor carries at most half, for 3 % of fit at most"
FIT = "Fit that is kept while load is spread"
WITHIN = "Nobody gets more minutes than they give"

METRICS = (
    Metric(RANKED, is_promised=True, note="Gains 2^relevance - 1; other questions' mentors count as not relevant."),
    Metric(RANKED_HARD, is_promised=True),
    Metric(BEST),
    Metric(QUOTED, is_promised=True),
    Metric(NOBODY, note="A second net: the chat stops such drafts before."),
    Metric(EVEN, is_promised=True, note="Minutes of the most loaded mentor over the mean, 400 requests, 90 mentors."),
    Metric(HALVED),
    Metric(FIT, is_promised=True),
    Metric(WITHIN, is_promised=True),
)
DATASETS = (GROUPS, DRAFTS)
SHOWN: Final = 5
_GAIN: Final = nDCG(gains={level: 2**level - 1 for level in range(4)}) @ SHOWN


@task
def matching(split: Split = "all", limit: int = 0) -> Task:
    """Measure suggestions and how load is spread."""
    in_program = Answers(8, _asked_in_program)
    return suite_task(
        "matching",
        METRICS,
        [
            Part(_questions(), in_program, compare_question, (RANKED, RANKED_HARD, BEST, QUOTED)),
            Part(_no_questions(), in_program, compare_no_question, (NOBODY,)),
            Part(_streams(), Answers(10, _assigned), compare_stream, (EVEN, HALVED, FIT, WITHIN)),
        ],
        split=split,
        limit=limit,
    )


def _asked_in_program(rows: Sequence[Row], subject: Subject) -> list[Row]:
    asked = [(MatchRow.model_validate(row), engine_of(_groups(row), subject.assistant)) for row in rows]
    return [match_row(row, engine, now=subject.assistant.clock()).model_dump(mode="json") for row, engine in asked]


def _groups(row: Row) -> list[str]:
    names = row["groups"]
    assert isinstance(names, list)
    return [str(name) for name in names]


# one question in a program


def _questions() -> list[Case[Group]]:
    return [
        Case(
            f"{group.id}-of-{program.size.split()[-2]}",
            rows=(_row(group.question, program, role=group.role),),
            truth=group,
            input=f"{group.question}\n\n({group.role}, in a program of {program.size})",
            expected=_expected(group),
            slices={
                "split": group.split,
                "program": program.size,
                "words shared": "few" if group.is_hard else "many",
                "seniority": f"best mentor: {_best(group).seniority}",
                "writer": group.id.partition("-")[0],
                "length": length_of(group.question),
            },
        )
        for group in read_groups()
        if group.split != "train"
        for program in programs_of(group)
    ]


def _row(question: str, program: Program, *, role: str = "") -> Row:
    return {
        "question": question,
        "mentee": {"role": role, "languages": ["en"]},
        "limit": SHOWN,
        "ignore_availability": True,
        "groups": list(program.groups),
    }


def _best(group: Group) -> MentorProfile:
    return group.profiles[group.relevance.index(max(group.relevance))]


def _expected(group: Group) -> str:
    words = {3: "answers it from experience", 2: "would help well", 1: "same broad area"}
    by_relevance = sorted(zip(group.relevance, group.profiles, strict=True), key=lambda pair: -pair[0])
    return "\n".join(f"{words[level]}: {_named(one)}" for level, one in by_relevance if level)


def _named(mentor: MentorProfile) -> str:
    return f"{mentor.name}, {mentor.headline}"


def compare_question(case: Case[Group], outputs: Sequence[Row]) -> Found:
    """Compare suggestions with the labels of a group."""
    group, suggested = case.truth, MatchedRow.model_validate(outputs[0]).suggestions
    mentors = _mentors()
    ranked = ndcg(group, [one.mentor_id for one in suggested])
    is_there = _best(group).id in [one.mentor_id for one in suggested]
    invented = [quote for one in suggested for quote in _invented(one, mentors[one.mentor_id])]
    quotes = sum(len(one.reasons) for one in suggested)
    return Found(
        got="\n".join(_suggested(one, mentors[one.mentor_id]) for one in suggested) or "nobody",
        tallies=weighed(
            {
                RANKED: share(ranked, 1),
                **({RANKED_HARD: share(ranked, 1)} if group.is_hard else {}),
                BEST: yes(is_there),
                QUOTED: share(quotes - len(invented), quotes),
            }
        ),
        explanation="\n".join(
            [
                f"nDCG@5 {ranked:.2f}; the best mentor is {'there' if is_there else 'not there'}",
                *(f"not in the profile: “{quote}”" for quote in invented),
            ]
        ),
    )


def ndcg(group: Group, ranked: Sequence[str]) -> float:
    """Return nDCG@5 of mentor ids, the first one first, 0 to 1; those of other groups are not relevant."""
    qrels = {group.id: {one.id: level for one, level in zip(group.profiles, group.relevance, strict=True)}}
    run = {group.id: {mentor_id: float(-place) for place, mentor_id in enumerate(ranked)}}
    return float(ir_measures.calc_aggregate([_GAIN], qrels, run)[_GAIN])


@cache
def _mentors() -> Mapping[str, MentorProfile]:
    return {one.id: one for group in read_groups() for one in group.profiles}


def _invented(suggestion: SuggestionRow, mentor: MentorProfile) -> list[str]:
    written = (mentor.headline, mentor.bio, *mentor.skills, *mentor.topics, *mentor.industries)
    return [reason.quote for reason in suggestion.reasons if not any(reason.quote in text for text in written)]


def _suggested(suggestion: SuggestionRow, mentor: MentorProfile) -> str:
    quotes = "; ".join(f"“{reason.quote}”" for reason in suggestion.reasons)
    return f"{_named(mentor)} ({suggestion.affinity:.2f}): {quotes}"


# what is no question for mentors


def _no_questions() -> list[Case[None]]:
    program = programs_of(next(group for group in read_groups() if group.split == "test"))[1]
    return [
        Case(
            f"nobody-{draft.id}",
            rows=(_row(draft.text, program),),
            truth=None,
            input=draft.text,
            expected="nobody",
            slices={"length": length_of(draft.text)},
        )
        for draft in read_drafts()
        if draft.scope == SCOPES.index("not_mentoring")
    ]


def compare_no_question(case: Case[None], outputs: Sequence[Row]) -> Found:  # noqa: ARG001  there is nothing to know
    """See that nobody was suggested."""
    suggested = MatchedRow.model_validate(outputs[0]).suggestions
    mentors = _mentors()
    return Found(
        got="\n".join(_suggested(one, mentors[one.mentor_id]) for one in suggested) or "nobody",
        tallies={NOBODY: yes(not suggested)},
    )


# a stream of requests


def _streams() -> list[Case[int]]:
    return [
        Case(
            f"stream-{sessions}-{seed}",
            rows=({"seed": seed, "sessions": sessions},),
            truth=sessions,
            input=f"{REQUESTS} requests of {MINUTES} minutes, one after the other, popular topics far more often than others "
            f"(Zipf); {MENTORS} mentors with time for {sessions} each; stream {seed}",
            expected="Against best fit the busiest mentor carries at most half, at no more than 3 % of fit; "
            "nobody more than they give.",
            slices={"split": _split(seed), "time of a mentor": f"{sessions} sessions"},
        )
        for sessions in SESSIONS
        for seed in range(SEED, SEED + STREAMS_EACH)
    ]


def _split(seed: int) -> str:
    """Return dev for a third of the streams: enough for the gate, which has to be fast."""
    return "dev" if seed < SEED + STREAMS_EACH // 3 else "test"


def _assigned(rows: Sequence[Row], subject: Subject) -> list[Row]:  # noqa: ARG001  the rule is a function
    return [outcome_of(seed=int(str(row["seed"])), sessions=int(str(row["sessions"]))) for row in rows]


def compare_stream(case: Case[int], outputs: Sequence[Row]) -> Found:  # noqa: ARG001  every stream has one aim
    """Compare the online rule with best fit."""
    said = {name: float(str(value)) for name, value in outputs[0].items()}
    peak, peak_best, fit, fit_best = (said[name] for name in ("peak", "peak_best_fit", "fit", "fit_best_fit"))
    return Found(
        got=f"most loaded over mean {peak:.2f}, by best fit {peak_best:.2f}; mean fit {fit:.3f}, by best fit {fit_best:.3f}",
        tallies={
            EVEN: share(peak_best - peak, peak_best),
            HALVED: yes(peak_best >= 2 * peak and fit >= FIT_KEPT_MIN * fit_best),
            FIT: share(fit, fit_best),
            WITHIN: share(MENTORS - said["over"], MENTORS),
        },
        explanation=f"{peak_best / peak:.2f} times lower, for {1 - fit / fit_best:.1%} of fit",
    )
