"""What an officer's question to a reporter must not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.asking_rules import Unfit, unfit

REFUSED = {
    Unfit.LINK: (
        "isi ini dulu ya https://contoh.example/form",
        "buka www.contoh.example",
        "chat saya di t.me/petugas",
        "wa.me/6281",
        "lihat peta di goo.gl/abc",
        "ke contoh titik com ya",
        "HTTPS : //contoh",
        "bit . ly/abc",
    ),
    Unfit.MENTION: ("hubungi @petugas_dumai", "tulis ke \uff20petugas", "@ petugas ya"),
    Unfit.PHONE: (
        "telepon saya 0812 3456 7890",
        "wa 0812-3456-7890 ya",
        "+62 812 3456 789",
        "nol delapan satu dua tiga empat lima enam tujuh delapan",
        "0 8 1 2 3 4 5 6 7 8 9",
        "o8l2 nol 812 345 678 9",
        "kosong delapan 12 3456 789",
        "\uff10\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
        "8 1 2 3 4 5 6 7 8 9",
        "zero eight one two three four five six seven",
    ),
    Unfit.IDENTITY: (
        "siapa nama bapak?",
        "boleh tau namanya siapa pak",
        "nama lengkap?",
        "tolong kirim foto ktp",
        "alamat rumah ibu di mana?",
        "kamu tinggal dimana",
        "ini dengan siapa ya",
        "minta nomor hp",
        "no wa nya berapa?",
        "anda kerja di mana",
        "umur anda berapa",
        "what is your name?",
        "boleh minta identitasnya",
        "anda siapa sebenarnya",
        "akun fb kamu apa",
        "jenengmu siapa nama",
    ),
}
SENT = (
    "Apakah pelakunya masih di sana?",
    "Berapa orang yang terlihat?",
    "Siapa nama pelakunya?",
    "Alamat kejadian di mana tepatnya?",
    "Nomor TPS berapa?",
    "Plat nomor kendaraannya berapa?",
    "Kejadiannya pukul 19.30 tanggal 27-11-2024?",
    "Apakah ada yang terluka, dan di dekat toko apa?",
    "Rumah korban di sebelah mana masjid?",
    "Laporan DMI-2411-0001-4: apakah sudah aman?",
    "Apakah Ibu aman sekarang?",
    "Pelaku tinggal di mana?",
    "Apakah mereka membawa senjata tajam?",
    "Motornya merek apa, warna apa?",
)


@pytest.mark.parametrize(("words", "why"), [(words, why) for why, all_of in REFUSED.items() for words in all_of])
def test_what_leads_out_of_the_bot_or_asks_who_they_are_is_refused(words: str, why: Unfit) -> None:
    assert unfit(words) is not None
    if why is not Unfit.IDENTITY:
        assert unfit(words) is why or unfit(words) is Unfit.IDENTITY


@pytest.mark.parametrize("words", SENT)
def test_what_asks_about_the_event_is_passed_on(words: str) -> None:
    assert unfit(words) is None


@given(
    st.sampled_from(["08123456789", "6281234567890"]),
    st.lists(st.sampled_from(["", " ", "-", ".", " - ", "/", "\u200b"]), min_size=13, max_size=13),
)
def test_a_number_is_seen_whatever_stands_between_its_digits(number: str, between: list[str]) -> None:
    spelled = "".join(digit + gap for digit, gap in zip(number, between, strict=False))
    assert unfit(f"hubungi {spelled} ya") is not None
