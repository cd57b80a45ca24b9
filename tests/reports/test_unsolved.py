"""Words after the end: those that say that it is not solved open the report again, thanks and details do not."""

import pytest

from reports.unsolved import says_unsolved


@pytest.mark.parametrize(
    "words",
    [
        "Belum beres, pelakunya kembali", "BLM  selesai pak", "masih belum ada yang ditangani, belum juga ditangani",
        "orangnya sudah balik", "ribut lagi di depan", "sampai sekarang petugas tidak datang", "it is not yet solved",
        "they are back", "kondisi tidak aman",
    ],
)  # fmt: skip
def test_it_is_not_solved(words: str) -> None:
    assert says_unsolved(words)


@pytest.mark.parametrize(
    "words",
    [
        "Terima kasih, sudah aman", "tidak ada ribut lagi", "pelakunya tidak kembali", "motornya hitam, plat BM",
        "sudah selesai dengan baik", "", "saya kembali ke rumah",
    ],
)  # fmt: skip
def test_nothing_is_said_of_it(words: str) -> None:
    assert not says_unsolved(words)


def test_long_words_cost_little() -> None:
    assert not says_unsolved("belum " * 4096 + "orang" * 800)
