"""Join the parts: the one place that reads settings and chooses vendors.

Parts are made when they are first asked for, so a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from assistant.domain.clock import Clock, utc_now
from assistant.settings import Settings
from assistant.shipped import Weights, shipped_dir, weights_dir

if TYPE_CHECKING:
    from assistant.adapters.beside import Beside
    from assistant.adapters.chroma_index import ChromaIndex
    from assistant.adapters.langchain_chat import LangChainChat, Price
    from assistant.adapters.passwords import ArgonPasswordHasher
    from assistant.adapters.sql.store import SqlStore
    from assistant.briefs import BriefDesk
    from assistant.checkins.asking import Asked
    from assistant.coaching.engine import CoachingEngine
    from assistant.coaching.use import CoachingDesk
    from assistant.conflicts.engine import ConflictEngine
    from assistant.domain.knowledge import CardHit
    from assistant.domain.suggestions import Constraints, Seeker, Suggestions
    from assistant.guidance.desk import GuidanceDesk
    from assistant.guidance.linking import GuidanceLinker
    from assistant.indexing import IndexStatus
    from assistant.matching.engine import MatchingEngine
    from assistant.notes.read import NoteReader
    from assistant.oversight.desk import FairnessDesk
    from assistant.ports.chat_model import ChatModel
    from assistant.ports.encoder import Encoder
    from assistant.ports.evaluations import EvaluationRunner, EvaluationRuns
    from assistant.ports.index import Collection
    from assistant.ports.mailer import Mailer
    from assistant.post import Delivered, Inviting
    from assistant.preparation.chat import Preparation
    from assistant.preparation.engine import PreparationEngine
    from assistant.prompts import PromptLibrary
    from assistant.review import ReviewDesk
    from assistant.schemas.matching import MatchedRow, MatchRow
    from assistant.wording.second import SecondWording

Progress = Callable[[str], None]
"""Take one line that tells a person what is going on."""

_CHECKOUT: Final = Path(__file__).parent.parent

_ATTEMPT_SHARE: Final = 0.6
"""Of the time for a reply, what one attempt may take, so that a hanging one leaves time for another."""


def _silent(_line: str) -> None:
    """Say nothing."""


def build(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    is_demo: bool = False,
    progress: Progress = _silent,
    model: ChatModel | None = None,
) -> Assistant:
    """Return the assistant these settings describe; nothing is opened or loaded yet."""
    return Assistant(settings, clock, is_demo, progress, model)


@dataclass(frozen=True)
class Assistant:
    """All parts of one running assistant.

    Attributes:
        is_demo: Whether the demo program is loaded and its people may be entered with one click.
        progress: Told about long work.
        model: A language model in place of the one that the settings name.
    """

    settings: Settings
    clock: Clock
    is_demo: bool
    progress: Progress
    model: ChatModel | None = None

    def warm_up(self) -> None:
        """Make what the first visitor would wait for: tables, demo, encoder, index, engines."""
        self.warm_up_store()
        _ = self.preparation
        _ = self.matching_engine

    def warm_up_store(self) -> None:
        """Bring database and index to the present; load the demo in demo mode.

        Raises:
            IndexMismatch: The index was made by another encoder.
        """
        if self.is_demo:
            self._load_demo()
        self.progress("Opening the index ...")
        self.sync_index()

    def warm_up_beside(self) -> None:
        """Begin, beside other work, what only the first search for mentors or reply of a model would wait for."""

        def warm_up() -> None:
            self.matching_engine.warm_up()
            if self.configured_model is not None:
                self.configured_model.warm_up()

        Thread(target=warm_up, daemon=True).start()

    # what is durable

    @cached_property
    def store(self) -> SqlStore:
        """Return the database, brought to the tables of this version."""
        from assistant.adapters.sql.store import SqlStore

        if self.settings.database_url is None:
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        store = SqlStore(self.settings.store_url)
        store.upgrade()
        return store

    @cached_property
    def hasher(self) -> ArgonPasswordHasher:
        """Return what hashes passwords."""
        from assistant.adapters.passwords import ArgonPasswordHasher

        return ArgonPasswordHasher()

    # what is derived from it

    @cached_property
    def encoder(self) -> Encoder:
        """Return the plain sentence encoder; the first call on a machine builds its model."""
        from assistant.adapters.encoder.minilm import MiniLmEncoder

        return MiniLmEncoder(self.settings.cache_dir, progress=self.progress)

    @cached_property
    def decision_encoder(self) -> Encoder:
        """Return the encoder that brings different wordings of one decision together."""
        from assistant.adapters.encoder.blended import BlendedEncoder
        from assistant.adapters.encoder.minilm import MiniLmEncoder
        from assistant.conflicts.grouping import DecisionEncoder

        adapter = self._weights("decisions") / "adapter.safetensors"
        trained = MiniLmEncoder(self.settings.cache_dir, progress=self.progress, adapter=adapter)
        return DecisionEncoder(BlendedEncoder(trained, self.encoder))

    @cached_property
    def index(self) -> ChromaIndex:
        """Return the vector index: a Chroma server where one is set, else the embedded one."""
        from assistant.adapters.chroma_index import ChromaIndex

        url = self.settings.chroma_url
        path = None if url else self.settings.index_dir
        return ChromaIndex(path=path, url=url, encoder=self.encoder, special=self._special_encoders)

    @cached_property
    def _special_encoders(self) -> Mapping[Collection, Encoder]:
        return {"guidance": self.decision_encoder}

    def sync_index(self) -> None:
        """Let the index follow all changes of the store; where there is none, make it."""
        from assistant.indexing import catch_up

        catch_up(self.store, self.index, self.encoder, special=self._special_encoders, progress=self._say_documents)

    def rebuild_index(self) -> None:
        """Throw the index away and make it anew."""
        from assistant.indexing import rebuild_index

        rebuild_index(
            self.store, self.index, self.encoder, special=self._special_encoders, progress=self._say_documents
        )

    def index_status(self) -> IndexStatus:
        """Return how the index stands beside the store."""
        from assistant.indexing import index_status

        return index_status(self.store, self.index, self.encoder, special=self._special_encoders)

    # use cases

    @cached_property
    def preparation_engine(self) -> PreparationEngine:
        """Return the embedded engine of the preparation chat."""
        from assistant.adapters.encoder.cached import CachedEncoder
        from assistant.adapters.encoder.minilm import MiniLmEncoder
        from assistant.preparation.engine import PreparationEngine
        from assistant.rubric.assess import Rubric
        from assistant.rubric.heads import load_heads
        from assistant.wording.next_question import Questioner
        from assistant.wording.phrases import load_phrase_bank

        weights = self._weights("rubric")
        adapted = MiniLmEncoder(
            self.settings.cache_dir, progress=self.progress, adapter=weights / "adapter.safetensors"
        )
        rubric = Rubric(CachedEncoder(adapted), load_heads(weights / "heads.safetensors"))
        plain = CachedEncoder(self.encoder)
        return PreparationEngine(rubric, Questioner(load_phrase_bank(plain), plain), plain)

    @cached_property
    def matching_engine(self) -> MatchingEngine:
        """Return the embedded engine of matching."""
        from assistant.adapters.encoder.blended import BlendedEncoder
        from assistant.adapters.encoder.minilm import MiniLmEncoder
        from assistant.matching.engine import matching_engine
        from assistant.ranking.affinity import UNTRAINED, load_scale

        adapter, scale, fit = self._weights("reranker") / "adapter.safetensors", UNTRAINED, None
        if adapter.exists():
            trained = MiniLmEncoder(self.settings.cache_dir, progress=self.progress, adapter=adapter)
            fit = BlendedEncoder(trained, self.encoder)
            scale = load_scale(adapter.with_name("scale.json"))
        return matching_engine(store=self.store, index=self.index, encoder=self.encoder, fit_encoder=fit, scale=scale)

    @cached_property
    def note_reader(self) -> NoteReader:
        """Return what finds guidance and commitments in session notes."""
        from assistant.adapters.encoder.cached import CachedEncoder
        from assistant.notes.heads import load_note_heads
        from assistant.notes.read import NoteReader

        return NoteReader(CachedEncoder(self.encoder), load_note_heads(self._weights("notes") / "heads.safetensors"))

    @cached_property
    def coaching_engine(self) -> CoachingEngine:
        """Return the embedded engine of the coach."""
        from assistant.adapters.encoder.cached import CachedEncoder
        from assistant.advice.heads import load_heads
        from assistant.advice.read import AdviceReader
        from assistant.coaching.engine import CoachingEngine

        heads = load_heads(self._weights("advice") / "heads.safetensors")
        return CoachingEngine(AdviceReader(CachedEncoder(self.encoder), heads))

    @cached_property
    def conflict_engine(self) -> ConflictEngine:
        """Return what links guidance to decisions and judges it; a language model judges where one is configured."""
        from assistant.adapters.encoder.cached import CachedEncoder
        from assistant.conflicts.embedded_judge import EmbeddedJudge, load_judge_weights
        from assistant.conflicts.engine import ConflictEngine
        from assistant.conflicts.model_judge import ModelJudge

        weights = load_judge_weights(self._weights("conflicts") / "judge.safetensors")
        decisions = CachedEncoder(self.decision_encoder)
        plain = CachedEncoder(self.encoder)
        embedded = EmbeddedJudge(plain, decisions, weights)
        model = self.chat_model
        judge = embedded if model is None else ModelJudge(model, embedded, self.prompts, self.store, self.clock)
        return ConflictEngine(decisions, plain, judge, knows_decisions=model is not None)

    @cached_property
    def linker(self) -> GuidanceLinker:
        """Return what links a mentee's new guidance to what they were told before."""
        from assistant.guidance.linking import GuidanceLinker

        return GuidanceLinker(self.store, self.index, self.conflict_engine, self.clock)

    @cached_property
    def guidance_desk(self) -> GuidanceDesk:
        """Return what the use cases of session notes work with."""
        from assistant.guidance.desk import GuidanceDesk

        return GuidanceDesk(self.store, self.note_reader, self.linker, self.clock)

    def match_row(self, row: MatchRow) -> MatchedRow:
        """Suggest mentors for one batch row."""
        from assistant.matching.batch import match_row

        return match_row(row, self.matching_engine, now=self.clock())

    def find_cards(self, text: str, *, limit: int = 3) -> tuple[CardHit, ...]:
        """Return the knowledge cards that may already answer, best first."""
        from assistant.knowledge.search import find_cards

        return find_cards(text, store=self.store, index=self.index, encoder=self.encoder, limit=limit)

    @cached_property
    def preparation(self) -> Preparation:
        """Return the preparation chat."""
        from assistant.preparation.chat import Preparation

        return Preparation(self.store, self.preparation_engine, self.second_wording, self.find_cards, self.clock)

    def suggest(self, question: str, *, seeker: Seeker, constraints: Constraints, limit: int) -> Suggestions:
        """Return up to `limit` mentors for a question, and good fits without time apart."""
        from assistant.matching.suggest import suggest

        return suggest(
            question, self.matching_engine, now=self.clock(), seeker=seeker, constraints=constraints, limit=limit
        )

    @cached_property
    def fairness_desk(self) -> FairnessDesk:
        """Return what load is looked at and waiting questions are given out with."""
        from assistant.oversight.desk import fairness_desk

        return fairness_desk(self.store, self.matching_engine, self.clock)

    @cached_property
    def brief_desk(self) -> BriefDesk:
        """Return what the use cases of the brief work with."""
        from assistant.briefs import BriefDesk

        return BriefDesk(self.store, self.preparation_engine.rubric, self.clock)

    @cached_property
    def coaching_desk(self) -> CoachingDesk:
        """Return what drafts of advice are read and sent with."""
        from assistant.coaching.second import SecondShorter
        from assistant.coaching.use import CoachingDesk

        second = SecondShorter(self.chat_model, self.prompts, self.store, self.clock)
        return CoachingDesk(self.store, self.coaching_engine, second, self.linker, self.clock)

    # evaluation

    @cached_property
    def evaluation_runs(self) -> EvaluationRuns:
        """Return the evaluation runs that were made here, with the baseline of a checkout."""
        from assistant.adapters.inspect_logs import InspectLogs

        return InspectLogs(self.settings.eval_logs_dir, baseline=_CHECKOUT / "evals" / "baseline")

    @cached_property
    def evaluation_runner(self) -> EvaluationRunner | None:
        """Return what measures this version, None outside of a checkout with its evaluation packages."""
        from importlib.util import find_spec

        from assistant.adapters.evaluation_runner import SubprocessRunner

        if not (_CHECKOUT / "evals" / "run.py").exists() or find_spec("inspect_ai") is None:
            return None
        return SubprocessRunner(self.settings.eval_logs_dir, checkout=_CHECKOUT, clock=self.clock)

    @cached_property
    def review_desk(self) -> ReviewDesk:
        """Return what evaluation runs are reviewed with."""
        from assistant.review import ReviewDesk

        return ReviewDesk(self.evaluation_runs, self.store, self.clock)

    def practice_weights(self) -> Path:
        """Make a folder of deliberately damaged weights, to see a version refused; return it."""
        from assistant.program.practice import damage_weights

        return damage_weights(weights_dir("rubric").parent, self.settings.data_dir.absolute() / "practice-weights")

    # mail

    @cached_property
    def mailer(self) -> Mailer:
        """Return what delivers mail: the SMTP server that is set, else the outbox folder."""
        from assistant.adapters.mail import OutboxFolder, SmtpMailer, read_server

        settings = self.settings
        if settings.smtp_url is None:
            return OutboxFolder(settings.outbox_dir, settings.mail_from, self.clock)
        return SmtpMailer(read_server(settings.smtp_url.get_secret_value()), settings.mail_from, self.clock)

    @cached_property
    def inviting(self) -> Inviting:
        """Return what calendar invitations are written with."""
        from assistant.adapters.calendar import IcalendarWriter
        from assistant.adapters.mail import sender_of
        from assistant.post import Inviting

        return Inviting(self.store, IcalendarWriter(), sender_of(self.settings.mail_from), self.clock)

    def ask_due_check_ins(self) -> Asked:
        """Queue the mails that ask what became of commitments, and propose to go on elsewhere where they show it."""
        from assistant.checkins.asking import ask_due
        from assistant.guidance.graduation import propose_for_everybody

        asked = ask_due(self.store, clock=self.clock, public_url=self.settings.public_address)
        propose_for_everybody(self.store, clock=self.clock)
        return asked

    def deliver_mail(self) -> Delivered:
        """Send the mails whose time has come."""
        from assistant.post import deliver_waiting

        return deliver_waiting(self.store, self.mailer, clock=self.clock)

    @cached_property
    def mail_round(self) -> Beside:
        """Return what sends waiting mails beside other work."""
        from assistant.adapters.beside import Beside

        return Beside(self.deliver_mail, name="sending mail")

    def send_mail_soon(self) -> None:
        """Begin to send waiting mail beside other work; returns at once."""
        self.mail_round.start()

    @cached_property
    def index_round(self) -> Beside:
        """Return what brings the index along beside other work."""
        from assistant.adapters.beside import Beside

        return Beside(self.sync_index, name="following changes")

    def follow_changes_soon(self) -> None:
        """Begin to bring the index along with the store beside other work; returns at once."""
        self.index_round.start()

    # the optional language model

    @property
    def chat_model(self) -> ChatModel | None:
        """Return the language model that words things, None where there is none."""
        return self.model or self.configured_model

    @cached_property
    def configured_model(self) -> LangChainChat | None:
        """Return the language model that the settings name, None where no key is set."""
        settings = self.settings
        if settings.openai_api_key is None:
            return None
        from assistant.adapters.langchain_chat import Endpoint, LangChainChat, Limits
        from assistant.adapters.tokens import TiktokenCounter

        return LangChainChat(
            Endpoint(settings.openai_model, settings.openai_api_key, settings.openai_base_url),
            TiktokenCounter(settings.openai_model, cache_dir=settings.tiktoken_cache_dir),
            Limits(
                seconds=settings.openai_timeout_seconds,
                attempt_seconds=settings.openai_timeout_seconds * _ATTEMPT_SHARE,
                prompt_tokens_max=settings.openai_prompt_tokens_max,
            ),
            _price(settings),
        )

    @cached_property
    def second_wording(self) -> SecondWording:
        """Return what rewords a turn; without a language model every wording stays as it is."""
        from assistant.wording.second import SecondWording

        return SecondWording(self.chat_model, self.prompts, self.store, self.clock)

    @cached_property
    def prompts(self) -> PromptLibrary:
        """Return the prompt files."""
        from assistant.prompts import load_prompts

        return load_prompts(self.settings.prompts_dir or shipped_dir("prompts"))

    def _weights(self, kind: Weights) -> Path:
        return weights_dir(kind, instead=self.settings.weights_dir)

    def _load_demo(self) -> None:
        from assistant.program.demo import load_demo

        if load_demo(self.store, knowledge_dir=shipped_dir("knowledge"), now=self.clock()):
            self.progress("Loaded the demo program: fictional mentors, mentees and knowledge cards.")
        if self.settings.database_url is None:
            self.settings.demo_mark.touch()

    def _say_documents(self, done: int, total: int) -> None:
        self.progress(f"  indexed {done} of {total}")


def _price(settings: Settings) -> Price | None:
    """Return what the model costs, None unless both prices are set."""
    from assistant.adapters.langchain_chat import Price

    prompt, reply = settings.openai_usd_per_million_prompt_tokens, settings.openai_usd_per_million_reply_tokens
    return None if prompt is None or reply is None else Price(prompt, reply)
