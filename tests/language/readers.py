"""Everything that reads what people write, and texts of the greatest length that are hard to read."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from broadcasts import genuine
from broadcasts.appeal import Appeal, Audience, Kind, Topic, visible
from broadcasts.lint import lint
from broadcasts.schedule import AtOnce
from conversations import personal
from conversations.appeal_when import parse_ahead, parse_day, parse_hour
from conversations.callback import Callback
from conversations.in_writing import in_writing
from handlers.common import typed
from handlers.common.buttons import MENU
from language import characters, words
from language.coordinates import find_coordinates, without_map_links
from language.english import seems_english
from language.identity_number import cover
from language.when import only_when, parse_when
from locales import shown, texts_for
from reports import doubt, likeness, number, triage
from reports.asking_rules import unfit
from reports.category import Category
from reports.danger import listen
from reports.likeness import Event
from reports.matters import matters
from reports.meaning import understand
from reports.telephone import number_of
from reports.tps import find_tps
from reports.unsolved import says_unsolved
from reports.urgency import assess
from reports.voices import voices_of
from resort.area import Areas, parse_place_payload
from resort.elsewhere import Elsewhere

MOST = 4_096  # characters: Telegram lets nobody send more
WIB = ZoneInfo("Asia/Jakarta")
NOW, VOTING = datetime(2024, 11, 25, 7, 14, tzinfo=WIB), date(2024, 11, 27)
DUMAI = Areas.load("14.72")
NORTH_ACEH = Areas.load("11.08")  # 879 areas, the most of any resort
APPEAL = Audience(Topic.APPEAL, frozenset({Kind.CITIZENS}))

REPEATED = (
    ".", "1", " ", "a", "1 ", "1 1", "a ", "ab ", "-", "/", "[", "<", ">", "<a href=", "<a ", "://", "a@", "@",
    "a.b", "\n", "'", "a'", "!?", "1/1", "1.1.", "12.30 ", "h-1 ", "20", "2024-1-1 ", "O", "I", "DMI-2411-",
    "ABCDE 2411 0001 1 ", "tidak ", "ada ", "parang ", "tolong ", "bunuh ", "api ", "wkwk ", "apakah ", "berita ",
    "tps ", "tps 1 ", "jam ", "jam 1 ", "setengah ", "satu ", "dua puluh ", "dua puluh satu ", "kemarin ",
    "tadi malam ", "yg ", "gk ", "ga ada ", "org2 ", "a2", "ada orang bawa parang tidak ", "bukan ada ", "help ",
    "fire in the ", "the is are ", "nomor urut 1 ", "pilih ", "calon ", "pemilih ", "kel ", "kec bukit ", "dumai ",
    "bukit ", "sei ", "tanjung palas ", "jaya mukti ", "simpangtetapdarul ", "matang ", "alue ", "😀", "🔥", "🔪 ",
    "👨\u200d👩\u200d👧 ", "a\u0301", "\u0301", "\u200b", "a\u200b", "\u3164", "\u0645\u0631\u062d\u0628\u0627 ",
    "\u202eabc ", "\ufdfa", "İ", "ß", "½", "\U0001d41a", "\u0430", "\uff41", "🏴\U000e0067", "n0m0r ", "a1a",
    "•", "• ", "110 ", "<b>", "1.667,", "1.667 lu lon ", "1°40'00\"N ", "!3d1.667!4d", "https://maps.", "1) ",
    "3173010101900001", "3173 ", "31.73.01.", "08", "0812 ", "di bengkalis ", "rokan ", "tidak bisa ", "belum ",
)  # fmt: skip


def mixed() -> dict[str, str]:
    """Messages of many words, or of none."""
    dice = random.Random(1)
    spoken = "di ke bukit kapur dumai kec tps 5 ada parang tidak yg orang bawa jam kemarin the and api tolong"
    vowels, others = "aeiu", "bcdghjklmnprst"
    syllable = [consonant + vowel for consonant in others for vowel in vowels]

    def word() -> str:
        return "".join(dice.choice(syllable) for _ in range(dice.randrange(1, 6)))

    return {
        "any characters": "".join(chr(dice.randrange(32, 0xD800)) for _ in range(MOST)),
        "half of them plain": "".join(
            chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x2000)))) for _ in range(MOST)
        ),
        "a story": "pak di tps 5 jaya mukti tadi malam jam 8 ada orang bagi amplop ke warga, kami takut. " * 60,
        "words of danger and place": " ".join(dice.choice(spoken.split()) for _ in range(MOST)),
        "words never seen": " ".join(word() for _ in range(MOST)),
        "nearly names": " ".join(f"{dice.choice('smtbda')}{word()}{word()}" for _ in range(MOST)),
    }


TEXTS = {name: text[:MOST] for name, text in ({repr(part): part * MOST for part in REPEATED} | mixed()).items()}
READERS: dict[str, Callable[[str], object]] = {
    "characters.fold": characters.fold,
    "characters.visible": characters.visible,
    "words.read": words.read,
    "words.words": words.words,
    "words.plain": words.plain,
    "words.digits": words.digits,
    "seems_english": seems_english,
    "parse_when": lambda text: parse_when(text, NOW, VOTING),
    "parse_ahead": lambda text: parse_ahead(text, NOW, VOTING),
    "parse_day": lambda text: parse_day(text, NOW, VOTING),
    "parse_hour": parse_hour,
    "understand": lambda text: understand(text, DUMAI, NOW),
    "triage.read": lambda text: triage.read(text, DUMAI),
    "tps.find_tps": find_tps,
    "danger.listen": lambda text: listen(text, DUMAI.names),
    "urgency.assess": lambda text: assess(Category.KERUMUNAN, text, ongoing=True, areas=DUMAI),
    "likeness.compare": lambda text: likeness.compare(_event(text), _event("ada keributan")),
    "matters": matters,
    "unfit": lambda text: unfit(text[:1_000]),  # an officer's question is no longer
    "number.parse": number.parse,
    "Areas.find": DUMAI.find,
    "Areas.find, many": NORTH_ACEH.find,
    "PlaceNames.find": lambda text: NORTH_ACEH.names.find(words.words(text)),
    "parse_place_payload": parse_place_payload,
    "lint": lambda text: lint(Appeal(text, APPEAL, AtOnce()), [NOW.astimezone(UTC)], WIB, names=["Nama Calon"]),
    "visible": visible,
    "genuine.normal": genuine.normal,
    "genuine.same_content": lambda text: genuine.same_content(text, text[::-1], text),
    "number_of": number_of,
    "find_coordinates": find_coordinates,
    "without_map_links": without_map_links,
    "cover": cover,
    "Elsewhere.find": Elsewhere("14.72").find,
    "personal.find": lambda text: personal.find(text, "Nama Pelapor"),
    "in_writing": lambda text: in_writing(text, "tulis di sini"),
    "in_writing, cut": lambda text: in_writing(f"Hubungi <b>110</b>.\n{text}x", "tulis di sini"),
    "says_unsolved": says_unsolved,
    "doubt.weigh": lambda text: doubt.weigh(words.words(text)),
    "voices_of": lambda text: voices_of(words.words(text)),
    "only_when": only_when,
    "shown": lambda text: shown(text, MOST),
    "typed.means": lambda text: typed.means(text, MENU, texts_for("id")),
    "Callback.decode": Callback.decode,
}


def _event(text: str) -> Event:
    return Event(Category.KERICUHAN, NOW, text, village="14.72.02.1004")
