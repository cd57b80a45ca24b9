"""Siaga's command line: runs the bot or the sandbox, or does one thing and leaves."""

import argparse
import sys

from app import (
    audit,
    backups,
    command_line,
    copying,
    imports,
    invitations,
    key_change,
    logs,
    opening,
    seat_commands,
    text_commands,
)
from app import settings as setting
from app.protection import CannotStart
from app.settings import Settings, WrongSetting
from app.wallclock import WallClock
from db.database import Unavailable
from gateway.errors import TelegramError


def main(arguments: list[str] | None = None, clock: WallClock | None = None) -> int:
    """Parse the command line and carry it out; returns the exit code: 0 done, 1 it failed, 2 it was wrong to ask.

    `clock` is the machine's, unless a rehearsal plays it.
    """
    asked = command_line.parser().parse_args(arguments)
    try:
        settings = setting.read()
    except WrongSetting as error:
        print(f"bot.py: {error}", file=sys.stderr)
        return 2
    logs.set_up(settings.log_level, settings.bot_token.get_secret_value(), settings.log_format)
    try:
        return _carry_out(asked, settings, clock or WallClock())
    except (CannotStart, TelegramError, OSError) as error:
        print(f"bot.py: {error}", file=sys.stderr)
        return 1
    except Unavailable as error:
        print(f"bot.py: DATABASE_URL: {settings.address} cannot be used now, try again later: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _carry_out(asked: argparse.Namespace, settings: Settings, clock: WallClock) -> int:
    match asked.command:
        case "migrate":
            opening.migrate(settings)
        case "backup":
            backups.backup(settings, asked.file)
        case "restore":
            backups.restore(settings, asked.file, clock())
        case "copy":
            copying.copy_resort(settings, asked.source, asked.target)
        case "invite":
            to = invitations.invitation(asked.role, asked.unit, asked.post, asked.village)
            invitations.invite(settings, to, clock(), asked.person)
        case "rotate-key":
            key_change.rotate(settings, clock)
        case "audit":
            return _audit(asked, settings)
        case "seats":
            _seat(asked, settings, clock)
        case "units" | "areas" | "places" | "neighbours" | "texts":
            return _keep(asked, settings, clock)
        case _:
            _run(settings, clock, sandbox=asked.command == "sandbox")
    return 0


def _run(settings: Settings, clock: WallClock, *, sandbox: bool) -> None:
    """Run the bot. All of it is loaded only here: whoever does one thing and leaves waits for none of it."""
    from app import running

    if sandbox:
        running.run_sandbox(settings)
    else:
        running.run(settings, clock)


def _audit(asked: argparse.Namespace, settings: Settings) -> int:
    """The memory of acts: whether it is whole, also for those who witnessed it."""
    if asked.what == "key":
        audit.print_public_key(settings)
        return 0
    return 0 if audit.verify(settings, asked.anchor) else 1


def _seat(asked: argparse.Namespace, settings: Settings, clock: WallClock) -> None:
    """The seats of the command: what a second person lacks is done with two codes."""
    match asked.what:
        case "list":
            seat_commands.show_list(settings, clock())
        case "code":
            seat_commands.make_code(settings, clock())
        case _:
            seat_commands.act(settings, asked.what, asked.number, asked.code, clock())


def _keep(asked: argparse.Namespace, settings: Settings, clock: WallClock) -> int:
    """What a resort brings along: its units, where its areas and places lie, its texts."""
    match asked.command, asked.what:
        case "units", "import":
            imports.import_units(settings, asked.file)
        case "units", _:
            imports.example_units(settings)
        case "areas", _:
            imports.import_areas(settings, asked.file, clock())
        case "places", _:
            imports.import_places(settings, asked.file, clock())
        case "neighbours", _:
            imports.import_neighbours(settings, asked.file, clock())
        case "texts", "list":
            return 0 if text_commands.show_list(settings, clock()) else 1
        case "texts", "show":
            text_commands.show(settings, asked.names)
        case _:
            text_commands.approve(settings, asked.names, clock())
    return 0


if __name__ == "__main__":
    sys.exit(main())
