from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.errors import IndexMismatch
from assistant.program.demo import OWNER
from assistant.settings import Settings
from tests.fakes.encoder import HashingEncoder


def settings(data_dir: Path, **changes: object) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, **changes)  # type: ignore[arg-type]


def with_encoder(assistant: Assistant, name: str = "hashing") -> Assistant:
    """Give an assistant a quick encoder in place of the real one."""
    vars(assistant)["encoder"] = HashingEncoder(name=name)
    return assistant


def test_building_opens_and_writes_nothing(tmp_path: Path) -> None:
    build(settings(tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_language_model_without_a_key(tmp_path: Path) -> None:
    assert build(settings(tmp_path)).chat_model is None


def test_a_key_switches_the_language_model_on_with_what_is_set(tmp_path: Path) -> None:
    model = build(
        settings(
            tmp_path,
            openai_api_key="sk-test",
            openai_model="llama",
            openai_base_url="http://127.0.0.1:1/v1",
            openai_timeout_seconds=5,
            openai_usd_per_million_prompt_tokens=1,
            openai_usd_per_million_reply_tokens=2,
        )
    ).configured_model
    assert model is not None
    assert (model.name, model.endpoint.base_url, model.limits.seconds) == ("llama", "http://127.0.0.1:1/v1", 5)
    assert model.limits.attempt_seconds < model.limits.seconds
    assert model.price is not None
    assert model.price.of(1_000_000, 1_000_000) == pytest.approx(3.0)


def test_the_demo_is_loaded_in_demo_mode_only_and_marks_its_data(tmp_path: Path) -> None:
    plain = with_encoder(build(settings(tmp_path / "plain")))
    plain.warm_up_store()
    assert plain.store.people() == []
    assert not plain.settings.demo_mark.exists()
    demo = with_encoder(build(settings(tmp_path / "demo"), is_demo=True))
    demo.warm_up_store()
    assert demo.store.person(OWNER.id) == OWNER
    assert demo.settings.begins_demo()
    assert demo.index_status().is_complete
    for one in (plain, demo):
        one.store.close()


def test_an_index_of_another_encoder_is_refused_at_the_start_until_it_is_rebuilt(tmp_path: Path) -> None:
    first = with_encoder(build(settings(tmp_path), is_demo=True))
    first.warm_up_store()
    first.store.close()
    second = with_encoder(build(settings(tmp_path), is_demo=True), name="newer")
    with pytest.raises(IndexMismatch, match="assistant index rebuild"):
        second.warm_up_store()
    second.rebuild_index()
    second.warm_up_store()
    assert second.index_status().is_complete
    second.store.close()
