"""What officers and partners write and a reporter reads: all of it passes here, whichever screen asked for it.

Officer:  taps Selesai, Belum memenuhi syarat
Partner:  "sebutkan nama dan alamat Anda"      refused: nobody asks a reporter here who they are
Partner:  "hubungi 0812 ..."                   refused: nobody looks on outside the bot
Partner:  "kurang dua saksi yang melihat"      goes to the reporter
"""

from enum import Enum

from locales import AskAgain
from reports.asking_rules import Unfit, unfit


class Words(Enum):
    """What was written, as far as it decides how it is read."""

    SENTENCE = "sentence"
    LABEL = "label"  # a number, a rank, a name that was given: it sounds like nothing, so its sound is not weighed
    ABOUT_THEM = "about them"  # why they have to be known, where it is now: names what a question must not ask for


def check(said: str, words: Words = Words.SENTENCE, *, of_incident: bool = False) -> None:
    """Raise `AskAgain` for words that lead out of the bot or ask who the reporter is: that is opened by two people.

    What is said of an incident is read by many, and the refusal says so.
    """
    why = unfit(said, sound=words is Words.SENTENCE)
    if why is not None and not (words is Words.ABOUT_THEM and why is Unfit.IDENTITY):
        raise AskAgain(f"incident.unfit_{why}" if of_incident else f"ask.unfit_{why}")
