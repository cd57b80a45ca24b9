"""A group that became a supergroup: its two Telegram ids are one chat of ours, whichever we heard of first."""

from db import chats, units, vouched
from db.chats import ChatKey
from db.database import Tx
from db.vault import Vault

# In this order: what points at a subscriber, a delivery or a chat goes before it.
_TAKEN_OVER = (
    "moving.drop_older_topics",
    "moving.drop_older_areas",
    "moving.drop_older_choice",
    "moving.take_choice",
    "moving.take_topics",
    "moving.take_areas",
    "moving.drop_choice",
    "moving.drop_waiting_where_sent",
    "moving.drop_second_deliveries",
    "moving.take_deliveries",
    "moving.take_messages",
    "moving.take_exports",
    "moving.take_pings",
    "moving.drop_second_listed",
    "moving.take_listed",
    "moving.take_lists",
    "moving.take_unit",
)


# The supergroup has none of the group's messages: what was sent there can be neither changed nor taken back, and a
# number of it may be another's message by now. New words are sent as a new message; taking back is up to the group.
_OUT_OF_REACH = ("moving.send_words_anew", "moving.leave_to_the_group", "moving.forget_numbers")


async def move(tx: Tx, vault: Vault, key: ChatKey, telegram_id: int) -> ChatKey:
    """Give a chat of ours another Telegram id; returns which chat it is now.

    Where the supergroup was met as a chat of its own, the older of the two takes everything over and the younger is
    no more. Of two subscriptions the younger's counts, which was chosen last; of two deliveries of one run one stays.
    """
    chat = await chats.get(tx, vault, key)
    if chat is None:
        return key  # it has been moved, and who asks did not know
    if chat.telegram_id != telegram_id:
        for query in _OUT_OF_REACH:
            await tx.run(query, chat=key)
    known = await chats.find(tx, vault, telegram_id)
    if known is None or known == key:
        kept = key
    else:
        kept, gone = sorted((key, known))
        unit = await tx.one("units.of_chat", chat=gone)
        for query in _TAKEN_OVER:
            await tx.run(query, kept=kept, gone=gone)
        if unit is not None and units.is_genuine(tx, unit):
            await vouched.vouch(tx, "units", await tx.one("units.get", code=unit["code"]))
        await tx.run("moving.drop_chat", gone=gone)
    await chats.rekey(tx, vault, kept, telegram_id)
    return kept


async def still_to_send(tx: Tx, delivery: int) -> bool:
    """Whether a delivery is still ours to make: the group may have got it under its other id."""
    return await tx.value("moving.still_to_send", id=delivery) is not None
