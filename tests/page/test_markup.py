"""Whatever people call themselves and write, the page shows it as text."""

from playwright.async_api import expect

from sandbox import PICTURE
from tests.page.stage import Stage

ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>"
NAME = "<svg onload=alert(3)>"
TITLE = "<iframe src='javascript:alert(4)'></iframe>"
FILE = "<b onmouseover=alert(5)>.pdf"


async def test_what_people_write_is_never_markup(stage: Stage) -> None:
    world = stage.sandbox.world
    person = world.person(NAME)
    group = world.group(TITLE, members=[person], admins=[person])
    group.adds_bot(person)
    await person.sends(ATTACK, chat=group)
    await person.sends_photo(PICTURE, ATTACK, chat=group)
    await person.sends_document(name=FILE, chat=group)
    shown = await stage.phone(TITLE)
    await expect(shown.shown.get_by_text(ATTACK)).to_have_count(2)
    await expect(shown.shown.get_by_text(FILE)).to_be_visible()
    await expect(shown.shown.get_by_role("heading", name=TITLE)).to_be_visible()
    await shown.says(f"/langganan {ATTACK}")

    own = await stage.phone(NAME)
    await own.shown.get_by_role("button", name="MULAI").click()
    await own.answers("Selamat datang", "Saya setuju")
    await own.tells("Ada yang bisa kami bantu", ATTACK)
    await own.tells("Ada yang bisa kami bantu", f"Ada keributan di pasar {ATTACK}")
    await own.hears(ATTACK)
    for made in ("img[src='x']", "script:not([src])", "svg[onload]", "iframe", "b[onmouseover]"):
        assert await stage.page.locator(made).count() == 0
