"""A report of another kabupaten is handed over to the Polres there, and ends only when somebody there received it."""

from pathlib import Path

import pytest

from resort import neighbour
from resort.roles import Role
from resort.wrong_file import WrongFile
from tests.stage.officers import commands, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees

FILE = "code,name,phone,contact\n14.03,Polres Bengkalis,0766 123456,radio kanal 4\n"


async def test_a_report_of_elsewhere_is_received_by_somebody_or_stays_here(town: Town, tmp_path: Path) -> None:
    desk, officer = await joins(town, "Piket", "spkt", Role.DESK), await joins(town, "Petugas")
    file = tmp_path / "tetangga.csv"
    file.write_text(FILE, encoding="utf-8")
    status, out, _ = await commands(town, "neighbours", "import", str(file))
    assert (status, out) == (0, "1 neighbouring Polres are in place.\n")
    citizen = town.citizen()
    await agrees(citizen)
    await citizen.sends("tolong ada orang bawa parang di kabupaten Bengkalis")
    await citizen.taps("Lewati")
    await citizen.taps("Kirim")
    receipt = await citizen.hears("Polres Bengkalis")
    assert "0766 123456" in receipt.text
    [(number,)] = await town.rows("SELECT number FROM reports")
    await is_called(desk, str(number))
    await citizen.taps("Polres Bengkalis", on=receipt)
    await citizen.hears("tetap kami pegang")
    task = await desk.hears("pelapor setuju")
    assert "radio kanal 4" in task.text
    await ticks(town, minutes=4)  # it rings here until it is received there
    await is_called(desk, str(number), "Belum")
    await officer.forges("d:0:there=1", on=officer.last)
    await officer.sees_toast("hanya untuk petugas yang berwenang")
    await desk.taps("Diterima di sana", on=task)
    await desk.hears("siapa di Polres Bengkalis")
    await desk.sends("Ipda, Kanit SPKT")
    news = await citizen.hears("diterima Polres Bengkalis oleh Ipda, Kanit SPKT pukul 07.18 WIB")
    assert str(number) in news.text
    assert await town.rows("SELECT state, closed_at IS NOT NULL, wait FROM reports") == [("dilimpahkan", 1, None)]
    await desk.forges("d:0:there=1", on=desk.last)
    await desk.sees_toast("tidak sedang menunggu")


@pytest.mark.parametrize(
    "line",
    ["14.72,Polres Dumai,0765 1", "99.99,Polres X,0765 123", "14.03,,0765 123", "14.03,Polres Y,bukan", "14.03,A"],
)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        neighbour.parse(f"code,name,phone,contact\n{line},\n", "14.72")
    assert wrong.value.problems[0].startswith("line 2")
