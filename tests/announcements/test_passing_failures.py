"""What passes is tried again, what is final is final: a run through Telegram's bad minutes."""

import pytest

from sandbox import Group, Person
from tests.sandbox.api import soon
from tests.stage.announcements import approved, running, subscribes
from tests.stage.composing import agrees_to_delete, commands
from tests.stage.town import Town

WORDS = "Mari jaga ketertiban"


def heard(group: Group) -> list[str]:
    return [each.text.splitlines()[0] for each in group.messages if each.from_bot]


async def begins(town: Town, count: int, waka: Person | None = None) -> tuple[Person, list[Group]]:
    """An announcement to groups is due; its composer."""
    kabag, waka = await commands(town, "Kabag"), waka or await commands(town, "Waka")
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(count)]
    for group in groups:
        await subscribes(town, group)
    await approved(town, WORDS, kabag, waka)
    return kabag, groups


async def over(town: Town) -> list[tuple[object, ...]]:
    """The states once nothing waits."""
    await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state IN ('queued', 'sending'))")
    return await town.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_bad_gateway_in_the_middle_leaves_nobody_out(town: Town, status: int) -> None:
    _, groups = await begins(town, 60)
    town.world.faults.add("error", times=1000, seconds=0.7, methods=["sendMessage"], status=status)
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 60)]
    assert [heard(group) for group in groups] == [[WORDS]] * 60


async def test_one_that_fails_for_ever_is_not_certain_and_holds_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.sender.TRIES", 2)
    _, groups = await begins(town, 8)
    town.world.faults.add("error", times=1000, chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 7), ("unknown", 1)]
    assert [heard(group) for group in groups[1:]] == [[WORDS]] * 7


async def test_a_connection_that_breaks_leaves_it_uncertain_and_never_doubles_it(town: Town) -> None:
    _, groups = await begins(town, 5)
    town.world.faults.add("drop_after", chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 4), ("unknown", 1)]
    assert [heard(group) for group in groups] == [[WORDS]] * 5


async def test_a_flood_inside_an_albums_refusal_is_waited_for(town: Town) -> None:
    _, [group] = await begins(town, 1)
    words = 'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 1"'
    town.world.faults.add("refusal", chats=[group.id], description=words)
    await running(town).ticker.tick()
    assert await over(town) == [("sent", 1)]
    await soon(lambda: heard(group) == [WORDS])


async def sends_again(town: Town, kabag: Person) -> str:
    """Tap [Kirim ulang] on the finished run, and say yes; the question."""
    await running(town).ticker.tick()
    done = await kabag.hears("Siaran selesai")
    await kabag.taps("Kirim ulang", on=done)
    asked = await kabag.hears("Kirim ulang?")
    await kabag.taps("Ya, kirim ulang", on=asked)
    await kabag.hears("Dikirim ulang ke")
    return asked.text


async def test_what_is_not_certain_or_failed_is_sent_again_on_demand(town: Town) -> None:
    kabag, groups = await begins(town, 5)
    lost, refused = groups[0], groups[1]
    town.world.faults.add("drop_before", chats=[lost.id], methods=["sendMessage"])
    town.world.faults.add("refusal", chats=[refused.id], methods=["sendMessage"], description="Bad Request: odd")
    await running(town).ticker.tick()
    assert await over(town) == [("failed", 1), ("sent", 3), ("unknown", 1)]
    asked = await sends_again(town, kabag)
    assert "Ke 2 penerima" in asked
    assert "mungkin menerimanya dua kali" in asked
    assert await over(town) == [("failed", 1), ("sent", 5), ("unknown", 1)]
    assert [heard(group) for group in groups] == [[WORDS]] * 5
    await running(town).ticker.tick()
    done = await kabag.hears("Siaran selesai")
    assert "Terkirim: 2 dari 2" in done.text
    assert "Mungkin diterima dua kali: 1" in done.text
    assert "🔁 Kirim ulang" not in done.labels
    await kabag.forges("s:0:anew=1", on=done)
    await kabag.sees_toast("sudah selesai")


async def test_what_was_sent_again_is_corrected_and_taken_back_with_the_rest(town: Town) -> None:
    waka = await commands(town, "Waka")
    kabag, groups = await begins(town, 3, waka)
    town.world.faults.add("drop_before", chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    await over(town)
    await sends_again(town, kabag)
    await over(town)
    await running(town).ticker.tick()
    done = await kabag.hears("Siaran selesai")
    await kabag.forges("s:0:correct=1", on=done)
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.sends("Mari rukun")
    await kabag.hears("Periksa dulu")
    await kabag.taps("Minta persetujuan")
    await kabag.hears("Permintaan persetujuan sudah dikirim")
    await waka.taps("Setujui", on=await waka.hears("Mohon persetujuan ralat"))
    await waka.hears("Disetujui")
    await running(town).ticker.tick()
    await soon(lambda: [heard(group) for group in groups] == [["Mari rukun"]] * 3)
    await town.rests()
    await running(town).ticker.tick()
    await kabag.forges("s:0:gone=1", on=kabag.last)
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    await running(town).ticker.tick()
    await soon(lambda: [heard(group) for group in groups] == [[]] * 3)


async def test_what_is_late_is_not_sent_again(town: Town) -> None:
    kabag, groups = await begins(town, 3)
    town.world.faults.add("drop_before", chats=[groups[0].id], methods=["sendMessage"])
    await running(town).ticker.tick()
    await over(town)
    await running(town).ticker.tick()
    done = await kabag.hears("Siaran selesai")
    town.clock.passes(hours=3, minutes=1)
    await kabag.taps("Kirim ulang", on=done)
    await kabag.sees_toast("Waktunya sudah lewat")
    assert await town.rows("SELECT count(*) FROM runs") == [(1,)]
