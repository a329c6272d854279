"""What can be set from outside, read once from the environment and an optional `.env` file.

`.env.example` documents every variable; a test keeps the two alike. Nothing else in the package reads
the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import DirectoryPath, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """Settings of one running assistant; an empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    data_dir: Path = Field(Path("data"), validation_alias="ASSISTANT_DATA_DIR")
    """Folder of the SQLite database and the embedded vector index."""
    cache_dir: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("micro-mentoring-assistant"),
        validation_alias="ASSISTANT_CACHE_DIR",
    )
    """Folder of what can be made again: the converted encoder."""
    prompts_dir: Path | None = Field(None, validation_alias="ASSISTANT_PROMPTS_DIR")
    """Folder of prompt files; those shipped with the program when not set."""
    weights_dir: DirectoryPath | None = Field(None, validation_alias="ASSISTANT_WEIGHTS_DIR")
    """Folder of weights used in place of the shipped ones; kinds it lacks stay as shipped."""
    eval_logs_dir: Path = Field(Path("evals/logs"), validation_alias="ASSISTANT_EVAL_LOGS")
    """Folder of evaluation runs, a folder each."""

    host: str = Field("127.0.0.1", validation_alias="ASSISTANT_HOST")
    port: int = Field(7860, ge=1, le=65_535, validation_alias="ASSISTANT_PORT")
    demo: bool | None = Field(None, validation_alias="ASSISTANT_DEMO")
    """Demo program on or off; when not set, the web app starts it on loopback when there is no data yet."""

    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    chroma_url: str | None = Field(None, validation_alias="CHROMA_URL")

    public_url: str | None = Field(None, pattern=r"^https?://[^\s/]+", validation_alias="ASSISTANT_PUBLIC_URL")
    """The address people reach the web app at, for links in mails."""
    smtp_url: SecretStr | None = Field(None, validation_alias="SMTP_URL")
    """Switches mail on; without it mails are written into the outbox folder."""
    mail_from: str = Field(
        "Micro-mentoring <mentoring@localhost>",
        pattern=r"^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$",
        validation_alias="MAIL_FROM",
    )

    openai_api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    """Switches the second wording on."""
    openai_base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    openai_model: str = Field("gpt-5-mini", validation_alias="OPENAI_MODEL")
    openai_timeout_seconds: Annotated[float, Field(gt=0, le=120, validation_alias="OPENAI_TIMEOUT_SECONDS")] = 12.0
    """Longest wait for a wording, retries included."""
    openai_prompt_tokens_max: int = Field(3_000, ge=100, validation_alias="OPENAI_PROMPT_TOKENS_MAX")
    """A longer prompt is not sent; the embedded wording stands."""
    openai_usd_per_million_prompt_tokens: float | None = Field(
        None, ge=0, validation_alias="OPENAI_USD_PER_MILLION_PROMPT_TOKENS"
    )
    openai_usd_per_million_reply_tokens: float | None = Field(
        None, ge=0, validation_alias="OPENAI_USD_PER_MILLION_REPLY_TOKENS"
    )
    tiktoken_cache_dir: Path | None = Field(None, validation_alias="TIKTOKEN_CACHE_DIR")
    """Where tiktoken's encodings lie; without one, token counts are labelled estimates."""

    @property
    def sqlite_file(self) -> Path:
        """Return the database file used when `DATABASE_URL` is not set."""
        return self.data_dir / "assistant.sqlite3"

    @property
    def store_url(self) -> str:
        """Return the database to open, credentials included: not for logs."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.sqlite_file.absolute()}"

    @property
    def index_dir(self) -> Path:
        """Return the folder of the embedded vector index."""
        return self.data_dir / "index"

    @property
    def outbox_dir(self) -> Path:
        """Return the folder that mails are written into when `SMTP_URL` is not set."""
        return self.data_dir / "outbox"

    @property
    def public_address(self) -> str:
        """Return where people reach the web app: as set, or where it listens."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def demo_mark(self) -> Path:
        """Return the file whose presence says that this data began as the demo program."""
        return self.data_dir / "demo"

    @property
    def is_loopback(self) -> bool:
        """Tell whether the web app listens to this machine alone."""
        return self.host in _LOOPBACK

    def begins_demo(self) -> bool:
        """Tell whether the web app runs the demo program: as set, or on loopback with demo data or none yet."""
        if self.demo is not None:
            return self.demo
        if not self.is_loopback:
            return False
        return self.demo_mark.exists() or (self.database_url is None and not self.sqlite_file.exists())
