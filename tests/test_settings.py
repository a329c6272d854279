from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def names_of_settings() -> set[str]:
    return {str(field.validation_alias) for field in Settings.model_fields.values()}


def read(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


def test_the_example_file_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == len(set(named))
    assert set(named) == names_of_settings()


def test_copying_the_example_file_as_it_is_changes_nothing() -> None:
    assert Settings(_env_file=EXAMPLE) == read()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASSISTANT_PORT", "8080")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    settings = read()
    assert settings.sqlite_file == tmp_path / "assistant.sqlite3"
    assert settings.port == 8080
    assert settings.openai_api_key is None


def test_keys_and_passwords_do_not_show_when_settings_are_printed() -> None:
    settings = read(openai_api_key="sk-secret", database_url="postgresql://a:hunter2@db/x")
    assert "sk-secret" not in repr(settings)
    assert "hunter2" not in repr(settings)
    assert settings.store_url == "postgresql://a:hunter2@db/x"


def test_the_demo_begins_on_new_data_and_goes_on_where_it_began(tmp_path: Path) -> None:
    settings = read(data_dir=tmp_path)
    assert settings.begins_demo()
    settings.sqlite_file.touch()
    assert not settings.begins_demo()
    settings.demo_mark.touch()
    assert settings.begins_demo()


@pytest.mark.parametrize("changes", [{"demo": False}, {"host": "0.0.0.0"}, {"database_url": "postgresql://db/x"}])
def test_the_demo_does_not_begin_by_itself_where_others_could_enter_it(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    assert not read(data_dir=tmp_path, **changes).begins_demo()


def test_links_in_mails_lead_to_the_address_that_is_set_or_to_where_the_app_listens() -> None:
    assert read(public_url="https://mentoring.example.org/").public_address == "https://mentoring.example.org"
    assert read(port=8080).public_address == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "changes", [{"mail_from": "nobody"}, {"mail_from": "A <a@b>\nBcc: c@d"}, {"public_url": "mentoring"}]
)
def test_addresses_that_are_none_are_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        read(**changes)


def test_the_mail_servers_password_does_not_show_when_settings_are_printed() -> None:
    assert "hunter2" not in repr(read(smtp_url="smtps://me:hunter2@mail.example.org"))


def test_a_folder_of_weights_has_to_be_there(tmp_path: Path) -> None:
    assert read(weights_dir=tmp_path).weights_dir == tmp_path
    with pytest.raises(ValidationError, match="directory"):
        read(weights_dir=tmp_path / "mistyped")
