"""The bot's own account: getMe, command menus by scope and language, name, descriptions, menu button."""

import re

from sandbox.refusals import bad
from sandbox.shapes import Params, Raw
from sandbox.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, params: Params) -> Raw:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def accepted(world: World, params: Params) -> bool:
    return True


def set_commands(world: World, params: Params) -> bool:
    commands = params.objects("commands")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not _COMMAND.fullmatch(each.text("command").removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(each.text("description")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, params), params.text("language_code")] = [
        {"command": each.text("command").removeprefix("/"), "description": each.text("description")}
        for each in commands
    ]
    return True


def get_commands(world: World, params: Params) -> list[Raw]:
    return world.commands.get((_scope(world, params), params.text("language_code")), [])


def delete_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(world, params), params.text("language_code")), None)
    return True


def _scope(world: World, params: Params) -> str:
    """One word for a scope: its type, the chat and the user."""
    scope = params.object("scope")
    if scope is None:
        return "default"
    kind = scope.text("type")
    if "chat_id" in scope:
        kind += f" {world.chat(scope['chat_id']).id}"
    if "user_id" in scope:
        kind += f" {scope.number('user_id')}"
    return kind


def _set(world: World, params: Params, what: str) -> bool:
    if len(params.text(what)) > _LENGTHS[what]:
        raise bad(f"{what.replace('_', ' ')} is too long")
    world.profile[what, params.text("language_code")] = params.text(what)
    return True


def _get(world: World, params: Params, what: str, default: str = "") -> Raw:
    own = world.profile.get((what, params.text("language_code")))
    return {what: own or world.profile.get((what, "")) or default}


def set_name(world: World, params: Params) -> bool:
    return _set(world, params, "name")


def get_name(world: World, params: Params) -> Raw:
    return _get(world, params, "name", str(world.bot["first_name"]))


def set_description(world: World, params: Params) -> bool:
    return _set(world, params, "description")


def get_description(world: World, params: Params) -> Raw:
    return _get(world, params, "description")


def set_short_description(world: World, params: Params) -> bool:
    return _set(world, params, "short_description")


def get_short_description(world: World, params: Params) -> Raw:
    return _get(world, params, "short_description")


def set_menu_button(world: World, params: Params) -> bool:
    world.menu_buttons[params.number("chat_id")] = params.object("menu_button") or {"type": "default"}
    return True


def get_menu_button(world: World, params: Params) -> Raw:
    default: Raw = {"type": "commands"}
    return world.menu_buttons.get(params.number("chat_id")) or world.menu_buttons.get(0) or default
