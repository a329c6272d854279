from __future__ import annotations

import pytest

from assistant.domain.deferrals import DEFERRAL_REASONS, DEFERRAL_TARGETS
from assistant.wording.distress import shows_distress
from assistant.wording.kindness import needs_in, place_for, refer_notice
from assistant.wording.proposal import proposal_words


@pytest.mark.parametrize(
    "draft",
    [
        "I think I'm burned out and I don't know what to do any more.",
        "i can’t sleep because of the rota",
        "I haven't really slept since March. Should I change teams?",
        "I’m completely burnt-out, how do I tell my boss?",
        "I have been getting panic attacks before each meeting.",
        "I suffer from depression and want to come back part time.",
        "I cry every day before my shift, should I quit?",
        "I've been off work for three weeks with stress.",
        "Some days I think everyone would be better off without me.",
        "I don't want to live like that",
        "At the moment I just can't cope. Which course should I take?",
        "I feel sick every morning before the train.",
        "I lost my work and think of how to finish my life.",
    ],
)
def test_who_says_they_are_not_well_is_heard(draft: str) -> None:
    assert shows_distress(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "How do I support a depressed colleague?",
        "My manager is burned out and nobody sleeps. How do I take over the team?",
        "I don't think I'm depressed, I'd just like to be more confident.",
        "I'm not burned out, just bored.",
        "I'd get bored or burned out after a few years as a hospitalist.",
        "I am a nurse in suicide prevention and want to lead the team.",
        "I have shaky hands. Can I become a dentist?",
        "I can't decide between two offers.",
        "I don't know what to do about my notice period.",
        "I'm crying out for a better title.",
        "We help families who cannot sleep. How do I price this?",
        "It's career suicide to turn down the transfer. Is it?",
        "I'm in a suicide lane: no training, no raise.",
        "",
    ],
)
def test_what_is_said_of_others_denied_or_meant_otherwise_is_no_distress(draft: str) -> None:
    assert not shows_distress(draft)


def test_a_long_message_is_read_quickly() -> None:
    assert not shows_distress("I really just also still even often now " * 200)


def test_danger_is_named_first_and_help_with_it() -> None:
    draft = "My contract ends and I don’t want to wake up."
    assert needs_in(draft) == ("crisis", "rights")
    assert place_for("crisis") in refer_notice(draft)
    assert place_for("crisis") in proposal_words("distress", "professional_help", draft=draft)


def test_distress_without_danger_names_a_doctor_not_an_emergency() -> None:
    words = proposal_words("distress", "professional_help", draft="I'm burned out.")
    assert place_for("health") in words
    assert place_for("crisis") not in words


@pytest.mark.parametrize("reason", DEFERRAL_REASONS)
@pytest.mark.parametrize("to", DEFERRAL_TARGETS)
def test_every_proposal_has_words_and_leaves_the_choice(reason: str, to: str) -> None:
    words = proposal_words(reason, to)  # type: ignore[arg-type]
    assert "Nobody reads it before you say so" in words
