"""In a group nothing is reported in public: only the way to the private chat is shown."""

import pytest

from sandbox import Person
from tests.conftest import Town


@pytest.mark.usefixtures("way_in")
async def test_a_report_in_a_group_leads_to_the_private_chat(citizen: Person, town: Town) -> None:
    group = town.world.group("Warga RT 3", members=[citizen], bot="member")
    await citizen.sends("/lapor ada yang bagi amplop", chat=group)
    invitation = await citizen.hears("tidak dibuat di grup", chat=group)
    assert "amplop" not in invitation.text
    assert "110" in invitation.text
    await citizen.taps("Lapor secara pribadi", chat=group)
    await citizen.hears("Sebelum mulai")
    await citizen.taps("Saya setuju")
    await citizen.hears("Apa yang ingin Anda laporkan")
    assert len(group.messages) == 2
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_the_answer_stays_in_the_topic(citizen: Person, town: Town) -> None:
    forum = town.world.group("Warga Kelurahan", members=[citizen], forum=True, bot="member")
    topic = forum.opens_topic("Keamanan", by=citizen)
    await citizen.sends("/lapor", chat=forum, topic=topic)
    assert (await citizen.hears("tidak dibuat di grup", chat=forum)).thread == topic


async def test_talk_in_a_group_is_passed_over_in_silence(citizen: Person, town: Town) -> None:
    group = town.world.group("Warga RT 3", members=[citizen], bot="administrator")
    await citizen.sends("TOLONG ADA YANG BAWA PARANG", chat=group)
    await citizen.sends_photo(chat=group)
    await citizen.sends("/laporanku", chat=group)
    await citizen.sends("/status DMI-2411-0001-4", chat=group)
    await town.rests()
    assert group.news == []
    assert await town.rows("SELECT count(*) FROM drafts") == [(0,)]


async def test_an_anonymous_administrator_is_answered_in_the_group(town: Town) -> None:
    admin = town.citizen()
    group = town.world.group("Warga RT 3", members=[admin], supergroup=True, bot="member")
    group.promotes(admin, anonymous=True)
    await admin.sends("/lapor@siaga_sandbox_bot", chat=group)
    await admin.hears("tidak dibuat di grup", chat=group)


async def test_a_command_for_another_bot_is_not_ours(citizen: Person, town: Town) -> None:
    group = town.world.group("Warga RT 3", members=[citizen], bot="administrator")
    await citizen.sends("/lapor@bot_lain", chat=group)
    await town.rests()
    assert group.news == []
