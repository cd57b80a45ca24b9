"""The resort's own texts: which of them answer people, reading them, and the approval of two.

Files are what the resort writes, rows what two people have approved. A change of a file changes no answer.
"""

import hashlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from casework.authority import require
from casework.people import titles
from db import officers, resort_texts, seats, vouched
from db.chats import ChatKey
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import RecordedAct
from resort import text_approval, text_search
from resort.independence import OPERATOR, Person
from resort.resort_text import ResortText, TextKind, parse
from resort.rights import Right
from resort.roles import COMMAND_LINE
from resort.text_shelf import answering
from resort.wrong_file import WrongFile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """The version a file holds, and how it stands with its approval."""

    text: ResortText
    approved: bool
    voices: tuple[Person, ...]
    read: bool  # whether the person who looks has been shown all of it


async def in_force(uow: UnitOfWork, *kinds: TextKind) -> list[ResortText]:
    """The texts of these kinds that answer people now, by name."""
    shelf = uow.resort.texts()
    if not shelf.names:
        return []
    found: list[ResortText] = []
    for name, chosen in sorted(answering(shelf, await resort_texts.approved(uow.tx), uow.now.date()).items()):
        file = shelf.texts.get(name)
        text = file if file is not None and file.hash == chosen else await _stored(uow, name, chosen)
        if text is not None and text.kind in kinds:
            found.append(text)
    return found


async def topic(uow: UnitOfWork, name: str) -> ResortText | None:
    """The topic of this name, if it answers people now."""
    return next((each for each in await in_force(uow, TextKind.TOPIC) if each.name == name), None)


async def find(uow: UnitOfWork, question: str) -> tuple[ResortText, ...]:
    """The topics that answer a question, at most two."""
    return text_search.search(question, await in_force(uow, TextKind.TOPIC))


async def for_category(uow: UnitOfWork, category: str | None) -> list[ResortText]:
    """Advice and numbers for a kind of report; of advice the first only, which is two lines."""
    if category is None:
        return []
    fitting = [each for each in await in_force(uow, TextKind.ADVICE, TextKind.NUMBER) if category in each.subjects]
    advice = [each for each in fitting if each.kind is TextKind.ADVICE][:1]
    return [*advice, *(each for each in fitting if each.kind is TextKind.NUMBER)]


async def standings(uow: UnitOfWork, by: Officer) -> list[Standing]:
    """Every text that has a file, for somebody of the command."""
    require(by, Right.APPROVE)
    shelf, person = uow.resort.texts(), Person(by.chat)
    approved = {each.hash for each in await resort_texts.approved(uow.tx)}
    voices, read = await resort_texts.voices(uow.tx), await resort_texts.readings(uow.tx, person)
    return [
        Standing(text, text.hash in approved, tuple(voices.get(text.hash, ())), read.get(text.hash, 0) >= text.pages)
        for _, text in sorted(shelf.texts.items())
    ]


async def read(uow: UnitOfWork, by: Officer, name: str, page: int) -> Standing:
    """Show somebody of the command a page of a text as its file is now; `Refused` when there is no such page."""
    require(by, Right.APPROVE)
    shelf = uow.resort.texts()
    text = shelf.texts.get(name)
    if text is None or not 0 <= page < text.pages:
        raise Refused("flow.old_button")
    await resort_texts.keep(uow.tx, text, shelf.contents[name])
    await resort_texts.note_reading(uow.tx, text.hash, Person(by.chat), page)
    return next(each for each in await standings(uow, by) if each.text.name == name)


async def approve(uow: UnitOfWork, by: Officer, hash: str) -> Standing:
    """Approve the version of this hash, which its file must still hold; the second voice puts it in force."""
    require(by, Right.APPROVE)
    standing = next((each for each in await standings(uow, by) if each.text.hash == hash), None)
    if standing is None:
        raise Refused("texts.changed")
    await _add_voice(uow, standing, Person(by.chat), by)
    return next(each for each in await standings(uow, by) if each.text.hash == hash)


async def approve_read(uow: UnitOfWork, by: Officer, seen: str) -> list[ResortText]:
    """Approve everything that this person has read and not yet approved; `seen` is what `digest` says of it."""
    waiting = mine_to_approve(await standings(uow, by), by)
    if not waiting or digest(waiting) != seen:
        raise Refused("texts.changed")
    for standing in waiting:
        await _add_voice(uow, standing, Person(by.chat), by)
    return [each.text for each in waiting]


async def approve_as_operator(uow: UnitOfWork, name: str) -> bool:
    """Approve a text at the command line; whether it answers people now. Where two command, it is nobody's voice."""
    shelf = uow.resort.texts()
    text = shelf.texts.get(name)
    if text is None:
        raise KeyError(name)
    await resort_texts.keep(uow.tx, text, shelf.contents[name])
    approved = {each.hash for each in await resort_texts.approved(uow.tx)}
    voices = (await resort_texts.voices(uow.tx)).get(text.hash, [])
    standing = Standing(text, text.hash in approved, tuple(voices), read=True)
    if standing.approved:
        return True
    if OPERATOR not in voices:
        return await _add_voice(uow, standing, OPERATOR, COMMAND_LINE)
    return await _settle(uow, text, voices, COMMAND_LINE)


def mine_to_approve(standings: Sequence[Standing], by: Officer) -> list[Standing]:
    """What somebody has read whole and can approve now."""
    return [each for each in standings if each.read and not each.approved and Person(by.chat) not in each.voices]


def digest(standings: Sequence[Standing]) -> str:
    """SHA-256 over the hashes of several versions."""
    return hashlib.sha256("\n".join(sorted(each.text.hash for each in standings)).encode()).hexdigest()


def values(uow: UnitOfWork) -> Mapping[str, str]:
    """What stands in braces in a text."""
    contacts = uow.resort.contacts
    return {"resort": uow.resort.name, "telepon": contacts.phone, "alamat": contacts.address}


async def callsigns(uow: UnitOfWork, voices: Collection[Person]) -> list[str]:
    """How those who approved are called; the command line is not among them."""
    found = [await officers.of_chat(uow.tx, ChatKey(voice)) for voice in voices if voice != OPERATOR]
    return await titles(uow, [each for each in found if each is not None])


async def _add_voice(uow: UnitOfWork, standing: Standing, by: Person, actor: Officer | str) -> bool:
    """Add a voice; whether the text answers people from now on."""
    text = standing.text
    if standing.approved:
        raise Refused("texts.in_force")
    text_approval.check(by, standing.voices, await seats.of_command(uow.tx, uow.now), read_whole=standing.read)
    await resort_texts.add_voice(uow.tx, text.hash, by, uow.now)
    await uow.record(RecordedAct.TEXT_APPROVED, actor, text=f"{text.name} {text.hash}")
    return await _settle(uow, text, (*standing.voices, by), actor)


async def _settle(uow: UnitOfWork, text: ResortText, voices: Sequence[Person], actor: Officer | str) -> bool:
    """Put a text in force if its voices suffice."""
    if text_approval.missing(voices, await seats.of_command(uow.tx, uow.now)):
        return False
    await resort_texts.put_in_force(uow.tx, text.hash, uow.now)
    await uow.record(RecordedAct.TEXT_IN_FORCE, actor, text=f"{text.name} {text.hash}")
    return True


async def _stored(uow: UnitOfWork, name: str, hash: str) -> ResortText | None:
    """An approved version that its file no longer holds."""
    content = await resort_texts.content(uow.tx, hash)
    try:
        text = None if content is None else parse(name, content, None)
    except WrongFile as error:
        log.error("the approved text %s cannot be read: %s", name, error)
        return None
    if text is not None and text.hash != hash:  # somebody else changed its words
        vouched.refuse(uow.vault, "resort_texts", hash)
        return None
    return text
