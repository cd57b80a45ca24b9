"""The giat: officers report their own work, and nihil takes one tap."""

import pytest

from conversations import activity
from conversations.activity import ActivityDraft
from conversations.answer import Attachment as File
from conversations.answer import Media, Other, Point, Tap, Text
from conversations.flow import Finished, Moved
from locales import Refused
from resort.roles import Role
from resort.work import Work
from sandbox import PICTURE, Person
from tests.stage.officers import POLSEK, a_command, joins
from tests.stage.town import Town
from tests.stage.walks import button


async def test_a_patrol_with_place_photo_and_result(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/giat")
    asked = await officer.hears("Giat apa yang dilaporkan")
    assert asked.labels == ["🚓 Patroli", "📋 Apel", "🏠 Sambang", "✅ Nihil", "📖 Baca giat", "✖️ Batal"]
    await officer.taps("Patroli")
    await officer.hears("Di mana")
    await officer.sends("Pasar Pulau Payung")
    await officer.hears("Ada foto")
    await officer.sends_photo(PICTURE)
    await officer.hears("Bagaimana hasilnya")
    await officer.sends("Hasil TPS 3: 01 = 120, 02 = 80")
    await officer.hears("Perolehan suara")
    await officer.sends("Warga tertib, tidak ada gangguan")
    done = await officer.hears("giat sudah dicatat")
    assert "Patroli, Rabu 27 November 2024 pukul 07.14 WIB" in done.text
    [row] = await town.rows("SELECT officer, kind, place, latitude, result, file_id IS NOT NULL FROM activities")
    assert row == (1, "patroli", "Pasar Pulau Payung", None, "Warga tertib, tidak ada gangguan", 1)
    assert ("giat", "patroli", 1) in await town.rows("SELECT act, text, officer FROM events")
    await officer.sends("Halo")
    await officer.hears("Ada yang bisa kami bantu")


async def test_a_visit_at_a_location_without_a_photo(town: Town) -> None:
    officer = await joins(town, "Bhabinkamtibmas")
    await officer.sends("/giat")
    await officer.taps("Sambang")
    await officer.hears("Di mana")
    await officer.shares_location(1.67, 101.44)
    await officer.hears("Ada foto")
    await officer.taps("Lewati")
    await officer.hears("Bagaimana hasilnya")
    await officer.taps("Nihil")
    await officer.hears("giat sudah dicatat")
    assert await town.rows("SELECT kind, place, latitude, longitude, result, file_id FROM activities") == [
        ("sambang", None, 1.67, 101.44, "nihil", None)
    ]


async def test_nihil_takes_one_tap(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/giat")
    await officer.hears("Giat apa")
    await officer.taps("Nihil")
    await officer.hears("giat sudah dicatat")
    assert await town.rows("SELECT kind, result FROM activities") == [("nihil", None)]


async def test_back_cancel_and_an_old_button(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/giat")
    first = await officer.hears("Giat apa")
    await officer.taps("Apel")
    await officer.hears("Di mana")
    await officer.forges(button(first, "Nihil"), on=officer.last)
    await officer.sees_toast("pertanyaan sebelumnya")
    await officer.taps("Kembali")
    await officer.hears("Giat apa")
    await officer.taps("Batal")
    await officer.hears("giat ini tidak dicatat")
    await officer.sends("/giat")
    await officer.hears("Giat apa")
    await officer.sends("/batal")
    await officer.hears("giat ini tidak dicatat")
    assert await town.rows("SELECT count(*) FROM activities") == [(0,)]


@pytest.mark.parametrize(
    ("steps", "answer", "key"),
    [
        ((), Text("patroli di pasar"), "activity.tap_work"),
        ((), Tap("work=lain"), "activity.tap_work"),
        ((), Tap("skip"), "flow.not_optional"),
        (("work",), Other(), "activity.say_place"),
        (("work",), Text("  "), "activity.say_place"),
        (("work", "place"), Text("tidak ada"), "activity.send_photo"),
        (("work", "place"), Media(File("document", "a", "b")), "activity.send_photo"),
        (("work", "place", "photo"), Point(1.0, 101.0), "activity.say_result"),
    ],
)
def test_what_does_not_fit_is_asked_again(steps: tuple[str, ...], answer: Text, key: str) -> None:
    with pytest.raises(Refused) as refused:
        activity.advance(ActivityDraft(answered=steps), answer)
    assert refused.value.key == key


def test_a_draft_survives_being_stored() -> None:
    moved = activity.advance(ActivityDraft(), Tap("work=patroli"))
    assert isinstance(moved, Moved)
    assert activity.load(activity.dump(moved.draft)) == moved.draft
    done = activity.advance(ActivityDraft(answered=("work", "place", "photo"), work=Work.VISIT), Text("x" * 5000))
    assert isinstance(done, Finished)
    assert len(done.draft.result or "") == activity.LONGEST


@pytest.mark.parametrize("role", [None, Role.PARTNER])
async def test_others_have_no_giat(town: Town, role: Role | None) -> None:
    person = town.citizen() if role is None else await joins(town, "Mitra", "bawaslu", role)
    await person.sends("/giat")
    refused = await person.hears("hanya untuk petugas yang berwenang")
    await person.forges("a:1:work=nihil", on=refused)
    await person.sees_toast("pertanyaan sebelumnya")
    assert await town.rows("SELECT count(*) FROM activities") == [(0,)]


async def test_a_removed_officer_cannot_end_what_they_began_and_is_a_citizen_again(town: Town) -> None:
    chief, officer = await a_command(town), await joins(town, "Petugas", POLSEK)
    await officer.sends("/giat")
    await officer.taps("Patroli")
    await officer.hears("Di mana")
    await chief.forges("o:0:removed=2", on=chief.last)
    await officer.hears("sudah diakhiri")
    await officer.sends("TOLONG ADA YANG BAWA PARANG")
    await officer.hears("telepon 110 sekarang")
    assert await town.rows("SELECT count(*) FROM activities") == [(0,)]


async def test_desk_head_and_officer_read_what_was_done_each_as_far_as_it_is_theirs(town: Town) -> None:
    chief, head = await a_command(town), await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    officer, other = await joins(town, "Petugas"), await joins(town, "Lain", "samapta")
    long = "Warga tertib. " * 60 + "Kunci dititipkan di pos."
    await _reports(officer, "Patroli", "Pasar <Pulau> Payung", long)
    await _reports(other, "Sambang", "Pelabuhan", "Aman")
    await other.sends("/giat")
    await other.taps("Nihil")
    await other.hears("giat sudah dicatat")

    await chief.sends("/giat")
    await chief.hears("Giat apa")
    await chief.taps("Baca giat")
    counted = await chief.hears("Giat: Hari ini")
    assert "• Polsek Dumai Timur: 🚓 1 · 📋 0 · 🏠 0 · ✅ 0" in counted.text
    assert "• Satuan Samapta: 🚓 0 · 📋 0 · 🏠 1 · ✅ 1" in counted.text
    assert "Jumlah 3" in counted.text
    await chief.taps("Semua giat")
    listed = await chief.hears("1–3 dari 3")
    assert listed.text.index("Nihil") < listed.text.index("Sambang") < listed.text.index("Pasar <Pulau> Payung")
    assert "27/11 07.14" in listed.text
    assert "Kunci" not in listed.text
    await chief.taps("3")
    whole = await chief.hears("Oleh: Polsek Dumai Timur 2")
    assert whole.text.endswith("Kunci dititipkan di pos.")
    await chief.taps("Sambang", on=listed)
    await chief.hears("1–1 dari 1")
    await chief.taps("Kembali")
    await chief.hears("Giat: Hari ini")
    await chief.taps("Satuan Samapta")
    assert "Pasar" not in (await chief.hears("1–2 dari 2")).text
    await chief.sends("selamat pagi")  # no answer to the first question, which was left
    await chief.hears("Ada yang bisa kami bantu")

    await head.sends("/giat")
    await head.taps("Baca giat")
    seen = await head.hears("Giat: Hari ini")
    assert "Samapta" not in seen.text
    await head.forges("i:0:list=1,samapta", on=seen)
    await head.sees_toast("hanya untuk petugas yang berwenang")
    await head.forges("i:0:one=2", on=head.last)
    await head.sees_toast("hanya untuk petugas yang berwenang")
    await other.sends("/giat")
    await other.taps("Baca giat")
    assert "Polsek" not in (await other.hears("Jumlah 2")).text
    await other.forges("i:0:one=1", on=other.last)
    await other.sees_toast("hanya untuk petugas yang berwenang")

    town.clock.passes(days=1)
    await chief.forges("i:0:counts", on=chief.last)
    await chief.hears("Belum ada giat")
    await chief.taps("7 hari")
    await chief.hears("Jumlah 3")


async def _reports(officer: Person, work: str, place: str, result: str) -> None:
    await officer.sends("/giat")
    await officer.taps(work)
    await officer.hears("Di mana")
    await officer.sends(place)
    await officer.taps("Lewati")
    await officer.hears("Bagaimana hasilnya")
    await officer.sends(result)
    await officer.hears("giat sudah dicatat")
