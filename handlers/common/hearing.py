"""Danger heard where something else was asked: the words are no answer until their person says so.

Officer: (taps Tolak)
Bot:     DMI-…: mengapa tidak bisa? …
Officer: ada keributan di tps 5, 20 orang bawa kayu, saya butuh bantuan sekarang
Bot:     Ini terdengar seperti keadaan bahaya … 110   [Butuh bantuan] [Kirim sebagai laporan] [Ini alasannya]
"""

from dataclasses import replace
from datetime import timedelta

from conversations.answer import Answer, Media, Text, words_of
from conversations.buttons.officer import CallHelp
from conversations.buttons.words import SendAsReport, TakeAsAnswer
from conversations.callback import Topic
from conversations.heard import HEARD, Heard
from conversations.screen import Button, Key, Line, Screen
from db import drafts, reports
from db.drafts import StoredDialogue
from db.reports import ReportKey
from handlers.common.turn import Turn
from locales import Refused

FLOW = "heard"
TALK = "talk"  # where words were typed that were answered as talk: nothing was asked of them
LASTS = timedelta(minutes=5)  # words that come so soon still belong to what was asked about


async def keep(turn: Turn, heard: Heard) -> None:
    """Keep words until their person says what they are; those kept before are let go."""
    content = HEARD.dump(heard)
    await drafts.save(turn.tx, turn.vault, turn.here.key, StoredDialogue(FLOW, content, 0), turn.now)


async def take(turn: Turn) -> Heard:
    """The words kept, which are then kept no longer. Raises `Refused` when there are none."""
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    heard = None if kept.content is None else HEARD.load(kept.content)
    if heard is None:
        raise Refused("flow.old_button")
    await drafts.save(turn.tx, turn.vault, turn.here.key, StoredDialogue(FLOW, None, 0), turn.now)
    return heard


async def said_as_talk(turn: Turn) -> Text | Media | None:
    """The words of minutes ago that were answered as talk; None without any."""
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    heard = None if kept.content is None else HEARD.load(kept.content)
    if heard is None or heard.flow != TALK or kept.touched is None or turn.now - kept.touched > LASTS:
        return None
    return heard.words


async def answered_as_talk(turn: Turn) -> Text | Media | None:
    """The same, which are then kept no longer."""
    return None if await said_as_talk(turn) is None else (await take(turn)).words


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """Raise what keeps the words from being read."""
    assert kept.content is not None
    HEARD.load(kept.content)


async def join(turn: Turn, answer: Answer) -> bool:
    """Put more words below those that were just asked about, and ask again; whether there were such."""
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    heard = None if kept.content is None else HEARD.load(kept.content)
    if heard is None or heard.answered or heard.flow == TALK:
        return False
    if heard.composed is not None or not isinstance(answer, Text):
        return False
    if kept.touched is None or turn.now - kept.touched > LASTS:
        return False
    await ask(turn, replace(heard, words=with_words(heard.words, answer.body)))
    return True


async def ask(turn: Turn, heard: Heard) -> None:
    """Ask what words that sound like danger are. Nothing is done with them until a button is tapped."""
    await keep(turn, heard)
    rows: list[tuple[Button, ...]] = []
    if heard.prompt is not None and heard.prompt.report is not None:
        officer, report = await turn.officer(), await reports.get(turn.tx, ReportKey(heard.prompt.report))
        if officer is not None and report is not None and report.officer == officer.key and not report.case.closed:
            rows.append((Button(Key("button.act_help"), CallHelp(report.key)),))
    rows.append((Button(Key("button.send_as_report"), SendAsReport()),))
    rows.append((Button(Key("button.is_reason" if heard.reason else "button.is_answer"), TakeAsAnswer()),))
    await turn.show(Screen(Line("ask.danger", {"what": words_of(heard.words)}), tuple(rows)), Topic.WORDS)


def with_words(said: Text | Media, more: str) -> Text | Media:
    """The same with more words below it."""
    words = "\n".join(part for part in (words_of(said), more) if part)
    return Text(words) if isinstance(said, Text) else replace(said, attachment=replace(said.attachment, caption=words))
