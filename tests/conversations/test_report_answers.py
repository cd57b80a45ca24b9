"""The report's answers, one by one: what each kind of message puts into the draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations import report_told
from conversations.answer import Answer, Attachment, Media, Other, Phone, Point, Tap, Text
from conversations.flow import Finished, Moved, current
from conversations.report import REPORT
from conversations.report_draft import ReportDraft
from conversations.report_messages import advance
from conversations.screen import Line
from locales import Refused
from reports.category import Category, Kind
from tests.conversations.answers import DANGER, SCENE, at_summary

PHOTO = Media(Attachment("photo", "AgAC", "AQAD1", 10))
VOICE = Media(Attachment("voice", "AwAC", "AQAD2", 10))
EAST, MUKTI = "14.72.02", "14.72.02.1004"


def at(step: str, **told: object) -> ReportDraft:
    """A draft that stands at a step, everything before it answered."""
    names = [each.name for each in REPORT]
    draft = ReportDraft(consented=True, answered=tuple(names[: names.index(step)]), **told)  # type: ignore[arg-type]
    assert current(REPORT, draft).name == step
    return draft


def after(draft: ReportDraft, answer: Answer) -> ReportDraft:
    return advance(draft, answer, SCENE).draft


def refuses(draft: ReportDraft, answer: Answer) -> str:
    """Why an answer is none; words that are none are kept with the story."""
    try:
        outcome = advance(draft, answer, SCENE)
    except Refused as refused:
        return refused.key
    assert isinstance(outcome, Moved)
    assert isinstance(answer, Text)
    assert answer.body in (outcome.draft.what or "")
    assert outcome.note is not None
    why = outcome.note.values["why"]
    assert isinstance(why, Line)
    return why.key


@pytest.mark.parametrize(
    ("message", "step", "told"),
    [
        (Text("Amplop dibagikan ke warga"), "offer", {"what": "Amplop dibagikan ke warga", "emergency": False}),
        (PHOTO, "offer", {"what": None}),
        (VOICE, "offer", {"what": None, "answered": ("what",)}),
        (Point(1.6, 101.4), "offer", {"latitude": 1.6, "longitude": 101.4, "answered": ("where", "point")}),
        (Text("bagi-bagi amplop di Jaya Mukti"), "offer", {"village": MUKTI, "category": Category.POLITIK_UANG}),
        (Text(DANGER), "point", {"emergency": True, "offered": False, "what": DANGER}),
        (Text(f"{DANGER} di Jaya Mukti"), "summary", {"emergency": True, "village": MUKTI}),
        (Media(Attachment("photo", "AgAC", "AQAD1", 10, None, DANGER)), "point", {"emergency": True, "what": DANGER}),
    ],
)
def test_a_message_out_of_the_blue_becomes_a_draft(message: Answer, step: str, told: dict[str, object]) -> None:
    draft = report_told.begin_with(message, SCENE, consented=False)
    assert current(REPORT, draft).name == step
    assert {name: getattr(draft, name) for name in told} == told
    assert [file.unique_id for file in draft.evidence] == (
        [message.attachment.unique_id] if isinstance(message, Media) else []
    )


@pytest.mark.parametrize("message", [Other(), Phone("+6281234567890", own=True), Tap("yes")])
def test_what_cannot_begin_a_report_is_refused(message: Answer) -> None:
    with pytest.raises(Refused):
        report_told.begin_with(message, SCENE, consented=False)


@pytest.mark.parametrize(
    ("tps", "asked_next"),
    [
        (None, ["kind", "family", "category", "what", "place"]),
        ("012", ["kind", "family", "category", "what", "summary"]),
    ],
)
def test_a_poster_answers_where(tps: str | None, asked_next: list[str]) -> None:
    draft = report_told.begin_at(MUKTI, tps, consented=True)
    assert (draft.district, draft.village, draft.tps) == (EAST, MUKTI, tps)
    asked = []
    for answer in (
        Tap("kind=gangguan"),
        Tap("family=ketertiban"),
        Tap("category=miras"),
        Text("Ramai orang minum di pinggir jalan"),
    ):
        asked.append(current(REPORT, draft).name)
        draft = after(draft, answer)
    assert [*asked, current(REPORT, draft).name] == asked_next


@pytest.mark.parametrize(
    ("words", "district", "village", "step"),
    [
        ("Jaya Mukti", EAST, MUKTI, "place"),
        ("kelurahan jaya mukti", EAST, MUKTI, "place"),
        ("Dumai Timur", EAST, None, "village"),
    ],
)
def test_an_area_may_be_typed_where_buttons_are_shown(
    words: str, district: str, village: str | None, step: str
) -> None:
    draft = after(at("district", latitude=1.6, longitude=101.4), Text(words))
    assert (draft.district, draft.village) == (district, village)
    assert current(REPORT, draft).name == step


@pytest.mark.parametrize("words", ["zzzzz", "xyz"])
def test_words_that_name_no_area_are_refused_there(words: str) -> None:
    assert refuses(at("district", latitude=1.6, longitude=101.4), Text(words)) == "report.unknown_area"


@pytest.mark.parametrize(
    ("answer", "told", "step"),
    [
        (Tap("district=14.72.02"), {"district": EAST}, "village"),
        (Tap("point"), {"wants_point": True}, "point"),
        (Point(1.6, 101.4), {"latitude": 1.6, "from_phone": True}, "there"),
        (Point(1.6, 101.4, "Masjid Raya"), {"latitude": 1.6, "from_phone": False}, "district"),
        (Text("dekat pasar"), {"place": "dekat pasar", "village": None}, "district"),
        (Text("dekat pasar Dumai Timur"), {"place": "dekat pasar Dumai Timur", "district": EAST}, "village"),
        (Text("TPS 12 Jaya Mukti"), {"place": "TPS 12 Jaya Mukti", "village": MUKTI, "tps": "012"}, "summary"),
    ],
)
def test_where_is_told_in_many_ways(answer: Answer, told: dict[str, object], step: str) -> None:
    draft = after(at("where"), answer)
    assert {name: getattr(draft, name) for name in told} == told
    assert current(REPORT, draft).name == step


@pytest.mark.parametrize(
    ("answer", "told", "step"),
    [
        (Tap("here"), {"latitude": 1.6}, "district"),
        (Text("iya saya masih di sini"), {"latitude": 1.6}, "district"),
        (Text("di sini pak"), {"latitude": 1.6, "what": None}, "district"),
        (Text("masih di lokasi"), {"latitude": 1.6, "what": None}, "district"),
        (Text("ya di rumah tetangga saya"), {"latitude": 1.6, "what": "ya di rumah tetangga saya"}, "district"),
        (Text("saya sudah di rumah"), {"latitude": None, "place": None}, "where"),
        (Tap("elsewhere"), {"latitude": None}, "where"),
        (Text("tidak"), {"latitude": None}, "where"),
        (Text("sudah pulang ke rumah"), {"latitude": None}, "where"),
        (Text("Sudah tidak di sana pak"), {"latitude": None}, "where"),
        (Text("ya sudah pulang"), {"latitude": 1.6}, "there"),
        (Text("saya sudah pulang"), {"latitude": None}, "where"),
        (Text("TPS 12 Jaya Mukti"), {"latitude": None, "village": MUKTI, "tps": "012"}, "summary"),
        (Text("tadi pagi jam 8"), {"latitude": 1.6, "from_phone": True}, "there"),
        (Text("mereka naik motor merah"), {"latitude": 1.6, "what": "mereka naik motor merah"}, "there"),
        (Point(1.7, 101.5), {"latitude": 1.7, "from_phone": True}, "there"),
        (Point(1.7, 101.5, "Masjid Raya"), {"latitude": 1.7, "place": "Masjid Raya"}, "district"),
    ],
)
def test_only_an_answer_takes_the_point_of_the_phone_away(answer: Answer, told: dict[str, object], step: str) -> None:
    draft = after(after(at("where"), Point(1.6, 101.4)), answer)
    assert {name: getattr(draft, name) for name in told} == told
    assert current(REPORT, draft).name == step


@pytest.mark.parametrize("words", ["terima kasih", "🙏", "oke"])
def test_words_that_answer_nothing_leave_the_point(words: str) -> None:
    with pytest.raises(Refused, match=r"report\.tap_there"):
        advance(after(at("where"), Point(1.6, 101.4)), Text(words), SCENE)


def test_telling_the_place_again_forgets_the_old_one() -> None:
    draft = after(at_summary(), Tap("edit=where"))
    draft = after(draft, Text("belakang pasar lama"))
    assert (draft.place, draft.district, draft.village, draft.tps) == ("belakang pasar lama", None, None, None)


def test_a_place_nobody_could_find_is_asked_for() -> None:
    assert refuses(at("place"), Tap("skip")) == "report.say_place"
    assert current(REPORT, after(at("place", latitude=1.6, longitude=101.4), Tap("skip"))).name == "summary"


@pytest.mark.parametrize("short", ["", "   ", "ya", "123456789", "  pendek  "])
def test_a_story_of_a_word_or_two_is_asked_for_again(short: str) -> None:
    assert refuses(at("what"), Text(short)) == "report.too_short"


@pytest.mark.parametrize(
    "story",
    [
        "  spasi tepi  ",
        "baris\nbaru\n\ntetap",
        "<b>tebal</b> & lain",
        "\u202eterbalik\u200b",
        "😭" * 10,
        "x" * 4096,
    ],
)
def test_a_story_is_kept_exactly_as_it_was_typed(story: str) -> None:
    assert after(at("what"), Text(story)).what == story


def test_a_voice_note_is_a_story_and_evidence() -> None:
    draft = after(at("what"), VOICE)
    assert (draft.what, draft.evidence) == (None, (VOICE.attachment,))
    assert current(REPORT, draft).name == "where"


@pytest.mark.parametrize(
    ("answer", "words", "ongoing", "read"),
    [
        (Tap("ongoing"), None, True, timedelta(0)),
        (Tap("just"), None, False, timedelta(0)),
        (Text("27/11 06.30"), "27/11 06.30", False, timedelta(minutes=-44)),
        (Text("waktu hujan itu"), "waktu hujan itu", False, None),
    ],
)
def test_when_is_kept_in_their_words_and_read_where_it_can_be(
    answer: Answer, words: str | None, ongoing: bool, read: timedelta | None
) -> None:
    draft = after(at("when", correcting=("when",)), answer)
    assert (draft.happened_words, draft.ongoing) == (words, ongoing)
    assert draft.happened_at == (None if read is None else SCENE.now + read)


def test_the_days_left_to_report_to_bawaslu_are_told() -> None:
    outcome = advance(at("known", kind=Kind.VIOLATION), Tap("today"), SCENE)
    assert isinstance(outcome, Moved)
    assert outcome.note is not None
    assert outcome.note.key == "report.days_left"


def test_words_below_a_file_become_its_caption() -> None:
    draft = after(after(at("evidence", correcting=("evidence",)), PHOTO), Text("tampak depan"))
    assert draft.evidence[-1].caption == "tampak depan"
    assert after(draft, Text("dan belakang")).evidence[-1].caption == "tampak depan\ndan belakang"


@pytest.mark.parametrize(
    ("answer", "phone"),
    [
        (Phone("+6281234567890", own=True), "+6281234567890"),
        (Text("0812-3456-7890"), "+6281234567890"),
        (Tap("skip"), None),
    ],
)
def test_a_number_is_shared_typed_or_kept_back(answer: Answer, phone: str | None) -> None:
    draft = after(at("phone", confidential=False), answer)
    assert (draft.phone, draft.confidential) == (phone, False)


def test_somebody_elses_number_is_refused() -> None:
    draft = at("phone", confidential=False)
    assert refuses(draft, Phone("+6281234567890", own=False)) == "report.own_number"
    assert refuses(draft, Text("nomor saya rahasia")) == "report.not_a_number"


def test_choosing_secrecy_again_forgets_the_number() -> None:
    draft = after(at_summary(confidential=False), Tap("edit=identity"))
    assert draft.phone is not None
    assert after(draft, Tap("confidential")).phone is None


@pytest.mark.parametrize(
    ("first", "then", "asked"),
    [
        (Tap("district=14.72.02"), Point(1.6, 101.4), "there"),
        (Tap("district=14.72.02"), Tap("point"), "point"),
        (Text("Jaya Mukti"), Tap("district=14.72.03"), "village"),
        (Text("dekat pasar"), Tap("district=14.72.03"), "village"),
        (Point(1.6, 101.4), Text("dekat pasar"), "district"),
    ],
)
def test_another_answer_to_where_asks_all_that_follows_from_it(first: Answer, then: Answer, asked: str) -> None:
    draft = after(at("where"), first)
    while current(REPORT, draft).name != "where":
        draft = after(draft, Tap("back"))
    draft = after(draft, then)
    steps = [current(REPORT, draft).name]
    while steps[-1] not in ("point", "summary"):
        here = Tap("here") if steps[-1] == "there" else Tap("skip")
        draft = after(draft, Text("dekat masjid") if steps[-1] == "place" else here)
        steps.append(current(REPORT, draft).name)
    assert steps[0] == asked
    assert ("place" in steps) is not (isinstance(then, Text) or asked == "point")


def test_a_landmark_that_names_its_area_places_a_point_without_one() -> None:
    draft = after(at("place", latitude=1.6, longitude=101.4), Text("TPS 12 Jaya Mukti"))
    assert (draft.district, draft.village, draft.tps) == (EAST, MUKTI, "012")
    draft = after(at("place", latitude=1.6, longitude=101.4, district="14.72.03"), Text("perbatasan Jaya Mukti"))
    assert (draft.district, draft.village) == ("14.72.03", None)


@pytest.mark.parametrize(
    ("step", "words", "note", "stands_at"),
    [
        ("where", "ga tau", "report.unsaid_where", "where"),
        ("where", "terserah pak", "report.unsaid_where", "where"),
        ("where", "di sini aja", "report.here_is_unknown", "where"),
        ("where", "sama kayak tadi", "report.say_again", "where"),
        ("where", "apa harus sekarang?", "report.why_where", "where"),
        ("where", "di mana saya bisa tanya soal ini?", "report.cannot_answer", "where"),
        ("where", "i don't know", "report.unsaid_where", "where"),
        ("where", "depan warung, ga tau nama jalannya", None, "district"),
        ("where", "tadi malam motor saya dicuri orang dari teras rumah", "report.words_kept", "where"),
        ("where", "umurnya 14 tahun pakai baju biru", "report.words_kept", "where"),
        ("where", "toko baju bu ani", None, "district"),
        ("where", "lupa pak, nanti istri yang kasih kabar", "report.unsaid_where", "where"),
        ("where", "gg kelapa, jaya mukti", None, "summary"),
        ("village", "motor hilang minggu lalu", "report.words_kept", "village"),
        ("place", "makasih pak", "report.talk_is_no_place", "place"),
        ("kind", "bingung pak", "report.unsaid_kind", "kind"),
        ("what", "terima kasih banyak ya pak", "report.write_it", "what"),
        ("summary", "nanti aja", "report.tap_send", "summary"),
        ("summary", "jangan sebut nama saya ya pak", "report.secret", "summary"),
        ("summary", "makasih ya", "report.tap_send", "summary"),
    ],
)
def test_words_that_answer_nothing_are_met_as_what_they_are(
    step: str, words: str, note: str | None, stands_at: str
) -> None:
    told = {"district": EAST} if step == "village" else {}
    draft = replace(at(step, **told), category=Category.POLITIK_UANG, what="Amplop dibagikan ke warga")
    outcome = advance(draft, Text(words), SCENE)
    assert isinstance(outcome, Moved)
    assert (outcome.note and outcome.note.key) == note
    assert current(REPORT, outcome.draft).name == stands_at
    story = words in (outcome.draft.what or "")
    assert story == (note == "report.words_kept" or words.endswith("kasih kabar"))


@pytest.mark.parametrize("words", ["ga tau", "nanti aja deh", "lupa pak", "kurang tahu", "skip"])
@pytest.mark.parametrize("step", ["district", "village", "evidence", "phone", "when", "known", "identity"])
def test_what_is_not_known_or_not_told_now_passes_a_step(step: str, words: str) -> None:
    told: dict[str, object] = {"latitude": 1.6, "longitude": 101.4, "kind": Kind.VIOLATION, "confidential": False}
    correcting = (step,) if step in ("when", "evidence", "identity") else ()
    draft = at(step, **({**told, "district": EAST} if step == "village" else told), correcting=correcting)
    passed = after(draft, Text(words))
    assert current(REPORT, passed).name != step
    assert words not in " ".join(str(getattr(passed, name)) for name in ("what", "place", "happened_words", "phone"))


def test_words_that_came_during_a_correction_stay_when_it_is_left() -> None:
    draft = replace(at("summary"), what="Motor hilang")
    asked = after(draft, Tap("edit=when"))
    told = after(asked, Text("pelakunya dua orang pakai jaket hitam kabur"))
    assert current(REPORT, told).name == "when"
    left = after(told, Text("ga tau pak"))
    assert current(REPORT, left).name == "summary"
    assert left.what == "Motor hilang\npelakunya dua orang pakai jaket hitam kabur"
    assert left.happened_words is None


def test_a_long_answer_to_when_is_the_story_too() -> None:
    words = "tadi malam jam 9 ada mobil putih datang bawa amplop banyak sekali"
    draft = after(at("when", correcting=("when",)), Text(words))
    assert draft.what == words
    assert draft.happened_words == "tadi malam jam 9"


@pytest.mark.parametrize(
    ("story", "words", "step"),
    [
        ("kak tolong ada om om narik temen aku ke mobil", "di depan sd 005", "summary"),
        ("katanya ada yang dibacok", "di depan sd 005", "doubt"),
    ],
)
def test_somebody_who_asked_for_help_and_answers_with_a_place_needs_it_now(story: str, words: str, step: str) -> None:
    draft = report_told.begin_with(Text(story), SCENE, consented=True)
    assert current(REPORT, draft).name == "doubt"
    assert current(REPORT, after(draft, Text(words))).name == step


def test_a_kecamatan_typed_with_its_kelurahan_answers_both() -> None:
    draft = after(at("district", latitude=1.6, longitude=101.4), Text("dumai timur jaya mukti"))
    assert (draft.district, draft.village) == (EAST, MUKTI)


def test_kirim_passes_what_may_be_passed_and_sends_at_the_card() -> None:
    draft = after(at("district", latitude=1.6, longitude=101.4), Text("ya kirim aja pak"))
    assert current(REPORT, draft).name != "district"
    assert isinstance(advance(replace(at("summary"), what="Motor hilang"), Text("ya kirim pak"), SCENE), Finished)


def test_somebody_who_says_that_it_was_a_joke_is_told_how_to_let_go_of_it() -> None:
    draft = report_told.begin_with(Text("ada bom di tps 1 jaya mukti"), SCENE, consented=True)
    outcome = advance(draft, Text("cuma bercanda pak"), SCENE)
    assert isinstance(outcome, Moved)
    assert outcome.note == Line("report.mistaken")
    assert outcome.draft.emergency
    assert "cuma bercanda pak" in (outcome.draft.what or "")
