"""The command menus Telegram shows, per scope and language."""

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from locales import LANGUAGES, texts_for

PRIVATE = ("lapor", "laporanku", "status", "imbauan", "darurat", "batal", "bantuan", "bahasa", "privasi")
GROUP = ("lapor",)


async def set_menus(bot: Bot) -> None:
    """Tell Telegram which commands to offer where; Indonesian is also what everybody else sees."""
    for language in LANGUAGES:
        texts = texts_for(language)
        code = None if language == "id" else language
        for names, scope in (
            (PRIVATE, BotCommandScopeAllPrivateChats()),
            (GROUP, BotCommandScopeAllGroupChats()),
        ):
            commands = [BotCommand(name, texts.plain(f"command.{name}")) for name in names]
            await bot.set_my_commands(commands, scope=scope, language_code=code)
