"""What the reporter of a sent report puts right: place, time, kind, and since when a violation is known.

Citizen: (taps ✏️ Tempat below the receipt)
Bot:     Tulis tempat yang benar, atau kirim lokasi …           [Selesai]
Citizen: TPS 9 Buluh Kasap, bukan TPS 12
Officer: DMI-…, kabar baru dari pelapor: Tempat yang benar: TPS 9 …
"""

from casework import additions
from conversations.addition import Part
from conversations.answer import Text
from conversations.buttons.citizen import ChangePart, DoneAdding, SayKind
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from handlers.citizen import adding
from handlers.common.turn import Turn


async def ask(turn: Turn, tapped: ChangePart) -> None:
    """Ask what is right; for the kind those stand there that the story may be about."""
    report = await adding.expect_part(turn, tapped.number, tapped.part)
    likely = turn.scene.hear(report.what).reading.suggestions if tapped.part is Part.KIND and report.what else ()
    kinds = tuple((Button(Key(f"category.{each}"), SayKind(report.number, each)),) for each in likely)
    done = (Button(Key("button.done"), DoneAdding(report.number)),)
    await turn.show(Screen(Line(f"mine.change_{tapped.part}"), (*kinds, done)), Topic.MINE, fresh=True)


async def say_kind(turn: Turn, tapped: SayKind) -> None:
    """The reporter says what kind it is; the desk decides."""
    words = adding.put_right(Part.KIND, turn.texts.plain(f"category.{tapped.category}"))
    await additions.add_words(turn, turn.here.key, tapped.number, Text(words))
    await turn.show(Screen(Line("mine.added", {"number": tapped.number})), Topic.MINE)
