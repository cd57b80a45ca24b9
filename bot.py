"""Siaga's command line: runs the bot or the sandbox, or does one thing and leaves."""

import argparse
import sys
from pathlib import Path

from app import admin, backups, copying, key_change, logs, seat_commands, text_commands
from app import settings as setting
from app.protection import CannotStart
from app.settings import Settings, WrongSetting
from app.wallclock import WallClock
from db.database import Unavailable
from gateway.errors import TelegramError
from resort.rights import INVITED, Post


def main(arguments: list[str] | None = None, clock: WallClock | None = None) -> int:
    """Parse the command line and carry it out; returns the exit code: 0 done, 1 it failed, 2 it was wrong to ask.

    `clock` is the machine's, unless a rehearsal plays it.
    """
    parser = argparse.ArgumentParser(prog="bot.py", description="Siaga: reports and announcements around elections.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (the default); in the sandbox when BOT_TOKEN is empty")
    commands.add_parser("sandbox", help="run the bot against a local stand-in for Telegram")
    commands.add_parser("migrate", help="bring the database up to date and leave")
    backing_up = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backing_up.add_argument("file", type=Path, metavar="FILE", help="where the copy goes")
    restoring = commands.add_parser("restore", help="put a backup in place of a database that is lost")
    restoring.add_argument("file", type=Path, metavar="FILE", help="what `backup` has written")
    moving = commands.add_parser("copy", help="copy a resort into an empty database of either engine")
    moving.add_argument("source", metavar="FROM", help="a DATABASE_URL; the bot on it is stopped before")
    moving.add_argument("target", metavar="TO", help="a DATABASE_URL of an empty database")
    of_units = commands.add_parser("units", help="the resort's units").add_subparsers(dest="what", required=True)
    of_units.add_parser("import", help="take units over from a CSV").add_argument("file", type=Path, metavar="FILE")
    of_units.add_parser("example", help="print a CSV for this resort that works as it stands")
    of_areas = commands.add_parser("areas", help="where the areas lie").add_subparsers(dest="what", required=True)
    taking = of_areas.add_parser("import", help="take over their centres (CSV) or outlines (GeoJSON)")
    taking.add_argument("file", type=Path, metavar="FILE")
    of_places = commands.add_parser("places", help="offices, harbours, halls").add_subparsers(
        dest="what", required=True
    )
    taking = of_places.add_parser("import", help="take them over from a CSV: name,other_names,latitude,longitude")
    taking.add_argument("file", type=Path, metavar="FILE")
    of_neighbours = commands.add_parser("neighbours", help="the Polres beside this one").add_subparsers(
        dest="what", required=True
    )
    taking = of_neighbours.add_parser("import", help="take them over from a CSV: code,name,phone,contact")
    taking.add_argument("file", type=Path, metavar="FILE")
    inviting = commands.add_parser("invite", help="print a one-time code that lets somebody in")
    inviting.add_argument("--role", choices=[str(role) for role in INVITED], required=True)
    inviting.add_argument("--unit", required=True, metavar="CODE")
    inviting.add_argument("--post", choices=[str(post) for post in Post], help="for the command")
    inviting.add_argument("--person", metavar="LINE", help='who is meant, such as "AKP Budi Santoso, Kabag Ops"')
    inviting.add_argument("--village", metavar="CODE", help="a Bhabinkamtibmas' kelurahan")
    of_texts = commands.add_parser("texts", help="what the resort states").add_subparsers(dest="what", required=True)
    of_texts.add_parser("list", help="list the texts, and what is wrong with their files")
    of_texts.add_parser("show", help="print a text").add_argument("names", nargs="+", metavar="NAME")
    approving = of_texts.add_parser("approve", help="be the second voice, where the command is one person")
    approving.add_argument("names", nargs="+", metavar="NAME")
    commands.add_parser("rotate-key", help="replace the data key, also while the bot runs")
    of_seats = commands.add_parser("seats", help="the seats of the command and the desk")
    seating = of_seats.add_subparsers(dest="what", required=True)
    seating.add_parser("list", help="list them, and who waits to be let in")
    seating.add_parser("code", help="after a restore: print the code for confirming the list of the command")
    for what, told in (
        ("admit", "let somebody in whom nobody of the command can confirm"),
        ("confirm", "confirm a seat that nobody of the command can confirm"),
        ("remove", "remove one of the command where no second person is left"),
    ):
        acting = seating.add_parser(what, help=f"{told}: two codes, an hour apart")
        acting.add_argument("number", type=int, metavar="NUMBER", help="as `seats list` prints it")
        acting.add_argument("--code", action="append", default=[], metavar="CODE", help="of a run before")
    auditing = commands.add_parser("audit", help="the memory of acts").add_subparsers(dest="what", required=True)
    verifying = auditing.add_parser("verify", help="find events that are missing or were changed")
    told = "what a witness holds: the anchor, its hash, its twelve words, or a file with one of them"
    verifying.add_argument("--anchor", action="append", default=[], metavar="ANCHOR", help=told)
    auditing.add_parser("key", help="print the key with which others check the signatures of anchors")
    asked = parser.parse_args(arguments)
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
            admin.migrate(settings)
        case "backup":
            backups.backup(settings, asked.file)
        case "restore":
            backups.restore(settings, asked.file, clock())
        case "copy":
            copying.copy_resort(settings, asked.source, asked.target)
        case "invite":
            to = admin.invitation(asked.role, asked.unit, asked.post, asked.village)
            admin.invite(settings, to, clock(), asked.person)
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
        admin.print_public_key(settings)
        return 0
    return 0 if admin.verify_audit(settings, asked.anchor) else 1


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
            admin.import_units(settings, asked.file)
        case "units", _:
            admin.example_units(settings)
        case "areas", _:
            admin.import_areas(settings, asked.file, clock())
        case "places", _:
            admin.import_places(settings, asked.file, clock())
        case "neighbours", _:
            admin.import_neighbours(settings, asked.file, clock())
        case "texts", "list":
            return 0 if text_commands.show_list(settings, clock()) else 1
        case "texts", "show":
            text_commands.show(settings, asked.names)
        case _:
            text_commands.approve(settings, asked.names, clock())
    return 0


if __name__ == "__main__":
    sys.exit(main())
