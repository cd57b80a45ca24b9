"""Receipts say what helps for that kind of report, once approved; consent and /privasi name who really reads it."""

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import PANWASCAM, a_command, about, joins
from tests.stage.texts import approves
from tests.stage.town import Town
from tests.stage.walks import reports


async def receipt_of(town: Town, person: Person, category: Category) -> str:
    """The receipt of a report of this kind."""
    await reports(person, about(category))
    await town.rests()
    return next(
        message.text for message in reversed(person.chat_with_bot.messages) if "sudah kami terima" in message.text
    )


async def test_a_receipt_says_what_helps_for_its_kind_and_nothing_unapproved(town: Town, resident: Person) -> None:
    unapproved = await receipt_of(town, resident, Category.KEBAKARAN)
    assert "Sambil menunggu" not in unapproved
    assert "113" not in unapproved
    assert "tempat aman" not in unapproved
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Waka")
    for person in (chief, deputy):
        await approves(person, "Saran: kebakaran")
        await approves(person, "Nomor pemadam kebakaran")
    town.clock.passes(hours=2)
    fire = await receipt_of(town, resident, Category.KEBAKARAN)
    assert "Sambil menunggu: Keluar dulu" in fire
    assert "Pemadam kebakaran: 113 (diperiksa 20 November 2024)" in fire
    town.clock.passes(hours=2)
    theft = await receipt_of(town, resident, Category.PENCURIAN)
    assert "Sambil menunggu" not in theft
    assert "113" not in theft


async def test_consent_and_privacy_name_the_partners_that_can_read_it_now(town: Town, citizen: Person) -> None:
    await citizen.opens()
    assert "hanya dibaca petugas Polri" in (await citizen.hears("Selamat datang")).text
    await citizen.sends("/privasi")
    assert "belum ada instansi lain" in (await citizen.hears("Kerahasiaan Anda")).text
    partner = await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    await joins(town, "Damkar", "damkar", Role.PARTNER)
    await citizen.sends("/privasi")
    assert "dibaca petugas Bawaslu, Pemadam Kebakaran." in (await citizen.hears("Kerahasiaan Anda")).text
    await partner.blocks_bot()
    await town.rests()
    await citizen.sends("/lapor")
    asked = await citizen.hears("Sebelum mulai")
    assert "dibaca petugas Pemadam Kebakaran." in asked.text
    assert "Bawaslu," not in asked.text
