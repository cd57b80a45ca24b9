"""The settings: .env.example and the program hold the same keys, and a wrong value is named in one line."""

import re
from pathlib import Path

import pytest

from app import settings
from app.configuration import pace_of
from app.settings import Settings, WrongSetting

EXAMPLE = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
KEYS = {name.upper() for name in Settings.model_fields}
TOKEN = "123456789:AAEhBP0av28NSYtzJ-fake-token-for-test"


@pytest.fixture(autouse=True)
def nothing_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env and no setting of who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)


def example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, flags=re.MULTILINE))


def test_the_example_names_every_key_and_no_other() -> None:
    assert set(example()) == KEYS


def test_each_key_of_the_example_stands_below_a_line_on_what_it_is() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert re.match(r"# .{10,}", lines[number - 1]), line


def test_what_stands_in_the_example_is_the_default_but_for_the_health_checks(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(EXAMPLE, encoding="utf-8")
    defaults = Settings(_env_file=None).model_dump()
    assert settings.read().model_dump() == {**defaults, "health_listen": "127.0.0.1:8082"}


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RESORT_NAME=Polres Satu\nREPORT_PREFIX=SAT\n", encoding="utf-8")
    monkeypatch.setenv("RESORT_NAME", "Polres Dua")
    read = settings.read()
    assert (read.resort_name, read.report_prefix) == ("Polres Dua", "SAT")


def test_systemd_hands_over_the_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "bot_token").write_text(TOKEN.replace("123456789", "987654321") + "\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert settings.read().bot_token.get_secret_value().startswith("987654321:")


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_key_that_is_there_but_empty_means_the_default(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(key, "")
    assert settings.read().model_dump() == Settings(_env_file=None).model_dump()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("BOT_TOKEN", "not-a-token", "the token BotFather gave"),
        ("TELEGRAM_API_URL", "api.telegram.org", "http:// or https://"),
        ("DATABASE_URL", "siaga.db", "sqlite:///PATH"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///PATH"),
        ("DATA_KEY", "c2hvcnQ=", "32 bytes in base64"),
        ("DATA_KEY", "rahasia sekali", "32 bytes in base64"),
        ("RESORT_CODE", "1472", "such as 14.72"),
        ("REPORT_PREFIX", "dmi", "capital letters"),
        ("REPORT_PREFIX", "TERLALU", "capital letters"),
        ("TIMEZONE", "Mars/Olympus", "Asia/Jakarta"),
        ("TIMEZONE", "/etc/passwd", "Asia/Jakarta"),
        ("WEBHOOK_URL", "siaga.example.id/kait", "https://"),
        ("LISTEN", "8080", "HOST:PORT"),
        ("LISTEN", "127.0.0.1:99999", "HOST:PORT"),
        ("SANDBOX_LISTEN", "127.0.0.1:", "HOST:PORT"),
        ("HEALTH_LISTEN", "8082", "HOST:PORT"),
        ("REPORTS_PER_HOUR", "0", "greater than or equal to 1"),
        ("REPORTS_PER_HOUR", "enam", "integer"),
        ("MESSAGES_PER_SECOND", "0", "greater than 0"),
        ("MESSAGES_PER_SECOND", "inf", "finite"),
        ("CHAT_MESSAGES_PER_SECOND", "nan", "greater than 0|finite"),
        ("LOG_LEVEL", "verbose", "DEBUG, INFO"),
        ("LOG_FORMAT", "xml", "text or json"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(
    key: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(key, value)
    with pytest.raises(WrongSetting, match=f"^{key}: .*(?:{expected})") as wrong:
        settings.read()
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize("secret", ["", "dua kata", "x" * 31, "x" * 257, "rahasia!" * 5])
def test_a_webhook_needs_a_secret_that_telegram_takes(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://siaga.example.id/kait")
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    with pytest.raises(WrongSetting, match=r"^WEBHOOK_SECRET: expected"):
        settings.read()


@pytest.mark.parametrize("secret", ["a" * 32, "ab" * 20, "1234567" * 5])
def test_a_webhook_secret_that_can_be_guessed_is_refused(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever knows it writes to the bot as anybody."""
    monkeypatch.setenv("WEBHOOK_URL", "https://siaga.example.id/kait")
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    with pytest.raises(WrongSetting, match=r"^WEBHOOK_SECRET: this can be guessed"):
        settings.read()


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {"BOT_TOKEN": TOKEN, "DATA_KEY": "A" * 43 + "=", "WEBHOOK_SECRET": "rahasia-kait-yang-cukup-panjang-01"}
    for key, value in secrets.items():
        monkeypatch.setenv(key, value)
    printed = f"{settings.read()!r} {settings.read()}"
    assert not [value for value in secrets.values() if value in printed]


def test_the_sandbox_never_plays_in_the_database_of_the_real_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/siaga/siaga.db")
    assert settings.read().database == Path("/srv/siaga/sandbox/siaga.db")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert settings.read().database == Path("/srv/siaga/siaga.db")
    assert settings.read().sandbox_database == Path("/srv/siaga/sandbox/siaga.db")


@pytest.mark.parametrize(("a_second", "bursts"), [(0.5, 5), (1, 5), (20, 5), (1_000, 1_000)])
def test_only_in_front_of_a_stand_in_without_limits_groups_are_not_held_to_twenty_a_minute(
    a_second: float, bursts: int
) -> None:
    pace = pace_of(Settings(_env_file=None, chat_messages_per_second=a_second))
    assert pace.group.burst == bursts
