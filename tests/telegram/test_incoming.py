"""Reading Telegram's updates: of a tapped message only where it is."""

from handlers.telegram.incoming import read, sender_of
from handlers.telegram.update import Account

BOT = Account(110, "siaga_sandbox_bot")
CHAT: dict[str, object] = {"id": 7001, "type": "private", "first_name": "Warga"}
CITIZEN: dict[str, object] = {"id": 7001, "is_bot": False, "first_name": "Warga", "language_code": "en"}
SCREEN: dict[str, object] = {
    "message_id": 55,
    "date": 1_730_000_000,
    "chat": CHAT,
    "text": "Di mana kejadiannya?",
    "reply_markup": {"inline_keyboard": [[{"text": "Kembali", "callback_data": "r:1:back"}]]},
}
TAP: dict[str, object] = {"id": "9", "from": CITIZEN, "chat_instance": "3", "data": "r:1:back"}


def test_of_a_tapped_message_only_its_place_is_read() -> None:
    update = read({"update_id": 1, "callback_query": {**TAP, "message": SCREEN}}, BOT)
    query = update.callback_query
    assert query is not None
    assert (update.update_id, query.id, query.data) == (1, "9", "r:1:back")
    assert query.message is not None
    assert (query.message.chat.id, query.message.message_id) == (7001, 55)


def test_a_tap_tells_who_tapped() -> None:
    sender = sender_of(read({"update_id": 1, "callback_query": {**TAP, "message": SCREEN}}, BOT))
    assert sender is not None
    assert (sender.telegram_id, sender.kind, sender.name, sender.language) == (7001, "private", "Warga", "en")


def test_a_tap_below_no_message_is_read_too() -> None:
    update = read({"update_id": 1, "callback_query": {**TAP, "inline_message_id": "far away"}}, BOT)
    assert update.callback_query is not None
    assert update.callback_query.message is None
    assert sender_of(update) is None


def test_a_message_is_read_whole() -> None:
    update = read({"update_id": 1, "message": {**SCREEN, "from": CITIZEN}}, BOT)
    assert update.message is not None
    assert update.message.text == "Di mana kejadiannya?"
