"""The desk for the tests: people with a queue, reports in it, and what is stored of them."""

from datetime import datetime

from conversations.report_draft import ReportDraft
from db import chats, reports
from db.database import Tx
from reports.category import Category, kind_of
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.officers import POLSEK, joins
from tests.stage.town import Town
from tests.stage.walks import agrees

CHANGED = "Laporan ini baru saja diubah, ini keadaannya sekarang."
NOT_YOURS = "hanya untuk petugas yang berwenang"


async def a_desk(town: Town, name: str = "Piket") -> Person:
    """Somebody who minds the whole queue."""
    return await joins(town, name, "spkt", Role.DESK)


async def a_head(town: Town, unit: str = POLSEK, name: str = "Kepala unit") -> Person:
    """The head of a unit, who minds what is the unit's."""
    return await joins(town, name, unit, Role.HEAD)


async def sees_queue(person: Person) -> Message:
    """Open the queue."""
    await person.sends("/antrean")
    return await person.hears("Antrean laporan")


async def opens(person: Person, number: str) -> Message:
    """Open a report of the queue."""
    queue = await sees_queue(person)
    await person.taps(number, on=queue)
    return await person.hears("Riwayat")


async def does(person: Person, *labels: str) -> Message:
    """Open nothing, tap one button after the other, each on what the one before led to; the report shown at the end."""
    for label in labels:
        await person.taps(label)
    return await person.hears("Riwayat")


async def stands(town: Town, number: str) -> tuple[object, ...]:
    """State, veracity, escalation, and whether it is closed."""
    [row] = await town.rows(
        "SELECT state, veracity, escalation, closed_at IS NOT NULL FROM reports WHERE number = ?", number
    )
    return row


async def acts_on(town: Town, number: str) -> list[tuple[object, ...]]:
    """The role and the act of each event of a report."""
    return await town.rows(
        "SELECT role, act FROM events WHERE report = (SELECT id FROM reports WHERE number = ?) ORDER BY id", number
    )


async def files(
    town: Town,
    citizen: Person,
    urgency: Urgency,
    at: datetime,
    *,
    category: Category = Category.KERUMUNAN,
    district: str = "14.72.02",
    village: str = "14.72.02.1004",
    what: str = "Kejadian di dekat pos ronda",
) -> str:
    """A report that lies in the database without anybody having been called; returns its number."""
    assert town.siaga is not None
    vault = town.siaga.vault
    draft = ReportDraft(
        kind=kind_of(category), category=category, what=what, district=district, village=village, tps="012"
    )

    async def work(tx: Tx) -> str:
        chat = await chats.find(tx, vault, citizen.id)
        assert chat is not None
        return (await reports.create(tx, vault, chat, draft, urgency, "DMI", at)).number

    return await town.siaga.database.write(work)


async def a_resident(town: Town) -> Person:
    """A citizen who has agreed."""
    citizen = town.citizen()
    await agrees(citizen)
    return citizen
