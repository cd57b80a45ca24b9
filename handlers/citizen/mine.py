"""One's own reports: the list, taking one back, saying whether it is solved. Nobody sees another's."""

from casework import additions, authority, endings, formal, joining, objections
from conversations.buttons.citizen import (
    Add,
    AnswerQuestion,
    ChangePart,
    ChooseDistrict,
    DoneAdding,
    HandToNeighbour,
    HowReached,
    InDistrict,
    IsSafe,
    MyReportsPage,
    NotReporting,
    NotSolved,
    OpenMine,
    OtherIncident,
    ReportedFormally,
    SayKind,
    SayWhetherTheirs,
    Solved,
    Threatened,
    WhoKnows,
    Withdraw,
    Withdrawn,
)
from conversations.callback import Taps, Topic, on
from conversations.report_values import location
from conversations.screen import Button, Key, Line, Screen, paged
from db.reports import Report
from handlers.citizen import adding, addition_store, changing, mine_list, mine_report, objecting, threatened
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.desk import neighbours
from locales import Refused
from reports import number as numbers

_NO_LONGER = ("act.not_now", "act.closed", "act.taken")  # it was so when the button was shown


async def status(turn: Turn) -> None:
    """`/status NUMBER`: one report, only for who made it; anybody else is answered as if it did not exist."""
    words = turn.words
    if not words:
        await mine_list.show(turn)
        return
    number = numbers.parse(words)
    if number is None:
        raise Refused("mine.not_a_number", example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    await mine_report.show(turn, number)


async def tapped(turn: Turn) -> None:
    """A button of the list or of one report; one that no longer fits shows how the report stands now."""
    tapped, carry_out = TAPS.find(turn.callback)
    try:
        await carry_out(turn, tapped)
    except Refused as refused:
        if refused.key not in _NO_LONGER or not isinstance(tapped, Solved | NotSolved | Withdrawn):
            raise
        turn.toast = turn.texts.plain("mine.button_over")
        await mine_report.show(turn, tapped.number)


async def show_page(turn: Turn, tapped: MyReportsPage) -> None:
    """A page of the list."""
    await mine_list.show(turn, tapped.page)


async def show_one(turn: Turn, tapped: OpenMine) -> None:
    """One report."""
    await mine_report.show(turn, tapped.number)


async def add(turn: Turn, tapped: Add | AnswerQuestion) -> None:
    """What comes next is for this report."""
    await adding.begin(turn, tapped.number)


async def choose_district(turn: Turn, tapped: ChooseDistrict) -> None:
    """In which kecamatan is it?"""
    report = await authority.own(turn, turn.here.key, tapped.number)
    options = [
        Button(area.name, InDistrict(report.number, area.code.replace(".", "-")))
        for area in turn.resort.areas.districts
    ]
    rows = paged(options, tapped.page, others=1, columns=2, turn_to=lambda page: ChooseDistrict(report.number, page))
    await turn.show(Screen(Line("mine.ask_district"), (*rows, (MENU,))), Topic.MINE)


async def set_district(turn: Turn, tapped: InDistrict) -> None:
    """It is in this kecamatan."""
    report = await additions.add_district(turn, turn.here.key, tapped.number, tapped.district.replace("-", "."))
    rows = (
        (Button(Key("button.add"), Add(report.number)),),
        (Button(Key("button.open_report"), OpenMine(report.number)),),
    )
    where = location(report, turn.scene)
    await turn.show(Screen(Line("mine.district_kept", {"number": report.number, "where": where}), rows), Topic.MINE)
    await objections.ask(turn, report)


async def finish_adding(turn: Turn, tapped: DoneAdding) -> None:
    """*Selesai*."""
    await adding.finish(turn, tapped.number)


async def ask_withdraw(turn: Turn, tapped: Withdraw) -> None:
    """Sure?"""
    await mine_report.ask_withdraw(turn, tapped.number)


async def withdraw(turn: Turn, tapped: Withdrawn) -> None:
    """The reporter takes it back."""
    report = await endings.withdraw(turn, turn.here.key, tapped.number, tapped.why)
    await addition_store.end(turn)
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),), (MENU,))
    await turn.show(Screen(Line("mine.withdrawn", {"number": report.number}), rows), Topic.MINE)


async def say_solved(turn: Turn, tapped: Solved) -> None:
    """The reporter says it is solved."""
    report = await endings.call_solved(turn, turn.here.key, tapped.number)
    await turn.show(Screen(Line("mine.solved", {"number": report.number}), ((MENU,),)), Topic.MINE)


async def reopen(turn: Turn, tapped: NotSolved) -> None:
    """The reporter says it is not solved."""
    unsolved = await endings.call_unsolved(turn, turn.here.key, tapped.number)
    rows = ((Button(Key("button.add"), Add(tapped.number)),), (MENU,))
    if unsolved.reopened:
        said = "mine.reopened" if unsolved.told else "mine.reopened_nobody"
    else:
        said = "mine.told_unsolved" if unsolved.told else "mine.told_unsolved_nobody"
    text = Line(said, {"number": tapped.number})
    await turn.show(Screen(text, rows), Topic.MINE)


async def stand_alone(turn: Turn, tapped: OtherIncident) -> None:
    """The reporter says that it is another incident than the one it joined."""
    begun = await joining.separate_own(turn, turn.here.key, tapped.number)
    said = "mine.alone" if begun.called else "mine.alone_nobody"
    rows = (
        (Button(Key("button.add"), Add(tapped.number)),),
        (Button(Key("button.open_report"), OpenMine(tapped.number)),),
    )
    await turn.show(Screen(Line(said, {"number": tapped.number}), rows), Topic.MINE)


async def say_reported(turn: Turn, tapped: ReportedFormally) -> None:
    """The reporter has reported it formally."""
    report = await formal.reported(turn, turn.here.key, tapped.number)
    await _thank(turn, "mine.reported_formally", report)


async def say_not_reporting(turn: Turn, tapped: NotReporting) -> None:
    """The reporter does not want to report it formally."""
    report = await formal.not_wanted(turn, turn.here.key, tapped.number)
    await _thank(turn, "mine.not_reporting", report)


async def _thank(turn: Turn, text: str, report: Report) -> None:
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),), (MENU,))
    await turn.show(Screen(Line(text, {"number": report.number}), rows), Topic.MINE)


TAPS = Taps(
    on(MyReportsPage, show_page),
    on(OpenMine, show_one),
    on(Add, add),
    on(AnswerQuestion, add),
    on(ChangePart, changing.ask),
    on(SayKind, changing.say_kind),
    on(ChooseDistrict, choose_district),
    on(InDistrict, set_district),
    on(DoneAdding, finish_adding),
    on(Withdraw, ask_withdraw),
    on(Withdrawn, withdraw),
    on(Solved, say_solved),
    on(NotSolved, reopen),
    on(OtherIncident, stand_alone),
    on(SayWhetherTheirs, objecting.say),
    on(HandToNeighbour, neighbours.agree),
    on(Threatened, threatened.ask),
    on(IsSafe, threatened.say_safe),
    on(WhoKnows, threatened.say_known),
    on(HowReached, threatened.say_reach),
    on(ReportedFormally, say_reported),
    on(NotReporting, say_not_reporting),
)
