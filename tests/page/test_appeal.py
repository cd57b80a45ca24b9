"""An appeal on the page: written on one phone, approved on a second, seen in the groups."""

from tests.page.stage import Stage

WORDS = "Mari jaga suasana tetap tenang dan rukun."


async def test_an_appeal_is_written_approved_and_seen_while_the_tour_ticks(stage: Stage) -> None:
    await stage.loads_the_example()
    await stage.page.get_by_role("button", name="Siarkan imbauan").click()
    composer = await stage.sees("Kabag Ops")
    approver = await stage.sees("Kapolres")
    group = await stage.sees("Grup TPS 1 Jaya Mukti")
    await composer.says("/siaran")
    await composer.taps("Tulis siaran")
    await composer.tells("Kirim isi siarannya", WORDS)
    await composer.answers("Tentang apa", "Imbauan")
    await composer.answers("Untuk siapa", "Grup")
    await composer.taps("Lanjut")
    await composer.answers("Wilayah mana", "Seluruh wilayah")
    await composer.answers("Kapan dikirim", "Sekarang")
    await composer.answers("Periksa dulu", "Minta persetujuan")
    await approver.answers("Mohon persetujuan", "Setujui")
    await group.hears(WORDS)
    other = await stage.phone("Grup TPS 1 Mundam")
    await other.hears(WORDS)
    await stage.has_ticked_all(9)
    groups = stage.sandbox.world.groups
    assert len(groups) == 30
    assert all(any(WORDS in message.text for message in each.messages) for each in groups)
