"""What an announcement leads to is found, and what leads elsewhere than it says is refused."""

from dataclasses import replace

import pytest

from broadcasts.appeal import Poll, check
from broadcasts.contacts import Contacts, contacts, misleading, trusted
from broadcasts.lint import Concern, ConcernKind, lint, needs_override
from locales.refused import Refused
from tests.broadcasts.appeals import CALM, WIB


@pytest.mark.parametrize(
    ("text", "hosts", "accounts", "phones"),
    [
        ("Cek https://dumai.kpu.go.id/x?y=1 atau KPU.go.id", ["dumai.kpu.go.id", "kpu.go.id"], [], []),
        ("wa.me/62812, bit.ly/abc dan t.me/lain", ["wa.me", "bit.ly", "t.me"], [], []),
        ('<a href="https://orang@jahat.example/kpu.go.id">klik</a>', ["jahat.example"], [], []),
        ('<a href="tg://resolve?domain=abc">klik</a>', [], ["tg://resolve?domain=abc"], []),
        ("surat ke piket@polri.go.id dan @kpu_dumai", ["polri.go.id"], ["@kpu_dumai"], []),
        ("kp\u0443.go.id", ["xn--kp-vmc.go.id"], [], []),
        ("Hubungi 0812-3456-7890 atau (0765) 123456, +62 811 222 333.", [], [],
         ["0812-3456-7890", "(0765) 123456", "+62 811 222 333"]),
        ("\uff10\uff18\uff11\uff12 3456 7890", [], [], ["0812 3456 7890"]),
        ("O812 3456 789O, 0812/3456/7890, 0812 - 3456 - 7891, 0812_3456_7892", [], [],
         ["0812 3456 7890", "0812/3456/7890", "0812 - 3456 - 7891", "0812_3456_7892"]),
        ("\u0660\u0668\u0661\u0662 3456 7890", [], [], ["0812 3456 7890"]),
        ("hadiah.sbs, berkas.zip dan situs.ke", ["hadiah.sbs", "berkas.zip", "situs.ke"], [], []),
        ("27/11/2024, 01-12-2024, No. 045/HK.03/IV/2024, a.n. Kapolres, dll.Semoga aman", [], [], []),
        ("TPS dibuka 07.00-13.00, 27.11.2024. Rp50.000. Jaga diri.Mari ke TPS 012", [], [], []),
    ],
)  # fmt: skip
def test_everything_it_leads_to_is_listed(text: str, hosts: list[str], accounts: list[str], phones: list[str]) -> None:
    assert contacts([text]) == Contacts(tuple(hosts), tuple(accounts), tuple(phones))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<a href="https://kpu.go.id/jadwal">kpu.go.id</a>', None),
        ('<a href="https://dumai.kpu.go.id">www.kpu.go.id</a>', None),
        ('<a href="https://kpu.go.id">jadwal resmi</a>', None),
        ('<a href="https://kpu.go.id.jahat.com">kpu.go.id</a>', ("kpu.go.id", "kpu.go.id.jahat.com")),
        ('<a href="https://jahat.com/kpu.go.id"><b>https://kpu.go.id</b></a>', ("kpu.go.id", "jahat.com")),
        ('<a href="https://jahat.com">k\u0440u.go.id</a>', ("kpu.go.id", "jahat.com")),
        ('<a href="https://kpu.go.id@jahat.com">kpu.go.id</a>', ("kpu.go.id", "jahat.com")),
        ('<a href="https://t.me/jahat">@polres_dumai</a>', ("@polres_dumai", "t.me")),
        ('<a href="https://t.me/Polres_Dumai?start=1">@polres_dumai</a>', None),
        ('<a href="tel:+628999">110</a>', ("110", "+628999")),
        ('<a href="tel:+62811760110">0811 760 110</a>', None),
        ('<a href="tel:110">buka 24 jam</a>', None),
    ],
)
def test_a_link_that_says_another_host_is_found(text: str, found: tuple[str, str] | None) -> None:
    assert misleading(text) == found


def test_what_would_mislead_whoever_approves_is_refused() -> None:
    for key, text in (
        ("appeal.misleading_link", 'Cek <a href="https://jahat.com">kpu.go.id</a>'),
        ("appeal.turned", "TPS \u202e00.31\u202c tutup"),
        ("appeal.turned", "TPS &#8238;00.31 tutup"),
        ("appeal.too_many_contacts", " ".join(f"alamat-panjang-sekali-{number}.com" for number in range(80))),
    ):
        with pytest.raises(Refused) as refused:
            check(replace(CALM, text=text))
        assert refused.value.key == key
    poll = Poll("Sudah tahu TPS?", ("Ya", "Be\u202elum"))
    with pytest.raises(Refused):
        check(replace(CALM, text="", poll=poll))


def test_a_host_outside_the_list_gets_a_note_and_keeps_nobody_from_approving() -> None:
    appeal = replace(CALM, text="Cek dumai.kpu.go.id dan bit.ly/abc")
    found = lint(appeal, (), WIB)
    assert found == (Concern(ConcernKind.HOST, "bit.ly"),)
    assert not needs_override(found)
    assert lint(appeal, (), WIB, hosts=("*.go.id", "bit.ly")) == ()
    assert not trusted("kpu.go.id.jahat.com", ["*.go.id"])
    assert not trusted("jahatgo.id", ["*.go.id"])
