"""`/teks`: what the resort itself states, read and approved by the command before it answers anybody.

Command: /teks
Bot:     Menunggu persetujuan: 3 …                     [Baca yang menunggu] …
Command: (taps Baca yang menunggu)
Bot:     SKCK … (1/2) …                                [Lanjut]
Bot:     SKCK … (2/2) …                                [Setujui] [Berikutnya]
"""

from datetime import date

from broadcasts.approval import Fingerprint
from casework.people import title
from conversations import topic_screens
from conversations.buttons.announcements import Seen
from conversations.buttons.texts import ApproveRead, ApproveText, ReadText, TextList
from conversations.callback import Taps, Topic, on
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import officers, seats
from db.officers import Officer
from db.outbox import Lane
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from publishing import resort_texts
from publishing.resort_texts import Standing
from resort import text_approval
from resort.independence import Person
from resort.rights import Right
from resort.roles import Role

_FIRST_PAGE = TextList()
_BACK = Button(Key("button.back"), _FIRST_PAGE)
LONGEST_LABEL = 40
MOST_PROBLEMS = 5


async def show(turn: Turn, tapped: TextList = _FIRST_PAGE) -> None:
    """`/teks`: every text, those that wait first."""
    officer = await turn.require(Right.APPROVE)
    found = await resort_texts.standings(turn, officer)
    today = turn.now.date()
    found.sort(key=lambda each: (each.approved, not each.text.is_old(today), each.text.title))
    waiting, old = _waiting(found), [each for each in found if each.text.is_old(today)]
    values: dict[str, Value] = {
        "waiting": len(waiting),
        "approved": len(found) - len(waiting),
        "old": len(old),
        "problems": _problems(turn),
    }
    above = [*_read_next(officer, found), *_approve_read(officer, found)]
    options = [Button(_label(each, today), ReadText(each.text.name)) for each in found]
    rows = paged(options, tapped.page, others=1 + len(above), turn_to=TextList)
    await turn.show(Screen(Line("texts.list", values), (*((each,) for each in above), *rows, (MENU,))), Topic.TEXTS)


async def tapped(turn: Turn) -> None:
    """A button of the texts."""
    await TAPS.carry_out(turn.callback, turn)


async def read(turn: Turn, tapped: ReadText) -> None:
    """A page of a text, in a message of its own, so that what was read before stays above it."""
    officer = await turn.require(Right.APPROVE)
    standing = await resort_texts.read(turn, officer, tapped.name, tapped.page)
    text, last = standing.text, tapped.page + 1 == standing.text.pages
    values = topic_screens.page(text, tapped.page, turn.texts, resort_texts.values(turn))
    values["status"] = await _status(turn, standing)
    rows: list[tuple[Button, ...]] = []
    if not last:
        rows.append((Button(Key("button.next"), ReadText(text.name, tapped.page + 1)),))
    elif resort_texts.mine_to_approve([standing], officer):
        rows.append((Button(Key("button.approve"), ApproveText(Seen(Fingerprint(text.hash)))),))
    if last:
        every = await resort_texts.standings(turn, officer)
        rows += [(each,) for each in (*_read_next(officer, every, without=text.name), *_approve_read(officer, every))]
    await turn.show(Screen(Line("texts.page", values), (*rows, (_BACK,))), Topic.TEXTS, fresh=True)


async def approve(turn: Turn, tapped: ApproveText) -> None:
    """[Setujui]: one voice for exactly this version."""
    officer = await turn.require(Right.APPROVE)
    standing = await resort_texts.approve(turn, officer, tapped.seen.fingerprint)
    key = "texts.now_in_force" if standing.approved else "texts.one_more"
    every = await resort_texts.standings(turn, officer)
    rows = [(each,) for each in _read_next(officer, every)]
    await turn.show(Screen(Line(key, {"title": standing.text.title}), (*rows, (_BACK,))), Topic.TEXTS)


async def approve_read(turn: Turn, tapped: ApproveRead) -> None:
    """[Setujui semua yang sudah dibaca]: one call for many that were read in a row; the others learn of it."""
    officer = await turn.require(Right.APPROVE)
    done = {each.hash for each in await resort_texts.approve_read(turn, officer, tapped.seen.fingerprint)}
    found = [each for each in await resort_texts.standings(turn, officer) if each.text.hash in done]
    left = [each for each in found if not each.approved]
    text = Line("texts.approved_many", {"count": len(done), "left": len(left)})
    await turn.show(Screen(text, ((_BACK,),)), Topic.TEXTS)
    if left:
        news = Screen(Line("texts.told", {"callsign": await title(turn, officer), "count": len(left)}), ((_LOOK,),))
        for each in await officers.of_role(turn.tx, Role.COMMAND):
            if each.key != officer.key:
                await turn.tell(each.chat, news, Topic.TEXTS, lane=Lane.NOTICE)


_LOOK = Button(Key("button.texts"), _FIRST_PAGE)


def _waiting(found: list[Standing]) -> list[Standing]:
    return [each for each in found if not each.approved]


def _read_next(officer: Officer, found: list[Standing], without: str = "") -> list[Button]:
    """The next text that somebody has still to read."""
    person = Person(officer.chat)
    left = [
        each for each in _waiting(found) if not each.read and person not in each.voices and each.text.name != without
    ]
    if not left:
        return []
    return [Button(Key("button.read_next"), ReadText(min(left, key=lambda each: each.text.title).text.name))]


def _approve_read(officer: Officer, found: list[Standing]) -> list[Button]:
    ready = resort_texts.mine_to_approve(found, officer)
    if len(ready) < 2:
        return []
    return [Button(Key("button.approve_read"), ApproveRead(Seen(Fingerprint(resort_texts.digest(ready)))))]


def _label(standing: Standing, today: date) -> str:
    text = standing.text
    sign = "🕒" if text.is_old(today) else "✅" if standing.approved else "⏳"
    voices = f" {len(standing.voices)}/2" if not standing.approved and standing.voices else ""
    return f"{sign} {text.title}{voices}"[:LONGEST_LABEL]


async def _status(turn: Turn, standing: Standing) -> Line:
    if standing.approved:
        return Line("texts.is_in_force")
    needed = text_approval.missing(standing.voices, await seats.of_command(turn.tx, turn.now))
    names = await resort_texts.callsigns(turn, standing.voices)
    by = Line("texts.approved_by", {"names": ", ".join(names)}) if names else ""
    return Line("texts.waits", {"needed": needed, "by": by})


def _problems(turn: Turn) -> Value:
    found = sorted(turn.resort.texts().problems.items())
    lines = [Line("texts.problem", {"name": name, "problem": "; ".join(told)}) for name, told in found[:MOST_PROBLEMS]]
    return Line("texts.problems", {"lines": tuple(lines)}) if lines else ""


TAPS: Taps[Turn] = Taps(
    on(TextList, show),
    on(ReadText, read),
    on(ApproveText, approve),
    on(ApproveRead, approve_read),
)
