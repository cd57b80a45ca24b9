"""Orders to officers: who has understood them, and a reminder to those only who have not."""

from sandbox import Person
from tests.stage.announcements import running
from tests.stage.composing import asks, orders
from tests.stage.officers import POLSEK, joins
from tests.stage.town import Town
from tests.stage.walks import agrees, button

ORDER = "Apel pukul 05.30 di halaman Polsek."


async def send_order(town: Town, kabag: Person, waka: Person) -> None:
    """An order to one Polsek goes out."""
    assert "Petugas Polsek Dumai Timur" in (await orders(kabag, ORDER, unit="Polsek Dumai Timur")).text
    await asks(kabag)
    await waka.hears("Mohon persetujuan arahan")
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await running(town).ticker.tick()


async def test_officers_say_that_they_understood_and_the_others_are_reminded(
    town: Town, kabag: Person, waka: Person
) -> None:
    quick, slow = await joins(town, "Cepat"), await joins(town, "Lambat")
    elsewhere = await joins(town, "Lain", "samapta")
    await send_order(town, kabag, waka)
    for officer in (quick, slow):
        await officer.hears(ORDER)
    await elsewhere.hears_nothing()
    await quick.taps("Siap, dimengerti")
    await quick.sees_toast("Terima kasih")
    await quick.taps("Siap, dimengerti")
    await quick.sees_toast("Sudah dicatat")

    await town.rests()
    await running(town).ticker.tick()
    await kabag.sends("/siaran")
    await kabag.hears("Jumlah")
    await kabag.taps("Apel pukul")
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Siapa yang belum")
    missing = await kabag.hears("Belum menyatakan siap: 1 dari 2")
    assert "Polsek Dumai Timur 2" in missing.text
    await kabag.taps("Ingatkan yang belum")
    await kabag.hears("dikirim kepada 1 petugas")
    assert ORDER in (await slow.hears("Mohon tanggapi arahan")).text
    await quick.hears_nothing()
    await slow.taps("Siap, dimengerti")
    await slow.sees_toast("Terima kasih")
    await kabag.taps("Kembali")
    await kabag.hears("Semua sudah menyatakan siap: 2 petugas")


async def test_who_wrote_an_order_to_everybody_is_not_reminded_of_it(town: Town, kabag: Person, waka: Person) -> None:
    officer = await joins(town, "Petugas")
    await orders(kabag, ORDER)
    await asks(kabag)
    await waka.hears("Mohon persetujuan arahan")
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await running(town).ticker.tick()
    await officer.hears(ORDER)
    await town.rests()
    await running(town).ticker.tick()
    await kabag.hears("Siaran selesai")
    await kabag.sends("/siaran")
    await kabag.hears("Jumlah")
    await kabag.taps("Apel pukul")
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Siapa yang belum")
    await kabag.hears("Belum menyatakan siap: 2 dari 2")
    await kabag.taps("Ingatkan yang belum")
    await kabag.hears("dikirim kepada 2 petugas")
    await officer.hears("Mohon tanggapi arahan")
    await waka.hears("Mohon tanggapi arahan")
    await kabag.hears_nothing()


async def test_only_who_got_the_order_can_acknowledge_it(town: Town, kabag: Person, waka: Person) -> None:
    officer, stranger = await joins(town, "Petugas"), town.citizen()
    await agrees(stranger)
    elsewhere = await joins(town, "Lain", "samapta")
    await send_order(town, kabag, waka)
    data = button(await officer.hears(ORDER), "Siap, dimengerti")
    for person in (stranger, elsewhere, kabag):
        await person.forges(data, on=person.last)
        await person.sees_toast("petugas yang menerima arahan")
    assert await town.rows("SELECT * FROM orders WHERE acknowledged_at IS NOT NULL") == []


async def test_the_public_never_sees_an_order(town: Town, kabag: Person, waka: Person) -> None:
    officer, citizen = await joins(town, "Petugas", POLSEK), town.citizen()
    await agrees(citizen)
    await send_order(town, kabag, waka)
    order = await officer.hears(ORDER)
    await citizen.sends("/imbauan")
    await citizen.hears("Belum ada imbauan")
    code = order.text.rsplit(" ", 1)[1]
    await citizen.sends(f"/cek {code}")
    answer = await citizen.hears("pesan resmi untuk petugas")
    assert ORDER not in answer.text
    await officer.sends(f"/cek {code}")
    assert ORDER in (await officer.hears("Asli")).text
