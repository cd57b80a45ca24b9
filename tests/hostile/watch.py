"""Looks on while hostile people play: every call of the bot, every line of its log, and the database in the end."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping

from app.logs import Discreet
from db import events
from db.database import Tx
from sandbox import World
from tests.hostile.cast import IDENTITY, STORY, Cast
from tests.stage.outside import is_whole
from tests.stage.town import Town

# Telegram says no to a change of a message that is gone or was never ours: what was forged points to such.
GONE = (
    "message to delete not found",
    "message to edit not found",
    "message can't be edited",
    "message is not modified",
    "there is no text in",
    "the message to change was never sent",  # a list went in its place
)
FORGED_FILE = ("wrong file_id", "wrong remote file", "wrong file identifier", "invalid file")
OFFICERS = frozenset({"officer", "far officer", "head", "desk", "command", "partner", "demoted officer"})


class Watch(logging.Handler):
    """What was called in the round that is played, and everything that must not have been."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.setFormatter(Discreet(world.token))
        self.heard: Counter[int] = Counter()  # calls to a chat
        self.answered: set[str] = set()  # taps
        self.seen_data: list[str] = []
        self.wrong: list[str] = []
        self.unreadable: set[int] = set()
        self.calls = 0
        self._known: set[str] = set()
        self._cast: Cast | None = None
        self._ids: re.Pattern[str] | None = None
        self._known_by: dict[str, int] = {}  # ids and phones
        world.on_call(self._called)

    def guards(self, cast: Cast) -> None:
        """From now on nobody's name, username, phone, id or story may be where it does not belong."""
        self._cast = cast
        self._known_by = {str(person.id): person.id for person in cast.people}
        self._known_by |= {person.phone: person.id for person in cast.people}
        self._ids = re.compile("|".join(map(re.escape, self._known_by)))

    def next_round(self) -> None:
        self.heard.clear()
        self.answered.clear()

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if record.levelno >= logging.ERROR or "Traceback" in line:
            self.wrong.append(f"log: {line}")
        if IDENTITY.search(line) or STORY.search(line) or (self._ids is not None and self._ids.search(line)):
            self.wrong.append(f"log with somebody in it: {line}")
        if "is unreadable and refused" in line and isinstance(record.args, tuple):
            self.unreadable.add(int(str(record.args[0])))

    def _called(self, method: str, params: Mapping[str, object]) -> None:
        if method == "answerCallbackQuery":
            self.answered.add(str(params["callback_query_id"]))
        scope = params.get("scope")  # of a menu, which names its chat there
        chat = params.get("chat_id", scope.get("chat_id") if isinstance(scope, Mapping) else None)
        if isinstance(chat, int) and not method.startswith("get"):
            self.heard[chat] += 1
        self.calls += method != "getUpdates"
        _each_button(params, self._button)
        if self._cast is not None and not method.startswith("get"):
            self._holds(method, params, chat)

    def _button(self, data: str) -> None:
        if len(data.encode()) > 64:
            self.wrong.append(f"callback data of {len(data.encode())} bytes")
        if data not in self._known:
            self._known.add(data)
            self.seen_data.append(data)

    def _holds(self, method: str, params: Mapping[str, object], chat: object) -> None:
        assert self._cast is not None
        assert self._ids is not None
        files = "".join(file.data.decode(errors="replace") for file in getattr(params, "uploads", {}).values())
        shown = f"{ {name: value for name, value in params.items() if name not in ('chat_id', 'scope')} }{files}"
        told = {self._cast.people[int(number)].id for number in IDENTITY.findall(shown)}
        told |= {self._known_by[found] for found in self._ids.findall(shown)}
        own = self._cast.part.get(chat if isinstance(chat, int) else 0, "")
        if own in ("command", "head"):  # whoever manages officers is given a link to write to them
            told = {each for each in told if self._cast.part[each] not in OFFICERS}
        if told - {chat}:  # `/dataku` tells people what is stored of themselves
            self.wrong.append(f"{method} to {self._part(chat)} tells who somebody is: {shown[:600]}")
        if own in OFFICERS:
            return
        if self._cast.unit_group is not None and chat == self._cast.unit_group.id:
            return
        for number in STORY.findall(shown):
            author = self._cast.people[int(number)].id
            if author != chat and self._cast.part[author] not in OFFICERS:
                self.wrong.append(f"{method} to {self._part(chat)} tells what another wrote: {shown[:600]}")

    def _part(self, chat: object) -> str:
        assert self._cast is not None
        return self._cast.part.get(chat if isinstance(chat, int) else 0, "a group")


def _each_button(params: Mapping[str, object], act: Callable[[str], None]) -> None:
    markup = params.get("reply_markup")
    if not isinstance(markup, dict):
        return
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if isinstance(button.get("callback_data"), str):
                act(button["callback_data"])


async def rights(town: Town) -> list[tuple[object, ...]]:
    """Who may do what."""
    return await town.rows("SELECT id, chat, unit, role, post, village, removed_at FROM officers ORDER BY id")


async def check_database(town: Town, rights_before: list[tuple[object, ...]], watch: Watch) -> None:
    """Nobody has gained a right, nothing was announced or opened, nothing is left undone, the memory is whole."""
    assert is_whole(town.settings.address)
    assert await town.rows("SELECT update_id FROM inbox WHERE done_at IS NULL") == []
    failed = await town.rows("SELECT update_id, failure FROM inbox WHERE failure IS NOT NULL")
    assert [row for row in failed if row[1] != "unreadable"] == []
    assert {row[0] for row in failed} <= watch.unreadable
    assert await rights(town) == rights_before
    assert await town.rows("SELECT * FROM approvals") == []
    assert await town.rows("SELECT * FROM runs") == []
    assert await town.rows("SELECT state FROM appeals WHERE approved_at IS NOT NULL OR last_fired IS NOT NULL") == []
    assert await town.rows("SELECT * FROM openings WHERE granted = 1") == []
    await _check_acts(town)
    refused = await town.rows("SELECT method, reason FROM outbox WHERE state = 'failed'")
    odd = [
        (method, reason)
        for method, reason in refused
        if not str(method).startswith(("edit", "deleteMessage")) or not _gone(reason)
    ]
    odd = [each for each in odd if not any(words in str(each[1]).lower() for words in FORGED_FILE)]
    assert odd == [], f"Telegram refused {odd[:5]}"
    async with asyncio.timeout(10):  # a clock may have rung just now, and somebody be called
        while await town.rows("SELECT id FROM outbox WHERE state = 'queued'"):  # noqa: ASYNC110 - a row has no bell
            await asyncio.sleep(0.05)
    assert town.siaga is not None
    vault = town.siaga.vault

    async def verify(tx: Tx) -> list[str]:
        return [problem async for problem in events.verify(tx, vault)]

    assert await town.siaga.database.read(verify) == []


async def _check_acts(town: Town) -> None:
    """Who acted on a report was an officer then, and called to it, of its unit or area, or of the desk."""
    strangers = await town.rows(
        "SELECT events.id, events.report, events.act, officers.callsign"
        " FROM events JOIN officers ON officers.id = events.officer JOIN reports ON reports.id = events.report"
        " WHERE officers.removed_at < events.at OR NOT (officers.role IN ('komando', 'piket')"
        " OR coalesce(reports.unit, '') = officers.unit OR coalesce(reports.officer, 0) = officers.id"
        " OR EXISTS (SELECT 1 FROM pings WHERE pings.report = events.report AND pings.chat = officers.chat)"
        " OR EXISTS (SELECT 1 FROM pings JOIN units ON units.chat = pings.chat"
        "  WHERE pings.report = events.report AND units.code = officers.unit)"
        " OR EXISTS (SELECT 1 FROM unit_areas"
        "  WHERE unit = officers.unit AND area IN (reports.district, reports.village))"
        " OR EXISTS (SELECT 1 FROM events AS earlier LEFT JOIN officers AS colleague ON colleague.id = earlier.officer"
        "  WHERE earlier.report = events.report AND earlier.id < events.id"
        "  AND (substr(earlier.text, 1, length(officers.unit) + 1) = officers.unit || ':'"
        "  OR colleague.unit = officers.unit)))"
    )
    if strangers:
        raise AssertionError(f"who are these: {strangers}")


def _gone(reason: object) -> bool:
    return any(words in str(reason) for words in GONE)
