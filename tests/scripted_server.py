"""An OpenAI-compatible server that does what a test tells it to, over real HTTP.

Each request takes the next behavior of the script; the last one stays.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Behavior = Callable[["Exchange"], None]
PROMPT_TOKENS = 120
REPLY_TOKENS = 30


class ScriptedServer:
    """Listens on a free port of the loopback interface while the `with` block runs."""

    def __init__(self, *script: Behavior) -> None:
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
        self._http.daemon_threads = True
        self._http.scripted = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def next_behavior(self, request: dict[str, Any], headers: Mapping[str, str]) -> Behavior:
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request: dict[str, Any] = json.loads(body) if self.path.endswith("/chat/completions") else {"path": self.path}
        behavior = self.scripted.next_behavior(request, dict(self.headers))
        self.request_json = request
        try:
            behavior(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    @property
    def scripted(self) -> ScriptedServer:
        return self.server.scripted  # type: ignore[attr-defined, no-any-return]

    def send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "content-type": "application/json",
            "content-length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by http.server
        pass


def completion(message: Mapping[str, Any], *, finish_reason: str = "stop", usage: bool = True) -> bytes:
    """Return the body of a chat completion."""
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish_reason}],
    }
    if usage:
        body["usage"] = {
            "prompt_tokens": PROMPT_TOKENS,
            "completion_tokens": REPLY_TOKENS,
            "total_tokens": PROMPT_TOKENS + REPLY_TOKENS,
        }
    return json.dumps(body).encode()


def says(content: str, *, finish_reason: str = "stop", usage: bool = True) -> Behavior:
    """Answer with a message of this content."""
    return lambda exchange: exchange.send(
        200, completion({"content": content}, finish_reason=finish_reason, usage=usage)
    )


def replies(**fields: object) -> Behavior:
    """Answer with a JSON object of these fields."""
    return says(json.dumps(fields))


def calls_tool(name: str, **fields: object) -> Behavior:
    """Answer with a function call."""
    call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": json.dumps(fields)}}
    return lambda exchange: exchange.send(
        200, completion({"content": None, "tool_calls": [call]}, finish_reason="tool_calls")
    )


def refuses() -> Behavior:
    return lambda exchange: exchange.send(200, completion({"content": None, "refusal": "I cannot help with that."}))


def fails(status: int, *, code: str | None = None, **headers: str) -> Behavior:
    """Answer with an error status; `retry_after="1"` becomes a header."""
    body = json.dumps({"error": {"message": "scripted failure, key sk-secret", "type": "error", "code": code}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.send(status, body, named)


def hangs(seconds: float = 60.0) -> Behavior:
    """Take the request and stay silent."""

    def behave(exchange: Exchange) -> None:
        exchange.scripted.closing.wait(seconds)
        exchange.close_connection = True

    return behave


def drips(seconds_between: float = 0.05) -> Behavior:
    """Send a body byte by byte, each before any read times out, and never finish."""

    def behave(exchange: Exchange) -> None:
        exchange.send_response(200)
        exchange.send_header("content-type", "application/json")
        exchange.send_header("content-length", "100000")
        exchange.end_headers()
        while not exchange.scripted.closing.wait(seconds_between):
            exchange.wfile.write(b" ")

    return behave


def cuts_connection() -> Behavior:
    """Close without a word."""

    def behave(exchange: Exchange) -> None:
        exchange.close_connection = True

    return behave


def cuts_body() -> Behavior:
    """Promise a whole body, send half of it, close."""

    def behave(exchange: Exchange) -> None:
        body = completion({"content": "{}"})
        exchange.send(200, body[: len(body) // 2], {"content-length": str(len(body))})
        exchange.close_connection = True

    return behave


def sends(body: str, content_type: str = "application/json") -> Behavior:
    """Answer 200 with any body."""
    return lambda exchange: exchange.send(200, body.encode(), {"content-type": content_type})


def obeys_the_draft(**fields: object) -> Behavior:
    """Do what the draft says after "say:": put it into the reply as the question."""

    def behave(exchange: Exchange) -> None:
        prompt = "\n".join(str(message["content"]) for message in exchange.request_json["messages"])
        told = re.search(r"say:\s*(.+)", prompt)
        replies(**{**fields, "question": told[1] if told else "nothing"})(exchange)

    return behave
