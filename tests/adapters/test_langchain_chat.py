"""Every way an endpoint can fail ends in a named reason within the time limit; over real HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from assistant.adapters.circuit import CircuitBreaker
from assistant.adapters.langchain_chat import Endpoint, LangChainChat, Limits, Price, Waiting
from assistant.adapters.tokens import TiktokenCounter
from assistant.errors import ModelUnavailable
from assistant.ports.chat_model import ChatModel, RenderedPrompt
from assistant.schemas.model_replies import NextQuestionReply, SharpenedQuestionReply
from tests.scripted_server import (
    PROMPT_TOKENS,
    REPLY_TOKENS,
    Behavior,
    ScriptedServer,
    calls_tool,
    cuts_body,
    cuts_connection,
    drips,
    fails,
    hangs,
    refuses,
    replies,
    says,
    sends,
)

PROMPT = RenderedPrompt("next-question", "Word a question.", "I want to grow.", "0" * 64)
GOOD = replies(element="goal", question="What would a good result be?")
KEY = "sk-secret"
LIMITS = Limits(seconds=4.0, attempt_seconds=1.2, attempts_max=3)
SLACK_SECONDS = 1.0
"""For a busy machine; a limit that is not kept is missed by much more."""


class Sleeps:
    """Sleep for real, and remember how long."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        time.sleep(seconds)


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    LangChainChat(Endpoint("m", SecretStr(KEY), "http://127.0.0.1:9/v1"), TiktokenCounter("m")).warm_up()


@pytest.fixture
def sleeps() -> Sleeps:
    return Sleeps()


@pytest.fixture
def chat(sleeps: Sleeps, request: pytest.FixtureRequest) -> Callable[..., LangChainChat]:
    """Make chats that are closed at the end."""

    def make(
        server: ScriptedServer,
        *,
        model: str = "scripted",
        limits: Limits = LIMITS,
        circuit: CircuitBreaker | None = None,
    ) -> LangChainChat:
        made = LangChainChat(
            Endpoint(model, SecretStr(KEY), server.base_url),
            TiktokenCounter(model),
            limits=limits,
            price=Price(prompt=1.0, reply=10.0),
            circuit=circuit or CircuitBreaker(),
            waiting=Waiting(sleep=sleeps, chance=lambda: 0.5),
        )
        request.addfinalizer(made.close)
        return made

    return make


Chats = Callable[..., LangChainChat]


def test_a_good_reply_comes_with_its_tokens_and_its_price(chat: Chats) -> None:
    with ScriptedServer(GOOD) as server:
        model: ChatModel = chat(server)
        reply = model.reply(PROMPT, NextQuestionReply)
    assert reply.value == NextQuestionReply(element="goal", question="What would a good result be?")
    assert (reply.model, model.name) == ("scripted", "scripted")
    assert (reply.use.prompt_tokens, reply.use.reply_tokens, reply.use.is_estimate) == (
        PROMPT_TOKENS,
        REPLY_TOKENS,
        False,
    )
    assert reply.use.cost_usd == pytest.approx((PROMPT_TOKENS + 10 * REPLY_TOKENS) / 1e6)


def test_the_request_holds_prompt_key_and_schema(chat: Chats) -> None:
    with ScriptedServer(GOOD) as server:
        chat(server).reply(PROMPT, NextQuestionReply)
        (sent,), (headers,) = server.requests, server.headers
    assert [message["content"] for message in sent["messages"]] == [PROMPT.system, PROMPT.user]
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == f"Bearer {KEY}"
    assert sent["response_format"]["json_schema"]["schema"]["required"] == ["element", "question"]


def test_tokens_are_estimated_where_the_endpoint_does_not_tell(chat: Chats) -> None:
    with ScriptedServer(says(json.dumps({"question": "I want to grow."}), usage=False)) as server:
        use = chat(server).reply(PROMPT, SharpenedQuestionReply).use
    assert use.is_estimate
    assert use.prompt_tokens > 0 < use.reply_tokens


def test_a_reply_in_a_code_fence_is_read(chat: Chats) -> None:
    with ScriptedServer(says('```json\n{"question": "I want to grow."}\n```')) as server:
        assert chat(server).reply(PROMPT, SharpenedQuestionReply).value.question == "I want to grow."


def test_older_models_are_asked_through_a_function(chat: Chats) -> None:
    with ScriptedServer(calls_tool("SharpenedQuestionReply", question="I want to grow.")) as server:
        assert chat(server, model="gpt-4").reply(PROMPT, SharpenedQuestionReply).value.question == "I want to grow."


@pytest.mark.parametrize(
    "passing",
    [
        fails(500),
        fails(503),
        fails(429),
        fails(429, retry_after="0.1"),
        fails(408),
        cuts_connection(),
        cuts_body(),
        hangs(),
        says("{"),
        sends("<html>", "text/html"),
    ],
    ids=["500", "503", "429", "429-after", "408", "cut-connection", "cut-body", "hang", "half-json", "html"],
)
def test_what_may_pass_is_tried_again(chat: Chats, passing: Behavior) -> None:
    with ScriptedServer(passing, GOOD) as server:
        assert chat(server).reply(PROMPT, NextQuestionReply).value.element == "goal"
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("behavior", "reason", "calls"),
    [
        (fails(401), "unauthorized", 1),
        (fails(403), "unauthorized", 1),
        (fails(400), "bad_request", 1),
        (fails(404), "bad_request", 1),
        (fails(429, code="insufficient_quota"), "rate_limited", 1),
        (fails(429, retry_after="60"), "rate_limited", 1),
        (fails(429), "rate_limited", 3),
        (fails(500), "server_error", 3),
        (cuts_connection(), "unreachable", 3),
        (cuts_body(), "unreachable", 3),
        (says('{"question": "I want to gr'), "malformed", 3),
        (says("Sure! Here is your question."), "malformed", 3),
        (replies(answer=1), "malformed", 3),
        (replies(element="mood", question="How are you?"), "malformed", 3),
        (sends("{}"), "malformed", 3),
        (sends("null"), "malformed", 3),
        (sends('{"choices": []}'), "malformed", 3),
        (sends("{not json"), "malformed", 3),
        (refuses(), "refused", 1),
        (says("", finish_reason="content_filter"), "refused", 1),
        (says('{"element": "goal", "question": "What?"}', finish_reason="length"), "cut_short", 1),
    ],
)
def test_every_failure_has_a_reason_and_an_end(chat: Chats, behavior: Behavior, reason: str, calls: int) -> None:
    begun = time.monotonic()
    with ScriptedServer(behavior) as server, pytest.raises(ModelUnavailable) as caught:
        chat(server, limits=Limits(seconds=6.0, attempt_seconds=2.0)).reply(PROMPT, NextQuestionReply)
    assert caught.value.code == f"model_{reason}"
    assert len(server.requests) == calls
    assert time.monotonic() - begun < 6.0 + SLACK_SECONDS
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("behavior", [hangs(), drips()], ids=["hang", "drip"])
def test_the_time_limit_holds_over_all_attempts(chat: Chats, behavior: Behavior) -> None:
    begun = time.monotonic()
    with ScriptedServer(behavior) as server, pytest.raises(ModelUnavailable) as caught:
        chat(server).reply(PROMPT, NextQuestionReply)
    assert caught.value.code == "model_timeout"
    assert time.monotonic() - begun < LIMITS.seconds + SLACK_SECONDS


def test_nobody_listening_is_unreachable(chat: Chats) -> None:
    with ScriptedServer(GOOD) as server:
        pass
    with pytest.raises(ModelUnavailable) as caught:
        chat(server).reply(PROMPT, NextQuestionReply)
    assert caught.value.code == "model_unreachable"


def test_a_wait_asked_for_is_kept(chat: Chats, sleeps: Sleeps) -> None:
    with ScriptedServer(fails(429, retry_after="0.9"), GOOD) as server:
        chat(server).reply(PROMPT, NextQuestionReply)
    assert sleeps.seconds == [0.9]


def test_pauses_double(chat: Chats, sleeps: Sleeps) -> None:
    with ScriptedServer(fails(500)) as server, pytest.raises(ModelUnavailable):
        chat(server, limits=Limits(attempts_max=4)).reply(PROMPT, NextQuestionReply)
    assert [later / earlier for earlier, later in zip(sleeps.seconds, sleeps.seconds[1:], strict=False)] == [2, 2]


def test_tokens_of_failed_attempts_are_told(chat: Chats) -> None:
    with ScriptedServer(says("{"), GOOD) as server:
        assert chat(server).reply(PROMPT, NextQuestionReply).use.prompt_tokens == 2 * PROMPT_TOKENS
    with ScriptedServer(refuses()) as server, pytest.raises(ModelUnavailable) as caught:
        chat(server).reply(PROMPT, NextQuestionReply)
    assert caught.value.use is not None
    assert caught.value.use.reply_tokens == REPLY_TOKENS


def test_a_prompt_over_budget_is_not_sent(chat: Chats) -> None:
    with ScriptedServer(GOOD) as server:
        long = RenderedPrompt("next-question", "system", "word " * 500, "0" * 64)
        with pytest.raises(ModelUnavailable) as caught:
            chat(server, limits=Limits(prompt_tokens_max=400)).reply(long, NextQuestionReply)
        assert server.requests == []
    assert caught.value.code == "model_over_budget"


def test_after_failures_in_a_row_the_endpoint_is_left_alone(chat: Chats) -> None:
    with ScriptedServer(fails(401)) as server:
        model = chat(server, circuit=CircuitBreaker(failures_max=2))
        codes = []
        for _ in range(4):
            with pytest.raises(ModelUnavailable) as caught:
                model.reply(PROMPT, NextQuestionReply)
            codes.append(caught.value.code)
        assert len(server.requests) == 2
    assert codes == ["model_unauthorized"] * 2 + ["model_circuit_open"] * 2


def test_refusals_do_not_open_the_circuit(chat: Chats) -> None:
    with ScriptedServer(refuses()) as server:
        model = chat(server, circuit=CircuitBreaker(failures_max=1))
        for _ in range(2):
            with pytest.raises(ModelUnavailable, match="refused"):
                model.reply(PROMPT, NextQuestionReply)


def test_the_key_is_in_no_text_about_the_chat(chat: Chats) -> None:
    with ScriptedServer(GOOD) as server:
        assert KEY not in repr(chat(server))


def test_tracing_switched_on_in_the_environment_sends_nothing(chat: Chats, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(GOOD) as server, ScriptedServer(sends("{}")) as tracer:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "key")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", tracer.base_url)
        chat(server).reply(PROMPT, NextQuestionReply)
        time.sleep(0.6)
        assert tracer.requests == []
