"""The bot's own account: getMe, command menus by scope and language, name, descriptions, menu button."""

import re
from collections.abc import Callable

from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw
from sandbox.world.world import World

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


def setting(what: str) -> Callable[[World, Params], bool]:
    """The method that sets the name or one of the descriptions."""

    def put(world: World, params: Params) -> bool:
        if len(params.text(what)) > _LENGTHS[what]:
            raise bad(f"{what.replace('_', ' ')} is too long")
        world.profile[what, params.text("language_code")] = params.text(what)
        return True

    return put


def getting(what: str) -> Callable[[World, Params], Raw]:
    """The method that tells it: in the language, else in none; the name at first is the account's."""

    def tell(world: World, params: Params) -> Raw:
        own = world.profile.get((what, params.text("language_code"))) or world.profile.get((what, ""))
        return {what: own or (world.bot["first_name"] if what == "name" else "")}

    return tell


def set_photo(world: World, params: Params) -> bool:
    photo = params.object("photo")
    if photo is None or photo.text("type") not in ("static", "animated"):
        raise bad("photo must be specified")
    name = photo.text("photo" if photo.text("type") == "static" else "animation")
    upload = params.uploads.get(name.removeprefix("attach://")) if name.startswith("attach://") else None
    if upload is None:  # a picture that is there already cannot be used again
        raise bad("photo isn't specified")
    world.picture = upload.data
    return True


def remove_photo(world: World, params: Params) -> bool:
    world.picture = None
    return True


def set_menu_button(world: World, params: Params) -> bool:
    world.menu_buttons[params.number("chat_id")] = params.object("menu_button") or {"type": "default"}
    return True


def get_menu_button(world: World, params: Params) -> Raw:
    default: Raw = {"type": "commands"}
    return world.menu_buttons.get(params.number("chat_id")) or world.menu_buttons.get(0) or default
