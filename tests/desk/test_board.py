"""The pinned message of the desk: changed in place, at most every three seconds, whatever comes."""

from reports.urgency import Urgency
from sandbox import Message, Person
from tests.stage.desk import a_desk, a_head, a_resident, files, sees_queue
from tests.stage.officers import calls, is_called, ticks
from tests.stage.town import Town
from tests.stage.walks import number_on

BOARD = "📌 Antrean sekarang"


def boards(person: Person) -> list[Message]:
    return [each for each in person.chat_with_bot.messages if each.from_bot and each.text.startswith(BOARD)]


async def test_the_desk_has_one_pinned_message_that_follows_the_queue(town: Town) -> None:
    desk, head, citizen = await a_desk(town), await a_head(town), await a_resident(town)
    await sees_queue(head)
    assert boards(head) == []
    await sees_queue(desk)
    await sees_queue(desk)
    await town.rests()
    [board] = boards(desk)
    assert desk.chat_with_bot.pinned == [board.id]
    assert "Tidak ada laporan yang menunggu" in board.text
    edits = 0
    for _ in range(50):
        await files(town, citizen, Urgency.TINGGI, town.clock.now)
        before = boards(desk)[0].text
        await ticks(town, seconds=1)
        edits += boards(desk)[0].text != before
    assert 15 <= edits <= 18  # fifty seconds, one in three
    await ticks(town, seconds=3)
    [board] = boards(desk)
    assert "1–10 dari 50" in board.text
    assert "· TPS 12 Jaya Mukti · Kerumunan massa · belum" in board.text
    shown = board.text
    await desk.taps("1 · DMI", on=board)
    await desk.hears("Riwayat")
    await desk.taps("Antrean", on=boards(desk)[0])
    await desk.hears("Antrean laporan")
    assert boards(desk)[0].text == shown  # what was opened came in messages of their own
    await citizen.sends("tolong ada yang dibacok di TPS 3 Jaya Mukti")
    await citizen.taps("Kirim", on=await citizen.hears("Kirim"))
    number = number_on(await citizen.hears("sudah kami terima"))
    await is_called(desk, number)  # rings by a message of its own
    assert len(calls(desk, number)) == 1
    await ticks(town, seconds=3)
    assert "🔴 0 mnt · TPS 3 Jaya Mukti" in boards(desk)[0].text
    await ticks(town, minutes=2)
    assert "🔴 2 mnt · TPS 3 Jaya Mukti" in boards(desk)[0].text  # ages go on where nothing happens


async def test_a_board_rests_with_its_officer_and_one_that_was_deleted_comes_again(town: Town) -> None:
    desk, citizen = await a_desk(town), await a_resident(town)
    await sees_queue(desk)
    await town.rests()
    await desk.sends("/siaga")
    await desk.taps("Lepas siaga", on=await desk.hears("sedang siaga"))
    await desk.hears("lepas siaga")
    await ticks(town, seconds=4)
    assert "berhenti diperbarui" in boards(desk)[0].text
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await ticks(town, minutes=5)
    assert "berhenti diperbarui" in boards(desk)[0].text
    await desk.sends("/siaga")
    await town.rests()
    await desk.taps("🟢 Siaga")
    await desk.hears("sedang siaga")
    await ticks(town, seconds=4)
    assert "1–1 dari 1" in boards(desk)[0].text
    await desk.deletes(boards(desk)[0])
    await ticks(town, minutes=2)
    assert boards(desk) == []
    await sees_queue(desk)
    await town.rests()
    assert len(boards(desk)) == 1
