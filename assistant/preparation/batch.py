"""Batch rows of `assess` and `prepare`: pure functions from input rows to output rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.questions import ELEMENTS, Assessment, Element, NextQuestion
from assistant.errors import InvalidInput
from assistant.preparation.engine import PreparationEngine
from assistant.rubric.answers import is_no_answer
from assistant.rubric.assess import DraftPart, Reading
from assistant.schemas.preparation import (
    AgendaRow,
    AssessmentRow,
    AssessRow,
    ElementRow,
    NextQuestionRow,
    PreparedRow,
    PrepareRow,
    SharpenedRow,
    SourceRow,
    SpanRow,
    TurnRow,
)
from assistant.text.intake import checked_text
from assistant.wording.agenda import minutes_for

TURNS_DEFAULT = 6


def assess_rows(rows: Sequence[AssessRow], engine: PreparationEngine) -> list[AssessmentRow | InvalidInput]:
    """Assess many drafts with one pass of the encoder; a row that cannot be read gives its error."""
    texts = [_checked(row.text) for row in rows]
    good = [text for text in texts if isinstance(text, str)]
    readings = engine.rubric.assess_all([[DraftPart(text)] for text in good])
    assessed = iter(zip(readings, engine.next_questions(readings), strict=True))
    results: list[AssessmentRow | InvalidInput] = []
    for text in texts:
        if isinstance(text, InvalidInput):
            results.append(text)
            continue
        reading, question = next(assessed)
        results.append(_assessment_row(reading.assessment, question))
    return results


def prepare_row(row: PrepareRow, engine: PreparationEngine) -> PreparedRow:
    """Lead a simulated mentee, who answers with `row.answers`, to a sharpened question.

    Raises:
        InvalidInput: The draft cannot be read.
    """
    parts = [DraftPart(checked_text(row.text))]
    reading = engine.read(parts)
    closed: set[Element] = set()
    turns: list[TurnRow] = []
    limit = TURNS_DEFAULT if row.max_turns is None else row.max_turns
    goes_on = _goes_on(reading.assessment, row.answers)
    while len(turns) < limit:
        question = engine.next_question(reading, closed=closed, despite_scope=goes_on)
        if question is None:
            break
        closed.add(question.element)
        reply = row.answers.get(question.element) or "skip"
        if not is_no_answer(reply):
            parts.append(DraftPart(checked_text(reply), question.element))
            reading = engine.read(parts)
        turns.append(_turn_row(question, reply, reading))
    return _prepared_row(parts, turns, reading, engine, closed=closed, goes_on=goes_on)


def _goes_on(assessment: Assessment, answers: Mapping[Element, str]) -> bool:
    """Tell whether a mentee whose draft is for others to help first would go on: they have answers ready."""
    substantial = any(not is_no_answer(answer) for answer in answers.values())
    return substantial and (assessment.scope == "refer" or assessment.readiness >= 0.2)


def _prepared_row(
    parts: Sequence[DraftPart],
    turns: list[TurnRow],
    reading: Reading,
    engine: PreparationEngine,
    *,
    closed: set[Element],
    goes_on: bool,
) -> PreparedRow:
    sharpened = engine.sharpened(reading, parts)
    text = sharpened.text if sharpened is not None else ""
    sources = sharpened.sources if sharpened is not None else ()
    points = engine.agenda(reading, minutes_for(reading.assessment.scope))
    return PreparedRow(
        turns=turns,
        sharpened=SharpenedRow(
            text=text, words=len(text.split()), sources=[SourceRow(quote=span.quote) for span in sources]
        ),
        agenda=[AgendaRow(minutes=point.minutes, what=point.what) for point in points],
        assessment=_assessment_row(
            reading.assessment, engine.next_question(reading, closed=closed, despite_scope=goes_on)
        ),
    )


def _turn_row(question: NextQuestion, reply: str, reading: Reading) -> TurnRow:
    assessment = reading.assessment
    scores = {element: assessment.level(element) for element in ELEMENTS}
    return TurnRow(
        element=question.element, question=question.text, reply=reply, readiness=assessment.readiness, scores=scores
    )


def _assessment_row(assessment: Assessment, question: NextQuestion | None) -> AssessmentRow:
    elements = {
        name: ElementRow(
            score=score.level, evidence=[SpanRow(start=s.start, end=s.end, quote=s.quote) for s in score.evidence]
        )
        for name, score in assessment.elements.items()
    }
    back = NextQuestionRow(element=question.element, text=question.text) if question is not None else None
    return AssessmentRow(elements=elements, readiness=assessment.readiness, scope=assessment.scope, next_question=back)


def _checked(text: str) -> str | InvalidInput:
    try:
        return checked_text(text)
    except InvalidInput as error:
        return error
