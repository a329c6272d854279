"""Tell whether two English words are forms of one word: plurals, tenses, a few nouns of verbs.

Only inflection and a closed list of pairs such as decide and decision: "teacher" is no form of "teach",
since being one is another fact than doing the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = """
be am is are was were been being|have has had having|do does did done|go goes went gone|take took taken|leave left|think thought
choose chose chosen choice|know knew known|give gave given|get got gotten getting|come came|see saw seen|write wrote written|speak spoke spoken
make made|find found|feel felt|keep kept|tell told|say said|teach taught|buy bought|bring brought|seek sought|catch caught|fight fought|hold held
lead led|lose lost loss|meet met|pay paid payment|run ran|send sent|sell sold|sit sat|stand stood|understand understood|win won|build built|spend spent
begin began begun|break broke broken|drive drove driven|eat ate eaten|fall fell fallen|fly flew flown|forget forgot forgotten|grow grew grown growth
hear heard|hide hid hidden|learn learned learnt|mean meant|rise rose risen|show showed shown|sleep slept|steal stole stolen|swear swore sworn
throw threw thrown|wear wore worn|become became|deal dealt|draw drew drawn|lend lent|ring rang rung|sing sang sung|swim swam swum|wake woke woken
child children|person people ppl|man men|woman women|life lives|half halves|wife wives|shelf shelves|staff staffs|foot feet|datum data|criterion criteria
analysis analyses analyze analyse|thesis theses|crisis crises|apply applied application|negotiate negotiation|decide decision|advise advice|promote promotion
prepare preparation|present presentation|qualify qualification|explain explanation|improve improvement|manage management|rehearse rehearsal|compare comparison
discuss discussion|choose choosing|publish publication|supervise supervision|recommend recommendation|evaluate evaluation|relocate relocation|resign resignation
retire retirement|complain complaint|invest investment|organize organise organization organisation|recognize recognise recognition|good better best|bad worse worst
practice practise|program programme|center centre|labor labour|license licence|enrol enroll enrolment enrollment|fulfil fulfill|travel travelling traveling travelled traveled
cv cvs resume resumes résumé résumés|uni unis university universities|exam exams examination examinations|math maths mathematics|mum mom mother|dad father|kid kids child children
dept department|mgr manager managers|y yr yrs year years|mth mths month months|wk wks week weeks|h hr hrs hour hours|min mins minute minutes|quid pound pounds
"""
_FORMS: dict[str, frozenset[str]] = {}
for _row in _IRREGULAR.replace("\n", "|").split("|"):
    for _word in _row.split():
        _FORMS[_word] = _FORMS.get(_word, frozenset()) | {_row.split()[0]}

_NOT_INFLECTED = frozenset(
    """news less always perhaps business series species means gas bus plus thus previous various serious status campus focus bonus virus
    during nothing something anything everything morning evening thing spring string king ring bring sing wing ceiling need seed speed feed bed red
    hundred indeed shed hardly lately nearly shortly barely only early family apply reply supply rely july daily italy ally bully fly ugly""".split()
)
_VOWEL_GROUP = re.compile(r"[aeiouy]+")
_SHORT_STEM = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Return the lower-case base forms a word may come from; a word is always one of its own.

    Two words are taken for forms of one word when their base forms meet.
    """
    lower = word.casefold().replace("’", "'")
    lower = lower.removesuffix("'s").removesuffix("s'") + ("s" if lower.endswith("s'") else "")
    bases = {lower}
    if lower not in _NOT_INFLECTED and len(lower) > 3:
        bases |= _plural_bases(lower) | _verb_bases(lower) | _adverb_bases(lower)
    for base in tuple(bases):
        bases |= _FORMS.get(base, frozenset())
    return frozenset(bases)


def same_word(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one word."""
    return not lemmas(one).isdisjoint(lemmas(other))


def is_misspelling(typed: str, word: str) -> bool:
    """Tell whether `typed` is `word` with two neighbors swapped, or one inner letter missing or doubled.

    Short words and other first or last letters do not count, so that neither "firing" and "hiring" nor
    "manager" and "manage" are taken for one another.
    """
    if min(len(typed), len(word)) < 6 or typed[0] != word[0] or typed[-1] != word[-1]:
        return False
    if len(typed) == len(word):
        differs = [place for place, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
        return (
            len(differs) == 2
            and differs[1] == differs[0] + 1
            and typed[differs[0]] == word[differs[1]]
            and typed[differs[1]] == word[differs[0]]
        )
    longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(1, len(longer) - 1))


def _plural_bases(word: str) -> set[str]:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return set()
    bases = {word[:-1]}
    if word.endswith("ies"):
        bases.add(word[:-3] + "y")
    elif word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        bases.add(word[:-2])
    return bases


def _verb_bases(word: str) -> set[str]:
    if word.endswith("ied"):
        return {word[:-3] + "y"}
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2 and _VOWEL_GROUP.search(stem):
            return _stem_bases(stem)
    return set()


def _stem_bases(stem: str) -> set[str]:
    """Return what a stem without -ed or -ing may come from: hop(p), hope, visit."""
    if stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        return {stem, stem[:-1]}
    if _SHORT_STEM.match(stem):
        return {stem + "e"}
    return {stem, stem + "e"}


def _adverb_bases(word: str) -> set[str]:
    if not word.endswith("ly") or len(word) < 6:
        return set()
    return {word[:-3] + "y"} if word.endswith("ily") else {word[:-2], word[:-1] + "e"}
