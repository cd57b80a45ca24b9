"""What the hostile tests have found, one test each."""

import logging

import pytest
from telegram import Bot, Message

from conversations.answer import Composed
from handlers.telegram.incoming import Unreadable, composed_of, read
from resort.roles import Role
from sandbox import Person
from sandbox.telegram import markup
from tests.conftest import Town
from tests.stage.officers import joins
from tests.stage.siaran import asks, commands, writes
from tests.telegram.test_bugs import CORRUPT

BOT = Bot("110:a-token-of-no-bot")
CHAT: dict[str, object] = {"id": 7001, "type": "private", "first_name": "Warga"}
CITIZEN: dict[str, object] = {"id": 7001, "is_bot": False, "first_name": "Warga"}


def message(**said: object) -> Message:
    raw = {"message_id": 5, "date": 1_730_000_000, "chat": CHAT, "from": CITIZEN, **said}
    found = read({"update_id": 1, "message": raw}, BOT).message
    assert found is not None
    return found


def passed_on(text: str, *entities: dict[str, object]) -> str:
    composed = composed_of(message(text=text, entities=list(entities)))
    assert isinstance(composed, Composed)
    return composed.html


def test_an_address_with_signs_of_markup_stays_the_address_it_was() -> None:
    for url in ('https://contoh.id/?a="><b>', "https://contoh.id/?a=1&lt=2&copy=3"):
        html = passed_on("buka ini", {"type": "text_link", "offset": 5, "length": 3, "url": url})
        text, [entity] = markup.parse(html)
        assert (text, entity["url"]) == ("buka ini", url)


def test_the_language_of_a_listing_cannot_break_out_of_its_tag() -> None:
    html = passed_on("x = 1", {"type": "pre", "offset": 0, "length": 5, "language": '"><i>'})
    assert markup.parse(html)[0] == "x = 1"


def test_formatting_that_overlaps_or_cuts_a_character_doubles_no_words() -> None:
    overlapping = passed_on(
        "satu dua tiga",
        {"type": "bold", "offset": 0, "length": 8},
        {"type": "italic", "offset": 5, "length": 8},
    )
    assert markup.parse(overlapping)[0] == "satu dua tiga"
    cutting = passed_on("a😀b", {"type": "bold", "offset": 0, "length": 2}, {"type": "bold", "offset": 9, "length": 9})
    assert cutting == "a😀b"
    nested = passed_on(
        "satu dua", {"type": "bold", "offset": 0, "length": 8}, {"type": "italic", "offset": 0, "length": 4}
    )
    assert nested == "<b><i>satu</i> dua</b>"


def test_a_moment_that_an_app_marked_is_passed_on_as_its_words() -> None:
    marked = {"type": "date_time", "offset": 0, "length": 11, "unix_time": 1_732_662_000}
    assert passed_on("besok 06.00", marked) == "besok 06.00"


def test_the_account_of_somebody_who_is_mentioned_is_not_passed_on() -> None:
    mention = {"type": "text_mention", "offset": 7, "length": 5, "user": CITIZEN}
    assert passed_on("Kepada Warga", mention) == "Kepada Warga"


def test_a_private_message_of_somebody_else_is_no_message() -> None:
    raw = {"message_id": 5, "date": 1, "chat": {**CHAT, "id": 7002}, "from": CITIZEN, "text": "/siaran"}
    with pytest.raises(Unreadable):
        read({"update_id": 1, "message": raw}, BOT)


def test_a_place_outside_the_world_is_no_place() -> None:
    for latitude, longitude in ((90.1, 0), (0, -180.5), (1e308, 0)):
        with pytest.raises(Unreadable):
            message(location={"latitude": latitude, "longitude": longitude})


async def test_what_cannot_be_read_is_refused_with_a_line_and_no_traceback(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    for fields in CORRUPT:
        town.world.injects(fields)
    await town.rests()
    refused = [record for record in caplog.records if "is unreadable" in record.getMessage()]
    assert refused
    assert all(record.exc_info is None and record.levelno == logging.WARNING for record in refused)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert {reason for (reason,) in await town.rows("SELECT failure FROM inbox")} == {None, "unreadable"}


async def test_a_reminder_too_long_to_be_sent_is_refused_and_asked_for_again(town: Town) -> None:
    chief = await commands(town, "Kapolres")
    await chief.sends("/program")
    await chief.forges("g:0:change=1", on=chief.last)
    await chief.hears("Tuliskan isi baru")
    await chief.sends("Datanglah ke TPS. " * 227)
    await chief.hears("Terlalu panjang")
    await chief.sends("Datanglah ke TPS tepat waktu.")
    await chief.hears("sudah diganti")


async def test_an_announcement_with_very_many_concerns_still_reaches_its_approver(town: Town) -> None:
    composer = await commands(town, "Kapolres")
    approver = await joins(town, "Wakapolres", "polres", Role.COMMAND)
    words = "\n".join(f"coblos nomor {number} partai urut {number}" for number in range(1, 100))
    await writes(composer, words)
    await asks(composer)
    request = await approver.hears("Mohon persetujuan")
    assert "hal lain" in request.text


async def test_a_citizen_asks_on_after_an_update_nobody_could_read(resident: Person, town: Town) -> None:
    place = {"message_id": 1, "date": 1, "chat": resident.chat_with_bot.info, "from": resident.user}
    town.world.injects({"message": {**place, "text": ["x"]}}, lane=resident.id)
    town.world.injects(
        {"my_chat_member": {**place, "old_chat_member": None, "new_chat_member": None}}, lane=resident.id
    )
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
