"""Years of a resort as rows, ready to be inserted: its reports, what was done on each, and what lies about since."""

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db import drafts, events, reporters
from db.chats import ChatKey
from db.instant import moment, stored
from db.reporters import Entry
from db.vault import Vault
from reports import number as numbers
from reports.category import Category, kind_of
from reports.escalation import EscalationLevel
from reports.result import Result
from reports.state import State, Veracity
from reports.urgency import Urgency
from resort.area import Areas

YEARS = timedelta(days=730)
CALLS = 4  # copies of a report's call
KEPT_UPDATES, KEPT_MESSAGES = timedelta(days=4), timedelta(days=40)  # a day, and ten, more than upkeep leaves

Row = tuple[object, ...]

OPEN = (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.ACTED_ON, State.REFERRED, State.DONE)
_OPEN_SHARES = (30, 10, 25, 15, 10, 10)
_CLOSED = (State.DONE, State.REJECTED, State.DUPLICATE, State.WITHDRAWN, State.REFERRED)
_CLOSED_SHARES = (85, 5, 5, 3, 2)
_URGENCIES = (10, 25, 40, 25)
_TAKEN = frozenset({State.ACTED_ON, State.DONE})
# What is done on a report from its first moment to its last; one that is open has come as far as its state says.
_ACTS = (
    ("pelapor", "dibuat", None),
    ("piket", "verifikasi", None),
    ("piket", "tugaskan", "Samapta"),
    ("petugas", "terima", None),
    ("petugas", "menuju_lokasi", None),
    ("petugas", "di_lokasi", None),
    ("petugas", "tanya_pelapor", "Apakah masih ada orang di sana?"),
    ("pelapor", "ditambah", "Sekarang sudah sepi, tinggal beberapa orang"),
    ("petugas", "selesai", "tertangani"),
    ("piket", "tutup", None),
    ("pelapor", "dinyatakan_selesai", None),
)
_DONE_SO_FAR = {State.RECEIVED: 1, State.VERIFIED: 2, State.REFERRED: 3, State.ASSIGNED: 4, State.ACTED_ON: 6}
_LATER = (0, 2, 5, 9, 14, 20, 27, 35, 44, 54, 65)  # so many reports later the next act on one is done
_STORIES = (
    "Ada banyak orang berkumpul di dekat TPS sejak tadi pagi, jalan tertutup, rumah nomor {}",
    "Sepeda motor saya hilang dari depan rumah nomor {} semalam, pagar tidak rusak",
    "Amplop dibagikan kepada warga di gang nomor {} tadi sore, beberapa tetangga melihat",
    "Baliho di simpang jalan nomor {} dirobek, pecahan kayunya masih di pinggir jalan",
    "Anak-anak muda balapan di jalan depan toko nomor {} setiap malam minggu",
)


@dataclass(slots=True)
class History:
    """`count` reports, an equal time apart, by citizens whose chats are `citizens`; the first of them made `many`."""

    count: int
    many: int
    open_share: float
    citizens: Sequence[ChatKey]
    officers: Sequence[int]
    callable_chats: Sequence[int]
    areas: Areas
    vault: Vault
    now: datetime
    dice: random.Random = field(default_factory=lambda: random.Random(110))
    done: bytearray = field(default_factory=bytearray)  # by report: how many acts
    open: bytearray = field(default_factory=bytearray)  # by report: whether it is open
    holders: "array[int]" = field(default_factory=lambda: array("i"))  # by report: who has or had it
    own: dict[ChatKey, list[Entry]] = field(default_factory=dict)  # by chat: its reports
    running: dict[str, int] = field(default_factory=dict)  # by month: the last number given
    end: events.Head = field(default=events.Head(0, b"", keyed_from=1))  # of the memory: where it begins, and then ends

    def at(self, report: int) -> int:
        """When the `report`-th report from 1 was made, as it is stored."""
        return stored(self.now - YEARS) + int(YEARS.total_seconds() * 1000 * report / (self.count + 1))

    def waits(self) -> Iterator[Row]:
        """One for each report that is open, under its number; none is due during a measurement."""
        due = stored(self.now + timedelta(days=30))
        dice = random.Random(111)
        self.open = bytearray(dice.random() < self.open_share for _ in range(self.count))
        return ((key, "reports", due, self.at(key)) for key, still_open in enumerate(self.open, 1) if still_open)

    def reports(self) -> Iterator[Row]:
        """Every report, the oldest first; to be gone through after `waits` and before `events`."""
        categories, urgencies = list(Category), list(Urgency)
        weights = [1 / (1 + place) for place in range(len(categories))]
        villages = [(d.code, v.code) for d in self.areas.districts for v in self.areas.villages(d.code)]
        for key in range(1, self.count + 1):
            at = self.at(key)
            made = moment(at)
            month = f"{made:%y%m}"
            self.running[month] = running = self.running.get(month, 0) + 1
            category = self.dice.choices(categories, weights)[0]
            still_open = bool(self.open[key - 1])
            state = self.dice.choices(OPEN if still_open else _CLOSED, _OPEN_SHARES if still_open else _CLOSED_SHARES)[
                0
            ]
            urgency = self.dice.choices(urgencies, _URGENCIES)[0]
            ended = None if still_open and state in OPEN[:4] else at + 7_200_000
            taken = not still_open or state in _TAKEN or (state is State.ASSIGNED and key % 2 == 0)
            holder = self.dice.choice(self.officers)
            self.holders.append(holder)
            self.done.append(_DONE_SO_FAR.get(state, 9) if still_open else 11 if key % 10 == 0 else 10)
            district, village = self.dice.choice(villages)
            yield (
                key, numbers.make("DMI", made.date(), running), kind_of(category), category, urgency, state,
                self.dice.choice(_STORIES).format(key), district, village, f"{key % 30 + 1:03}", "dekat balai",
                at - 600_000, int(key % 5 == 0), at, Veracity.UNKNOWN, EscalationLevel.DUTY, ended,
                None if still_open else at + 86_400_000, Result.HANDLED if state is State.DONE else None,
                "samapta" if taken else None, holder if taken else None, self.done[-1],
                key if still_open else None,
            )  # fmt: skip

    def reporters(self) -> Iterator[Row]:
        """Who made each report: every n-th the first citizen, the others anybody."""
        every = max(1, self.count // self.many)
        for key in range(1, self.count + 1):
            first = key % every == 0 and key // every <= self.many
            phone = self.vault.seal(b"+628127654321", reporters.PHONE, key) if key % 10 == 0 else None
            chat = self.citizens[0] if first else self.dice.choice(self.citizens)
            self.own.setdefault(chat, []).append(Entry(key, self.at(key)))
            yield key, reporters.seal_chat(self.vault, key, chat), int(key % 3 > 0), phone

    def own_reports(self) -> Iterator[Row]:
        """Everybody's list of their own."""
        for chat, entries in self.own.items():
            owner = self.vault.handle(reporters.OWN, chat)
            yield owner, reporters.seal_entries(self.vault, owner, entries)

    def events(self) -> Iterator[Row]:
        """Everything that was done on them, in the order of time, each row's hash over the one before."""
        before, number = self.end.hash, self.end.number
        for step in range(1, self.count + _LATER[-1] + 1):
            at = self.at(min(step, self.count))
            for place, later in enumerate(_LATER):
                report = step - later
                if not (0 < report <= self.count and place < self.done[report - 1]):
                    continue
                number += 1
                role, act, text = _ACTS[place]
                officer = None if role == "pelapor" else self.holders[report - 1]
                values = {"report": report, "at": at, "role": role, "officer": officer, "act": act, "text": text}
                before = self.vault.link(events.content_of(before, number, values))
                yield number, report, at, role, officer, act, text, before
        self.end = events.Head(number, before, keyed_from=1)

    def evidence(self) -> Iterator[Row]:
        """A file of every third report, which lies with Telegram: there is none on the disk to be copied or read."""
        for report in range(3, self.count + 1, 3):
            yield (
                report,
                "photo",
                f"file-{report}",
                f"unique-{report}",
                80_000,
                "too_big",
                self.at(report),
                self.at(report),
                self.at(report),
            )

    def pings(self) -> Iterator[Row]:
        """The copies of every call; their messages were forgotten long ago, but for the latest."""
        for report in range(1, self.count + 1):
            for copy in range(CALLS):
                yield (
                    report,
                    CALLS * (report - 1) + copy + 1,
                    self.callable_chats[(report + copy) % len(self.callable_chats)],
                )

    def outbox(self) -> Iterator[Row]:
        """Messages that were sent, of some more days than they are kept."""
        count = self.count * 8 // 10
        for place in range(count):
            at = self._lately(KEPT_MESSAGES, place, count)
            chat = self.dice.choice(self.citizens)
            yield CALLS * self.count + place + 1, chat, 1, "sendMessage", "sent", at, at + 40, place + 1

    def inbox(self) -> Iterator[Row]:
        """Updates that were handled, of some more days than they are kept."""
        count = self.count * 6 // 100
        for place in range(count):
            at = self._lately(KEPT_UPDATES, place, count)
            yield place + 1, at, at + 4

    def drafts(self) -> Iterator[Row]:
        """Every citizen has ended a report; one in fifty left another one unfinished, some of them long ago."""
        for place, chat in enumerate(self.citizens):
            owner, is_open = self.vault.handle(drafts.OWNER, chat), place % 50 == 1
            sealed = self.vault.seal(b"{}", drafts.PURPOSE, drafts.row_of(owner, "report")) if is_open else None
            whose = drafts.seal_chat(self.vault, owner, "report", chat) if is_open else None
            yield owner, "report", whose, sealed, 14, self._lately(KEPT_MESSAGES, place, len(self.citizens))

    def _lately(self, within: timedelta, place: int, count: int) -> int:
        return stored(self.now - within) + int(within.total_seconds() * 1000 * place / count)
