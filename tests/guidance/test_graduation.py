from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.checkins import Answer, my_check_ins, plan_check_ins, say_became, say_outcome
from assistant.domain.people import Person
from assistant.domain.questions import Assessment, ElementScore, Scope
from assistant.errors import AssistantError, InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.guidance.graduation import (
    DeferralCount,
    Proposal,
    consent,
    decline,
    deferral_counts,
    my_proposals,
    propose_for_chat,
    propose_for_everybody,
)
from assistant.guidance.handover import OwnWords, hand_over_note, title_of
from assistant.text.redaction import MASK
from tests.builders import NOW, a_commitment, a_conversation, a_message, a_note, a_person, a_version
from tests.guidance.conftest import Guided

CHAT = "chat"


def proposals(guided: Guided) -> list[Proposal]:
    return my_proposals(guided.store, guided.noor, clock=guided.clock)


def talk_three_times(guided: Guided) -> None:
    """Let three mentors speak about one decision."""
    for by in ("amara", "bo", "cleo"):
        guided.told(f"i-{by}", f"Say what {by} would say.", by=by, decision_id="pay")


def promise(guided: Guided, commitment_id: str = "promise", **changes: Any) -> None:
    guided.store.add_note(
        a_note(f"n-{commitment_id}", session_id="with-amara"),
        [],
        [a_commitment(commitment_id, note_id=f"n-{commitment_id}", session_id="with-amara", **changes)],
    )


def start_chat(guided: Guided, *texts: str) -> str:
    """Start a chat of noor's and return her draft; the last text says what she tried."""
    messages = [a_message(text) for text in texts[:-1]] + [a_message(texts[-1], element="tried")]
    guided.store.start_conversation(a_conversation(CHAT, messages=tuple(messages)))
    return "\n".join(texts)


def in_chat(guided: Guided, draft: str, *, scope: Scope = "micro30", readiness: float = 1.0) -> Proposal | None:
    assessment = Assessment(draft, {"focus": ElementScore(2)}, readiness, scope)
    return propose_for_chat(guided.store, guided.noor, CHAT, assessment, clock=guided.clock)


def test_a_decision_asked_about_in_three_sessions_proposes_a_mentor_who_stays(guided: Guided) -> None:
    talk_three_times(guided)
    (proposal,) = proposals(guided)
    deferral = proposal.deferral
    assert (deferral.reason, deferral.to, deferral.about) == ("same_topic", "sustained_mentoring", "pay")
    assert "three sessions" in proposal.words


def test_advice_of_one_session_counts_once(guided: Guided) -> None:
    for n in range(3):
        guided.told(f"i{n}", "Ask for more.", by="amara", decision_id="pay")
    guided.told("other", "Ask for more.", by="bo", decision_id="pay")
    assert proposals(guided) == []


def test_the_note_has_the_latest_question_what_was_tried_and_titles_of_advice(guided: Guided) -> None:
    talk_three_times(guided)
    say_outcome(guided.store, guided.noor, "i-bo", Answer("stuck", "He said no."), clock=guided.clock)
    assert proposals(guided)[0].note == (
        "What I would like to sort out:\nWhat about the cleo matter?\n\n"
        "What I tried:\n- He said no.\n\n"
        "What mentors suggested:\n- Say what amara would say.\n- Say what bo would say.\n- Say what cleo would say."
    )


def test_a_promise_missed_twice_proposes_a_mentor_who_stays(guided: Guided) -> None:
    promise(guided)
    for _ in range(2):
        assert proposals(guided) == []
        guided.clock.move(timedelta(days=7))
        (asked,) = my_check_ins(guided.store, guided.noor, clock=guided.clock)
        said = Answer("stuck", "There was no room.")
        say_became(guided.store, guided.noor, asked.commitment.id, said, clock=guided.clock)
    (proposal,) = proposals(guided)
    assert (proposal.deferral.reason, proposal.deferral.about) == ("plan_missed", "promise")
    assert proposal.note == (
        "What I would like to sort out:\nHow do I lead my old colleagues?\n\n"
        "What I set out to do:\n- book the talks\n\n"
        "What I tried:\n- There was no room."
    )


def test_silence_after_the_day_is_a_miss_and_dropping_it_the_second(guided: Guided) -> None:
    promise(guided)
    plan_check_ins(guided.store, "noor", clock=guided.clock)
    (check_in,) = guided.store.check_ins_of("noor")
    guided.store.change_check_in(replace(check_in, asked_at=NOW))
    guided.clock.move(timedelta(days=7))
    assert proposals(guided) == []
    plan_check_ins(guided.store, "noor", clock=guided.clock)
    say_became(guided.store, guided.noor, "promise", Answer("dropped"), clock=guided.clock)
    assert [one.deferral.reason for one in proposals(guided)] == ["plan_missed"]


@pytest.mark.parametrize("outcome", ["done", "adapted", "dropped", "stuck"])
def test_one_miss_is_no_reason(guided: Guided, outcome: str) -> None:
    promise(guided, outcome=outcome)
    assert proposals(guided) == []


def test_what_the_mentor_promised_is_nobodys_miss(guided: Guided) -> None:
    promise(guided, who="mentor")
    for outcome in ("stuck", "dropped"):
        say_became(guided.store, guided.noor, "promise", Answer(outcome), clock=guided.clock)
    assert proposals(guided) == []


@pytest.mark.parametrize(
    ("draft", "scope", "reason", "to"),
    [
        ("How do I plan the next five years?", "sustained", "beyond_scope", "sustained_mentoring"),
        ("My boss harasses me.", "refer", "beyond_scope", "hr"),
        ("They have not paid me since May.", "refer", "beyond_scope", "professional_help"),
        ("Can I stay if my visa ends?", "refer", "beyond_scope", "professional_help"),
        ("He corners me, cold today.", "refer", "beyond_scope", "hr"),
        ("I'm burned out. Which course is best?", "micro30", "distress", "professional_help"),
        ("My boss bullies me and I can't sleep.", "refer", "distress", "professional_help"),
    ],
)
def test_a_chat_proposes_who_can_help(guided: Guided, draft: str, scope: Scope, reason: str, to: str) -> None:
    start_chat(guided, draft)
    proposal = in_chat(guided, draft, scope=scope)
    assert proposal is not None
    assert (proposal.deferral.reason, proposal.deferral.to, proposal.deferral.about) == (reason, to, CHAT)
    assert [one.deferral for one in proposals(guided)] == [proposal.deferral]


@pytest.mark.parametrize("scope", ["micro15", "micro30", "micro60", "not_mentoring"])
def test_what_a_session_serves_proposes_nothing(guided: Guided, scope: Scope) -> None:
    assert in_chat(guided, start_chat(guided, "How do I lead a ward?"), scope=scope) is None
    assert guided.store.deferrals() == []


def test_a_vague_draft_is_not_sent_away_for_looking_big(guided: Guided) -> None:
    draft = start_chat(guided, "I want to change my life.")
    assert in_chat(guided, draft, scope="sustained", readiness=0.5) is None
    assert in_chat(guided, draft, scope="sustained") is not None


def test_the_note_of_a_chat_is_the_newest_wording_and_what_was_tried(guided: Guided) -> None:
    draft = start_chat(guided, "How do I plan five years?", "I asked my cousin.")
    proposal = in_chat(guided, draft, scope="sustained")
    assert proposal is not None
    assert proposal.note.startswith("What I would like to sort out:\nHow do I plan five years?")
    guided.store.add_question_version(CHAT, a_version("How do I plan five years as a baker?"))
    assert proposals(guided)[0].note == (
        "What I would like to sort out:\nHow do I plan five years as a baker?\n\nWhat I tried:\n- I asked my cousin."
    )


def test_the_same_reason_about_the_same_thing_is_proposed_once(guided: Guided) -> None:
    talk_three_times(guided)
    draft = start_chat(guided, "I'm burned out.")
    assert in_chat(guided, draft) is not None
    assert in_chat(guided, draft) is None
    assert len(proposals(guided)) == len(proposals(guided)) == 2
    propose_for_everybody(guided.store, clock=guided.clock)
    assert len(guided.store.deferrals()) == 2


def test_what_was_declined_is_not_shown_again(guided: Guided) -> None:
    draft = start_chat(guided, "I'm burned out.")
    proposal = in_chat(guided, draft)
    assert proposal is not None
    decline(guided.store, guided.noor, proposal.deferral.id, clock=guided.clock)
    assert in_chat(guided, draft) is None
    assert proposals(guided) == []


def test_consent_keeps_the_note_as_the_mentee_changed_it(guided: Guided) -> None:
    talk_three_times(guided)
    (proposal,) = proposals(guided)
    kept = consent(guided.store, guided.noor, proposal.deferral.id, note=" Only this. ", clock=guided.clock)
    assert (kept.status, kept.note, kept.settled_at) == ("consented", "Only this.", guided.clock())
    assert [one.note for one in proposals(guided)] == ["Only this."]


def test_before_consent_no_words_are_kept_and_after_taking_it_back_none_either(guided: Guided) -> None:
    talk_three_times(guided)
    (proposal,) = proposals(guided)
    assert proposal.deferral.note == ""
    consent(guided.store, guided.noor, proposal.deferral.id, note="Only this.", clock=guided.clock)
    declined = decline(guided.store, guided.noor, proposal.deferral.id, clock=guided.clock)
    assert (declined.status, declined.note) == ("declined", "")


@pytest.mark.parametrize("note", ["", " ... ", "x" * 3_001])
def test_an_empty_or_endless_note_is_no_consent(guided: Guided, note: str) -> None:
    talk_three_times(guided)
    (proposal,) = proposals(guided)
    with pytest.raises(InvalidInput):
        consent(guided.store, guided.noor, proposal.deferral.id, note=note, clock=guided.clock)
    assert guided.store.deferrals()[0].status == "proposed"


def test_words_taken_out_appear_in_no_note(guided: Guided) -> None:
    talk_three_times(guided)
    guided.store.redact("noor", "cleo")
    (proposal,) = proposals(guided)
    assert "cleo" not in proposal.note.lower()
    kept = consent(guided.store, guided.noor, proposal.deferral.id, note="Cleo and Farouk.", clock=guided.clock)
    assert kept.note == f"{MASK} and Farouk."
    guided.store.redact("noor", "Farouk")
    assert proposals(guided)[0].note == f"{MASK} and {MASK}."


def test_owners_see_reason_target_and_status_never_words_or_people(guided: Guided) -> None:
    talk_three_times(guided)
    in_chat(guided, start_chat(guided, "I'm burned out."))
    (topic,) = (one.deferral for one in proposals(guided) if one.deferral.reason == "same_topic")
    consent(guided.store, guided.noor, topic.id, note="Only this.", clock=guided.clock)
    assert deferral_counts(guided.store, a_person("olga", "owner")) == [
        DeferralCount("distress", "professional_help", "proposed", 1, 1),
        DeferralCount("same_topic", "sustained_mentoring", "consented", 1, 1),
    ]
    assert {one.name for one in fields(DeferralCount)} == {"reason", "to", "status", "count", "people"}


DEEDS: dict[str, Callable[[Guided, Person | None, str], Any]] = {
    "consent": lambda g, who, i: consent(g.store, who, i, note="Yes.", clock=g.clock),
    "decline": lambda g, who, i: decline(g.store, who, i, clock=g.clock),
    "chat": lambda g, who, _: propose_for_chat(
        g.store, who, "with-amara", Assessment("I'm burned out.", {}, 1.0, "micro30"), clock=g.clock
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_the_mentee_sees_and_settles_what_was_proposed(guided: Guided, deed: str) -> None:
    talk_three_times(guided)
    deferral = proposals(guided)[0].deferral
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (guided.amara, NotAllowed),
        (a_person("olga", "owner"), NotAllowed),
        (guided.otto, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            DEEDS[deed](guided, person, deferral.id)
    assert guided.store.deferrals() == [deferral]
    assert my_proposals(guided.store, guided.otto, clock=guided.clock) == []


def test_only_owners_see_how_many(guided: Guided) -> None:
    for person, refusal in ((None, NotSignedIn), (guided.noor, NotAllowed), (guided.amara, NotAllowed)):
        with pytest.raises(refusal):
            deferral_counts(guided.store, person)


def test_a_note_says_each_thing_once_and_leaves_out_what_is_not_known() -> None:
    own = OwnWords(tried=["I asked\nBo.", "I asked Bo.", " "], advised=["one " * 13])
    assert hand_over_note(own, []) == f"What I tried:\n- I asked Bo.\n\nWhat mentors suggested:\n- {'one ' * 12}…"
    assert hand_over_note(OwnWords(question=" "), []) == ""


def test_a_title_is_the_first_twelve_words() -> None:
    assert title_of("Ask  for more.") == "Ask for more."
    assert title_of("a " * 12) == "a a a a a a a a a a a a"
    assert title_of("a " * 13) == "a a a a a a a a a a a a …"
