"""What tells officers who wrote to them is found before it is sent, and nothing else is."""

import pytest

from conversations.personal import Personal, find

ROWS: list[tuple[str, Personal | None]] = [
    ("hubungi saya di 0812 3456 7890", Personal.PHONE),
    ("wa +62-812-3456-7890 ya pak", Personal.PHONE),
    ("nomor saya 081234567890", Personal.PHONE),
    ("rekening 5221841234567890 atas nama itu", None),
    ("saya Budi Santoso, tinggal di RT 3", Personal.NAME),
    ("nama saya budi santoso", Personal.NAME),
    ("orangnya naik motor BM 1234 XY", None),
    ("laporan DMI-2411-0042-7", None),
    ("jam 08.00 sampai 10.30", None),
    ("di 1.66670, 101.43330", None),
    ("pak Budi yang lihat", None),
    ("saya budi pak, tetangganya", Personal.NAME),
    ("hubungi rumah 0765 311100", Personal.PHONE),
    ("nol delapan satu dua tujuh tujuh kosong", Personal.PHONE),
    ("ada dua tiga orang, mungkin empat", None),
    ("surat saja ke budi.s@contoh.id", Personal.ACCOUNT),
    ("telegram saya @budi_s", Personal.ACCOUNT),
    ("TPS 12, sekitar 0800 orang", None),
]


@pytest.mark.parametrize(("text", "found"), ROWS)
def test_what_tells_who_wrote_it(text: str, found: Personal | None) -> None:
    assert find(text, "Budi Santoso") is found


def test_a_name_that_is_hardly_one_is_not_looked_for() -> None:
    assert find("ada di sana", "Di") is None
    assert find("ada di sana", "") is None
