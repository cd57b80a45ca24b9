"""A receipt that promises officers is confirmed once Telegram took a call, and taken back if it took none."""

from resort.rights import Post
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.officers import POLSEK, a_command, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import goes_to, reports

RECEIVED = "sudah kami terima"
NOT_ALLOWED = "Bad Request: user is deactivated in a way nobody knows"


async def sends_an_emergency(citizen: Person) -> Message:
    """A cry for help, sent; returns the receipt."""
    await citizen.sends("TOLONG ada tawuran bawa parang di Jaya Mukti dekat masjid")
    await citizen.taps("Kirim sekarang")
    return await citizen.hears(RECEIVED)


def refuses(town: Town, *people: Person) -> None:
    """Telegram takes nothing for these people, without saying that they are gone."""
    chats = [person.id for person in people]
    town.world.faults.add("refusal", times=100, methods=["sendMessage"], chats=chats, description=NOT_ALLOWED)


async def test_a_receipt_is_confirmed_in_place_when_telegram_took_a_call(town: Town, resident: Person) -> None:
    await joins(town, "Petugas")
    receipt = await sends_an_emergency(resident)
    assert "sedang kami panggil" in receipt.text
    assert "sudah menerima" not in receipt.text
    await ticks(town)
    confirmed = await resident.hears("Petugas sudah menerima panggilan")
    assert confirmed.id == receipt.id
    assert "110" in confirmed.text
    assert confirmed.labels == receipt.labels
    before = len(resident.chat_with_bot.news)
    await ticks(town, seconds=10)
    assert len(resident.chat_with_bot.news) == before


async def test_a_receipt_that_was_tapped_since_is_confirmed_by_a_new_message(town: Town, resident: Person) -> None:
    await joins(town, "Petugas")
    receipt = await sends_an_emergency(resident)
    await resident.taps("Lihat laporan", on=receipt)
    await resident.hears("Pilih langkah berikutnya")
    await ticks(town)
    assert (await resident.hears("petugas sudah menerima panggilan")).id != receipt.id


async def test_with_every_call_refused_the_next_level_is_called_before_the_reporter_is_told(
    town: Town, resident: Person
) -> None:
    officer, chief = await joins(town, "Petugas"), await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    refuses(town, officer)
    number = await reports(resident)
    await ticks(town)
    await is_called(chief, number)
    await resident.hears("Petugas sudah menerima pemberitahuan")


async def test_with_nobody_left_the_reporter_reads_so_in_a_new_message_and_110(town: Town, resident: Person) -> None:
    officer, head = await joins(town, "Petugas"), await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    operations, deputy = await a_command(town, Post.OPERATIONS), await a_command(town, Post.DEPUTY, "Wakapolres")
    refuses(town, officer, head, operations, deputy)
    receipt = await sends_an_emergency(resident)
    for _ in range(4):
        await ticks(town)
    told = await resident.hears("panggilan kami belum sampai ke petugas")
    assert told.id != receipt.id
    assert "110" in told.text
    changed = await resident.hears("Belum ada petugas yang terjangkau lewat bot")
    assert changed.id == receipt.id
    assert "sedang kami panggil" not in changed.text


async def test_what_went_by_itself_is_confirmed_too(town: Town, resident: Person) -> None:
    await joins(town, "Piket", "spkt", Role.DESK)
    await resident.sends("TOLONG ada tawuran bawa parang")
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    await resident.hears("sudah kami teruskan ke petugas piket")
    await ticks(town)
    await resident.hears("petugas sudah menerima panggilan")


async def test_a_report_that_nobody_was_called_to_waits_for_no_answer(town: Town, resident: Person) -> None:
    await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    await resident.hears("begitu ada petugas")
    assert await town.rows("SELECT count(*) FROM receipts") == [(0,)]
