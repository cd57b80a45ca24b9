"""What people compose is passed on as it was typed: no markup breaks out, nothing doubles, nobody is named."""

import pytest

from conversations.answer import Composed, Other
from handlers.telegram.incoming import Unreadable, answer_of, composed_of, read
from handlers.telegram.update import Account, Message
from sandbox.telegram import markup

BOT = Account(110, "siaga_sandbox_bot")
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
        assert answer_of(message(location={"latitude": latitude, "longitude": longitude})) == Other()
