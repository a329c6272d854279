"""Templates: escaped by default, strict about names, with the words and the filters pages need."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.domain.knowledge import CardHit
from assistant.preparation.words import without_example
from assistant.web import card_names, guidance_words, highlight, local_time, mentor_words, relative_time, words
from assistant.web.owner import words as owner_words
from assistant.web.owner.people import words as people_words
from assistant.web.owner.release import words as release_words


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = words
    environment.globals["mentor_words"] = mentor_words
    environment.globals["guidance_words"] = guidance_words
    environment.globals["owner_words"] = owner_words
    environment.globals["people_words"] = people_words
    environment.globals["release_words"] = release_words
    for function in (
        relative_time.ago, relative_time.exact, relative_time.week_ahead, relative_time.week_exact, relative_time.waiting,
        local_time.on_clock, local_time.hour_on_clock, local_time.same_clock, local_time.city, local_time.until, local_time.day,
        local_time.full_day, card_names.side_names, card_names.spoke,
        highlight.evidence_pieces, highlight.quote_pieces, highlight.span_pieces, mentor_words.first_name,
        words.language, words.listed, initials, card_body, markdown,
    ):  # fmt: skip
        environment.filters[function.__name__] = function
    environment.filters["bubble_parts"] = without_example
    return environment


def render(name: str, /, **values: object) -> str:
    """Render `templates/<name>.html`; a value the template needs but did not get is an error."""
    return _environment().get_template(f"{name}.html").render(**values)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words_of_name = name.split()
    return "".join(word[0] for word in dict.fromkeys([*words_of_name[:1], *words_of_name[-1:]])).upper()


def card_body(hit: CardHit) -> Markup:
    """Return a knowledge card's Markdown as HTML."""
    return markdown(hit.card.body)


def markdown(text: str) -> Markup:
    """Return Markdown as HTML; raw HTML in it is shown as text."""
    return Markup(MarkdownIt("commonmark", {"html": False}).render(text))
