"""The command menus Telegram shows, per scope and language."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from casework.recording import may_record
from conversations.render import Params
from db.officers import Officer
from locales import LANGUAGES, Texts, texts_for
from resort.rights import Right, may

PRIVATE = (
    "lapor",
    "laporanku",
    "status",
    "imbauan",
    "cek",
    "langganan",
    "layanan",
    "darurat",
    "batal",
    "bantuan",
    "bahasa",
    "privasi",
    "keutuhan",
    "dataku",
    "hapus",
)
GROUP = ("lapor", "cek", "langganan", "berhenti")

_NEEDS: dict[str, tuple[Right, ...]] = {
    "siaga": (Right.DUTY,),
    "antrean": (Right.DESK, Right.UNIT_DESK),
    "giat": (Right.REPORT_ACTIVITY,),
    "catat": (Right.RECORD,),
    "jaga": (Right.MANAGE_UNIT, Right.MANAGE_ALL, Right.DESK),
    "undang": (Right.INVITE_UNIT, Right.INVITE_ALL),
    "petugas": (Right.MANAGE_UNIT, Right.MANAGE_ALL),
    "ikat": (Right.BIND_GROUP,),
    "buka": (Right.ASK_IDENTITY,),
    "siaran": (Right.COMPOSE,),
    "program": (Right.COMPOSE,),
    "teks": (Right.APPROVE,),
    "grup": (Right.MANAGE_ALL,),
    "sehat": (Right.HEALTH,),
}
OFFICER = tuple(_NEEDS)


def personal_menu(officer: Officer, texts: Texts) -> Params:
    """`setMyCommands` for one officer's own chat: what their role may do, then what everybody can."""
    own = [name for name in OFFICER if any(may(officer.role, right) for right in _NEEDS[name])]
    if "catat" not in own and may_record(officer):
        own.append("catat")
    return {"commands": [{"command": name, "description": texts.plain(f"command.{name}")} for name in (*own, *PRIVATE)]}


async def set_menus(bot: Bot) -> None:
    """Tell Telegram which commands to offer where; Indonesian is also what everybody else sees."""
    for language in LANGUAGES:
        texts = texts_for(language)
        code = None if language == "id" else language
        for names, scope in (
            (PRIVATE, BotCommandScopeAllPrivateChats()),
            (GROUP, BotCommandScopeAllGroupChats()),
            (GROUP, BotCommandScopeAllChatAdministrators()),
        ):
            commands = [BotCommand(name, texts.plain(f"command.{name}")) for name in names]
            await bot.set_my_commands(commands, scope=scope, language_code=code)
