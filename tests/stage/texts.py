"""The resort's own texts in the tests: files of the resort, and two people of the command who read and approve."""

from pathlib import Path

from sandbox import Message, Person
from tests.stage.town import Town

ADDRESS = "Jalan Contoh 1"
TEXT = """---
judul: {title}
kata: {words}
berlaku: 2024-01-01
diperiksa: {checked}
sumber: SPKT
penanggung_jawab: Kasi Humas
{more}---
{body}
"""


def writes(
    town: Town, name: str, body: str, *, title: str = "", words: str = "", checked: str = "", more: str = ""
) -> Path:
    """Write a file of the resort, as somebody does with an editor."""
    folder = town.settings.data / "layanan"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.md"
    file.write_text(
        TEXT.format(
            title=title or f"Judul {name}", words=words or name, checked=checked or "2024-11-20", more=more, body=body
        ),
        encoding="utf-8",
    )
    return file


async def reads(person: Person, name: str) -> Message:
    """Find a text in `/teks` and read it to its last page."""
    await person.sends("/teks")
    screen = await person.hears("Teks layanan")
    for _ in range(12):
        label = next((label for label in screen.labels if name in label), None)
        if label is not None:
            await person.taps(label)
            break
        await person.taps("Lainnya")
        screen = await person.hears("Teks layanan")
    page = await person.hears("halaman 1")
    while "➡️ Lanjut" in page.labels:
        await person.taps("Lanjut")
        page = await person.hears(", halaman 2 dari 2")
    return page


async def approves(person: Person, name: str) -> Message:
    """Read a text and approve it."""
    await reads(person, name)
    await person.taps("Setujui")
    return await person.hears(name)
