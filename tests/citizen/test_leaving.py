"""Going back and leaving: *Kembali* and *Batal*, by button and in words, at every question of a report."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from itertools import pairwise

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE, VIOLATION, Leg, agrees, goes_to


def straight(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """The questions that are asked without a button of the card, and the card."""
    card = next(at for at, leg in enumerate(legs) if leg.step == "open_when")
    return (*legs[:card], legs[-1])


both_kinds = pytest.mark.parametrize(
    "legs", [straight(DISTURBANCE), straight(VIOLATION)], ids=["disturbance", "violation"]
)


async def drafts(town: Town) -> int:
    [(count,)] = await town.rows("SELECT count(*) FROM drafts WHERE sealed IS NOT NULL")
    assert isinstance(count, int)
    return count


async def at_every_question(
    town: Town, legs: tuple[Leg, ...], act: Callable[[Person, int], Coroutine[None, None, None]]
) -> None:
    """As many citizens as there are questions, each of whom does something at another one."""

    async def play(at: int) -> None:
        citizen = town.citizen()
        await agrees(citizen)
        await goes_to(citizen, legs[at].step, legs)
        await act(citizen, at)

    await asyncio.gather(*(play(at) for at in range(len(legs))))


@both_kinds
async def test_every_question_can_be_gone_back_from(town: Town, legs: tuple[Leg, ...]) -> None:
    async def goes_back_and_on(citizen: Person, at: int) -> None:
        await citizen.taps("Kembali")
        await citizen.hears(legs[at - 1].asks if at else "Draf Anda tersimpan")
        if at:
            await legs[at - 1].answer(citizen)
            await citizen.hears(legs[at].asks)

    await at_every_question(town, legs, goes_back_and_on)


@both_kinds
@pytest.mark.parametrize("way", ["button", "command", "word"])
async def test_every_question_can_be_cancelled(town: Town, legs: tuple[Leg, ...], way: str) -> None:
    async def cancels(citizen: Person, at: int) -> None:
        match way:
            case "button":
                await citizen.taps("Batal")
            case "command":
                await citizen.sends("/batal")
            case _:
                await citizen.sends("BATAL")
        await citizen.hears("sudah dibatalkan")
        assert citizen.chat_with_bot.reply_keyboard is None

    await at_every_question(town, legs, cancels)
    assert await drafts(town) == 0
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_back_through_a_whole_report_loses_no_answer(resident: Person, town: Town) -> None:
    legs = straight(VIOLATION)
    await goes_to(resident, "summary", legs)
    before = resident.last.text
    for leg in reversed(legs[:-1]):
        await resident.taps("Kembali")
        await resident.hears(leg.asks)
    for leg, then in pairwise(legs):
        await leg.answer(resident)
        await resident.hears(then.asks)
    assert resident.last.text == before
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_back_at_the_first_question_keeps_the_draft(resident: Person, town: Town) -> None:
    await goes_to(resident, "kind")
    await resident.taps("Kembali")
    await resident.hears("Draf Anda tersimpan")
    assert await drafts(town) == 1
    await resident.taps("Lanjutkan draf")
    await resident.hears("Apa yang ingin Anda laporkan")


async def test_words_do_what_their_buttons_do(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends("tidak ada")
    await resident.hears("Periksa dulu")
    await resident.sends("identitas")
    await resident.hears("identitas Anda")
    await resident.sends("rahasiakan identitas")
    await resident.hears("Periksa dulu")
    await resident.sends("kirim")
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_begun_anew_the_old_keyboard_is_gone(resident: Person) -> None:
    await goes_to(resident, "point", VIOLATION)
    assert resident.chat_with_bot.reply_keyboard is not None
    await resident.sends("/lapor")
    await resident.hears("belum selesai")
    await resident.taps("Mulai laporan baru")
    await resident.hears("Apa yang ingin Anda laporkan")
    assert resident.chat_with_bot.reply_keyboard is None


async def test_nothing_to_cancel_is_said(resident: Person) -> None:
    await resident.sends("/batal")
    await resident.hears("Tidak ada yang sedang diisi")
