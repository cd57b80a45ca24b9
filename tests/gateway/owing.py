"""Messages put into the outbox by a test, as the handlers put theirs: rows first, then the sender is told."""

from collections.abc import Sequence

from conversations.render import Params
from db import chats, outbox
from db.chats import Chat, Sender
from db.database import Tx
from db.outbox import Lane, Outgoing
from sandbox import Group, Person
from tests.stage.town import Town


async def meets(town: Town, whom: Person | Group) -> Chat:
    """The bot's own row for a person or a group; the person has started it."""
    assert town.siaga is not None
    vault = town.siaga.vault
    if isinstance(whom, Person):
        whom.chat_with_bot.started = True
        sender = Sender(whom.id, "private", whom.name, None, "id")
    else:
        sender = Sender(whom.id, whom.kind, whom.title, None, "id")
    return await town.siaga.database.write(lambda tx: chats.meet(tx, vault, sender, town.clock.now))


async def owes(
    town: Town,
    chat: Chat,
    messages: Sequence[str | Params],
    *,
    lane: Lane = Lane.ANSWER,
    method: str = "sendMessage",
    edits: Outgoing | None = None,
    told: bool = True,
    turn: int = 0,
    series: str | None = None,
) -> list[Outgoing]:
    """Owe a chat some messages; with `told` the sender is told at once, else it finds them at its next start."""
    siaga = town.siaga
    assert siaga is not None

    async def work(tx: Tx) -> list[Outgoing]:
        return [
            await outbox.queue(
                tx,
                siaga.vault,
                chat,
                lane,
                method,
                {"text": message} if isinstance(message, str) else message,
                town.clock.now,
                edits=None if edits is None else edits.id,
                turn=turn,
                series=series,
            )
            for message in messages
        ]

    owed = await siaga.database.write(work)
    if told:
        siaga.sender.add(owed)
    return owed
