"""The words of the command line: every command of `bot.py` with its arguments."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from resort.rights import INVITED, Post

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else


def parser() -> argparse.ArgumentParser:
    """What `bot.py` understands."""
    parser = argparse.ArgumentParser(prog="bot.py", description="Siaga: reports and announcements around elections.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (the default); in the sandbox when BOT_TOKEN is empty")
    commands.add_parser("sandbox", help="run the bot against a local stand-in for Telegram")
    _add_database(commands)
    _add_resort(commands)
    _add_texts(commands)
    _add_people(commands)
    _add_audit(commands)
    return parser


def _add_database(commands: "Commands") -> None:
    commands.add_parser("migrate", help="bring the database up to date and leave")
    backup = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="where the copy goes")
    restore = commands.add_parser("restore", help="put a backup in place of a database that is lost")
    restore.add_argument("file", type=Path, metavar="FILE", help="what `backup` has written")
    copy = commands.add_parser("copy", help="copy a resort into an empty database of either engine")
    copy.add_argument("source", metavar="FROM", help="a DATABASE_URL; the bot on it is stopped before")
    copy.add_argument("target", metavar="TO", help="a DATABASE_URL of an empty database")
    commands.add_parser("rotate-key", help="replace the data key, also while the bot runs")


def _add_resort(commands: "Commands") -> None:
    """What a resort brings along as files."""
    for name, told, taking in (
        ("units", "the resort's units", "take units over from a CSV"),
        ("areas", "where the areas lie", "take over their centres (CSV) or outlines (GeoJSON)"),
        ("places", "offices, harbours, halls", "take them over from a CSV: name,other_names,latitude,longitude"),
        ("neighbours", "the Polres beside this one", "take them over from a CSV: code,name,phone,contact"),
    ):
        kinds = commands.add_parser(name, help=told).add_subparsers(dest="what", required=True)
        kinds.add_parser("import", help=taking).add_argument("file", type=Path, metavar="FILE")
        if name == "units":
            kinds.add_parser("example", help="print a CSV for this resort that works as it stands")


def _add_texts(commands: "Commands") -> None:
    texts = commands.add_parser("texts", help="what the resort states").add_subparsers(dest="what", required=True)
    texts.add_parser("list", help="list the texts, and what is wrong with their files")
    texts.add_parser("show", help="print a text").add_argument("names", nargs="+", metavar="NAME")
    approve = texts.add_parser("approve", help="be the second voice, where the command is one person")
    approve.add_argument("names", nargs="+", metavar="NAME")


def _add_people(commands: "Commands") -> None:
    """Letting people in, and the seats of the command and the desk."""
    invite = commands.add_parser("invite", help="print a one-time code that lets somebody in")
    invite.add_argument("--role", choices=[str(role) for role in INVITED], required=True)
    invite.add_argument("--unit", required=True, metavar="CODE")
    invite.add_argument("--post", choices=[str(post) for post in Post], help="for the command")
    invite.add_argument("--person", metavar="LINE", help='who is meant, such as "AKP Budi Santoso, Kabag Ops"')
    invite.add_argument("--village", metavar="CODE", help="a Bhabinkamtibmas' kelurahan")
    seats = commands.add_parser("seats", help="the seats of the command and the desk")
    acts = seats.add_subparsers(dest="what", required=True)
    acts.add_parser("list", help="list them, and who waits to be let in")
    acts.add_parser("code", help="after a restore: print the code for confirming the list of the command")
    for name, told in (
        ("admit", "let somebody in whom nobody of the command can confirm"),
        ("confirm", "confirm a seat that nobody of the command can confirm"),
        ("remove", "remove one of the command where no second person is left"),
    ):
        act = acts.add_parser(name, help=f"{told}: two codes, an hour apart")
        act.add_argument("number", type=int, metavar="NUMBER", help="as `seats list` prints it")
        act.add_argument("--code", action="append", default=[], metavar="CODE", help="of a run before")


def _add_audit(commands: "Commands") -> None:
    acts = commands.add_parser("audit", help="the memory of acts").add_subparsers(dest="what", required=True)
    verify = acts.add_parser("verify", help="find events that are missing or were changed")
    told = "what a witness holds: the anchor, its hash, its twelve words, or a file with one of them"
    verify.add_argument("--anchor", action="append", default=[], metavar="ANCHOR", help=told)
    acts.add_parser("key", help="print the key with which others check the signatures of anchors")
