"""Append a sentence that supplies what a draft lacks, and see whether any element falls.

    python -m evals.monotone

The six elements that sentences carry cannot fall, by construction; focus may, when the added ask is on another
subject than the draft's own. The sentences are from many fields and know nothing of the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.bootstrap import build
from assistant.domain.questions import ELEMENTS, Assessment, Element
from assistant.rubric.assess import DraftPart, Rubric
from assistant.settings import Settings
from training.rubric.data import LabeledDraft, read_drafts

SUPPLYING: dict[Element, tuple[str, ...]] = {
    "focus": (
        "The one thing I really need settled is whether to apply for the senior post.",
        "So out of all that, the only question is whether I should stay on the ward.",
        "Mostly this is about the handover to the new site manager, the rest can wait.",
        "If we only talk about one thing, let it be the grant application.",
        "It comes down to this: apprenticeship or college.",
        "Everything else aside, it's the salary talk I want to sort out.",
        "main thing is the portfolio tbh, forget the other stuff",
        "What matters most to me is how to tell my business partner I'm leaving.",
    ),
    "goal": (
        "I want to be a charge nurse in a hospital closer to home.",
        "By the end of it I'd like to have my own joinery workshop with two apprentices.",
        "My aim is to move from the shop floor into purchasing.",
        "I'm hoping to land a permanent lecturing job.",
        "What I'm after is a four day week without losing my team lead title.",
        "i want to get into ux research and out of the call centre",
        "The result I need is a signed contract with better rates from my two biggest clients.",
        "I have to decide between the law firm and the in-house job.",
    ),
    "timeframe": (
        "I have to give them an answer by Friday.",
        "This should be settled before the school year starts in September.",
        "There's no rush, any time in the next two years is fine.",
        "the deadline is 14 march",
        "My contract runs out at the end of June, so it has to be done by then.",
        "I've given myself six months for this.",
        "The interview is next Tuesday at ten.",
        "We close the books in four weeks and I need to know before that.",
    ),
    "context": (
        "I'm a staff nurse on a stroke unit, four years qualified.",
        "For background, I run the kitchen of a 60-seat restaurant with five people under me.",
        "I'm in the second year of a PhD in marine biology and I teach two classes.",
        "electrician, 9 yrs, mostly domestic, self employed since 2021",
        "I work as a junior accountant in a family firm of twelve people, and my manager retires soon.",
        "I taught primary school for eleven years and have been at home with two children since.",
        "I'm a backend developer at a small fintech, mostly Go, promoted to tech lead last spring.",
        "I drive for a parcel company, 52 years old, depot rep for the union.",
    ),
    "tried": (
        "I already spoke to my manager twice and put it in writing after that.",
        "So far I've sent out thirty applications and had three interviews, no offers.",
        "I looked at an evening course and at a transfer, and neither fits my shifts.",
        "did the free online course and rebuilt my cv, no difference",
        "I asked two colleagues who made the same move and read the union's guide.",
        "We tried splitting the rota and it lasted three weeks.",
        "I've considered going part time, going freelance, or just waiting it out.",
        "I wrote a first version of the proposal and showed it to my supervisor, who sent it back.",
    ),
    "obstacle": (
        "The trouble is that I can't afford to go without pay for more than a month.",
        "What stops me is that I freeze in interviews.",
        "I don't have the licence they ask for and the course is full.",
        "my boss blocks every transfer",
        "I'm afraid that people will think I only got it because of my uncle.",
        "With two small children I can't work evenings.",
        "Nobody answers my emails, and without their data I cannot finish.",
        "My German isn't good enough for the exam yet.",
    ),
    "ask": (
        "Could you tell me which of the two you would choose, and why?",
        "Would you look over my CV and tell me what to cut?",
        "Can you walk me through how you prepared for your first board meeting?",
        "should i take the offer or wait",
        "Please help me put together a plan for the first ninety days.",
        "Could we rehearse the conversation with my director once?",
        "Do you know anybody in hospital pharmacy you could introduce me to?",
        "How do I ask for a raise without sounding ungrateful?",
    ),
}
"""Ways to say each element; none is from the labeled drafts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence appended to one draft, with the levels before and after."""

    draft: LabeledDraft
    supplied: Element
    sentence: str
    before: Assessment
    after: Assessment

    @property
    def is_there(self) -> bool:
        """Tell whether the supplied element is there after, at level 1 or 2."""
        return self.after.level(self.supplied) > 0

    @property
    def fallen(self) -> list[Element]:
        """Return the elements that fell."""
        return [element for element in ELEMENTS if self.after.level(element) < self.before.level(element)]


def steps_of(drafts: Sequence[LabeledDraft], rubric: Rubric) -> list[Step]:
    """Append every sentence for every element that the reader finds missing."""
    cases = [
        (row, element, sentence)
        for row, draft in enumerate(drafts)
        for element, level in zip(ELEMENTS, draft.levels, strict=True)
        if level == 0
        for sentence in SUPPLYING[element]
    ]
    before = rubric.assess_all([[DraftPart(draft.text)] for draft in drafts])
    after = rubric.assess_all([[DraftPart(f"{drafts[row].text}\n{sentence}")] for row, _, sentence in cases])
    return [
        Step(drafts[row], element, sentence, before[row].assessment, reading.assessment)
        for (row, element, sentence), reading in zip(cases, after, strict=True)
    ]


def print_steps(steps: Sequence[Step]) -> None:
    """Print shares for each supplied element, what fell, and the sentences that were understood least often."""
    print(f"{'supplied':<12}{'n':>6}{'none of the six fell':>24}{'focus did not fall':>22}{'it is there after':>21}")
    for name in (*ELEMENTS, "all"):
        own = [step for step in steps if name in (step.supplied, "all")]
        six = np.mean([not set(step.fallen) - {"focus"} for step in own])
        focus = np.mean(["focus" not in step.fallen for step in own])
        print(f"{name:<12}{len(own):>6}{six:>24.3f}{focus:>22.3f}{np.mean([step.is_there for step in own]):>21.3f}")
    for step in steps:
        if step.fallen:
            print(f"{step.draft.id} {step.supplied} lowers {', '.join(step.fallen)}: {step.sentence}")
    print("\nunderstood least often")
    there: dict[str, list[bool]] = {}
    for step in steps:
        there.setdefault(f"{step.supplied:<12}{step.sentence}", []).append(step.is_there)
    for sentence, found in sorted(there.items(), key=lambda item: np.mean(item[1]))[:8]:
        print(f"{np.mean(found):>6.2f}  {sentence}")


def main() -> None:
    """Measure the development split."""
    drafts = [draft for draft in read_drafts() if draft.split == "dev" and any(level == 0 for level in draft.levels)]
    steps = steps_of(drafts, build(Settings()).preparation_engine.rubric)
    print(f"{len(drafts)} drafts of the dev split that lack an element, {len(steps)} sentences appended\n")
    print_steps(steps)


if __name__ == "__main__":
    main()
