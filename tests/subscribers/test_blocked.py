"""Who blocks the bot or deletes their account: nothing more is sent until they write again."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to, reports


@pytest.mark.usefixtures("way_in")
async def test_who_blocks_the_bot_is_written_to_no_more_and_finds_all_again(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await goes_to(resident, "what")
    await resident.blocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NOT NULL")
    assert await town.rows("SELECT count(*) FROM drafts WHERE sealed IS NOT NULL") == [(1,)]
    await resident.sends("Ratusan orang berkumpul di jalan")  # writing unblocks
    await resident.hears("Di mana kejadiannya")
    assert await town.rows("SELECT off_at FROM chats") == [(None,)]
    await resident.sends(f"/status {number}")
    await resident.hears(number)


async def test_an_answer_to_somebody_who_has_just_blocked_us_is_given_up(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    await resident.sends("Ratusan orang berkumpul di jalan")
    resident.chat_with_bot.blocked = True
    await town.turns("SELECT 1 FROM outbox WHERE state = 'blocked'")
    assert await town.rows("SELECT count(*) FROM outbox WHERE payload IS NOT NULL") == [(0,)]
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NOT NULL")


async def test_a_deleted_account_holds_nobody_up(town: Town) -> None:
    gone, other = town.citizen(), town.citizen()
    await agrees(gone)
    await gone.sends("/lapor")
    await gone.deletes_account()
    await agrees(other)
    await reports(other)
    await town.rests()
    assert await town.rows("SELECT 1 FROM outbox WHERE state = 'queued'") == []


async def test_who_comes_back_is_answered(resident: Person, town: Town) -> None:
    await resident.blocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NOT NULL")
    await resident.unblocks_bot()
    await town.turns("SELECT 1 FROM chats WHERE off_at IS NULL")
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
