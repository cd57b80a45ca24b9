"""What the sandbox says Telegram accepts is what aiogram says, method by method."""

import pytest
from aiogram import methods, types
from pydantic import BaseModel

from sandbox.bot_api.methods import METHODS
from sandbox.bot_api.parameters import KINDS, SPELLING

# aiogram is ahead of Bot API 10.1 and keeps names that Telegram has withdrawn.
NEWER = {
    "allow_sending_without_reply",
    "callback_query_id",
    "correct_option_id",
    "disable_web_page_preview",
    "disabled",
    "ephemeral_message_id",
    "ephemeral_message_parameters",
    "force_reply",
    "is_ephemeral",
    "receiver_user_id",
    "reply_to_message_id",
    "request_user",
}
WAITING = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
OBJECTS = sorted(set(KINDS) - set(SPELLING.values()))


def names(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("method", SPELLING.values())
def test_a_method_has_the_parameters_aiogram_gives_it(method: str) -> None:
    model = getattr(methods, method[0].upper() + method[1:])
    ours = set(KINDS[method].fields)
    assert ours <= names(model)
    assert names(model) - ours <= NEWER
    assert set(KINDS[method].required) == {name for name, field in model.model_fields.items() if field.is_required()}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_the_keys_aiogram_gives_it(name: str) -> None:
    model = getattr(types, name)
    ours = set(KINDS[name].fields)
    assert ours <= names(model)
    assert names(model) - ours <= NEWER | ({"text", "web_app"} if name.startswith("MenuButton") else set())


def test_every_method_of_the_vocabulary_is_played() -> None:
    assert set(METHODS) | WAITING == set(SPELLING.values())
