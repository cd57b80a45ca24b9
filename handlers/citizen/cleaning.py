"""*Bersihkan layar*: removes both sides' messages from the chat of somebody who hides; the report stays.

Nothing is said of it in the chat. News comes as one neutral line without a sound from then on.
"""

from db import quiet
from db.outbox import Lane
from handlers.common.turn import Turn

AT_ONCE = 100  # messages that one call may delete


async def note(turn: Turn) -> None:
    """Keep the number of what somebody who hides has written, so that it can be removed."""
    said = turn.update.message
    if said is not None and turn.here.kind == "private" and turn.is_silent(turn.here):
        await quiet.note_theirs(turn.tx, turn.here.key, said.message_id, turn.now)


async def clean(turn: Turn) -> None:
    """Remove whatever Telegram still lets us remove."""
    numbers = await quiet.take(turn.tx, turn.here.key, turn.now)
    query = turn.update.callback_query
    if query is not None and query.message is not None and query.message.message_id not in numbers:
        numbers.append(query.message.message_id)
    for at in range(0, len(numbers), AT_ONCE):
        await turn.owe(turn.here, "deleteMessages", {"message_ids": numbers[at : at + AT_ONCE]}, Lane.ANSWER)
    turn.toast = turn.texts.plain("voice.cleaned")
