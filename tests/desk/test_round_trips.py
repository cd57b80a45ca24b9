"""How often a screen of the desk asks the database: on a server each time is a round trip, beside everybody else's."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from db.engine import Tx
from reports.urgency import Urgency
from resort.roles import Role
from tests.stage.desk import a_desk, a_head, a_resident, files, sees_queue
from tests.stage.officers import POLSEK, joins
from tests.stage.outside import change
from tests.stage.town import Town

ASKING = ("one", "all", "each", "value", "run", "many")
# The update and its person (3), the officer (2, and 3 more with the filter that was kept), the page (1 for each urgency
# and kind of ground, and 1 for the place where it goes on), who has its reports (2), how many there are (1 a kind of
# ground, and again for those before), how many lie apart (1), what is owed (2). Opened, `/antrean` also changes the
# pinned message of the desk (10).
MOST_OF_A_PAGE = 18
MOST_OF_A_HEAD = 24  # the unit's own, and those of its areas
MOST_OF_THE_FIRST = 30
MOST_OF_A_REPORT = 30


@asynccontextmanager
async def asked(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[], list[str]]]:
    """What the unit of work that handles an update asks; the last one is told."""
    units: list[tuple[Tx, list[str]]] = []

    def counted(name: str) -> Any:
        real = getattr(Tx, name)

        async def asks(tx: Tx, query: str, *values: object, **named: object) -> Any:
            if not units or units[-1][0] is not tx:
                units.append((tx, []))
            units[-1][1].append(query)
            return await real(tx, query, *values, **named)

        return asks

    def last() -> list[str]:
        return [queries for _, queries in units if "inbox.finish" in queries][-1]

    with monkeypatch.context() as patched:
        for name in ASKING:
            patched.setattr(Tx, name, counted(name))
        yield last


async def test_a_screen_of_the_desk_asks_few_times(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many reports, states and officers it shows."""
    citizen, desk, head = await a_resident(town), await a_desk(town), await a_head(town)
    for place in range(3):
        await joins(town, f"Petugas {place}", POLSEK, Role.OFFICER)
    for place in range(40):
        urgency = (Urgency.SEDANG, Urgency.RENDAH)[place % 2]
        await files(town, citizen, urgency, town.clock.now - timedelta(minutes=place % 20))
    holder = "(SELECT id FROM officers WHERE role = 'petugas' ORDER BY id LIMIT 1)"
    change(town.settings.address, f"UPDATE reports SET officer = {holder} + id % 3 WHERE id % 4 > 0")
    change(town.settings.address, "UPDATE reports SET state = 'ditugaskan' WHERE id % 3 = 0")
    await sees_queue(desk)
    await town.rests()

    async with asked(monkeypatch) as queries:
        await sees_queue(desk)
        assert len(queries()) <= MOST_OF_THE_FIRST, queries()
        for page in ("11–20", "21–30"):
            await desk.taps("Lainnya")
            await desk.hears(page)
            assert len(queries()) <= MOST_OF_A_PAGE, queries()
        screen = await sees_queue(head)
        assert len(queries()) <= MOST_OF_A_HEAD, queries()
        await head.taps(next(label for label in screen.labels if "DMI-" in label), on=screen)
        await head.hears("Riwayat")
        assert len(queries()) <= MOST_OF_A_REPORT, queries()
