"""What has to be true after a survival run: of every citizen's report and draft, and of what the bot has printed."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from conversations.flow import current
from conversations.report import REPORT
from conversations.report_draft import ReportDraft, load
from db import drafts, reporters
from db.vault import Vault
from reports import number as numbers
from tests.survival.citizens import Citizen
from tests.survival.scale import KEY

Rows = Callable[..., list[tuple[object, ...]]]  # the rows of a query, read beside the bot


def check_outputs(outputs: list[str], token: str) -> None:
    """No run of the bot has met a bug or told its token."""
    for output in outputs:
        assert " ERROR " not in output, output
        assert token not in output


def check_reports(rows: Rows, citizens: list[Citizen], folder: Path) -> None:
    """Who was told a number has one report, with that number and what they sent; there are no others."""
    unsent = rows("SELECT state, method, reason FROM outbox WHERE state != 'sent'")
    assert not unsent, unsent
    failed = rows("SELECT failure FROM inbox WHERE failure IS NOT NULL")
    assert not failed, failed
    told = {citizen.number: citizen for citizen in citizens if citizen.number is not None}
    senders = [citizen for citizen in citizens if citizen.tale.leaves_after is None]
    assert len(told) == len(senders), "two citizens were told one number, or one was told none"
    assert sorted(str(number) for (number,) in rows("SELECT number FROM reports")) == sorted(told)

    months = Counter(str(month) for (month,) in rows("SELECT substr(number, 5, 4) FROM reports"))
    for month, count in months.items():
        running = sorted(int(number.split("-")[2]) for number in told if number.split("-")[1] == month)
        assert running == list(range(1, count + 1)), "the numbering has gaps"
    assert all(numbers.parse(number) == number for number in told)

    vault = Vault(KEY)
    for number, citizen in told.items():
        expected = citizen.tale.told
        columns = ", ".join(
            "reporters.confidential" if name == "confidential" else f"reports.{name}" for name in expected
        )
        ((*row, report, chat),) = rows(
            f"SELECT {columns}, report, chat FROM reports JOIN reporters ON reporters.report = reports.id"
            " WHERE reports.number = ?",
            number,
        )
        assert vault.open(bytes(chat), reporters.CHAT, int(str(report))) == key_of(rows, citizen).to_bytes(8)  # type: ignore[call-overload]
        stored = dict(zip(expected, row, strict=True))
        assert stored == expected, {
            name: (stored[name], expected[name]) for name in expected if stored[name] != expected[name]
        }
        files = rows(
            "SELECT evidence.sha256, evidence.path FROM evidence JOIN reports ON reports.id = evidence.report"
            " WHERE reports.number = ?",
            number,
        )
        assert sorted(str(digest) for digest, _ in files) == sorted(citizen.tale.files)
        for digest, path in files:
            assert sha256((folder / "data" / "evidence" / str(path)).read_bytes()).hexdigest() == digest


def check_drafts(rows: Rows, citizens: list[Citizen]) -> None:
    """Who laid the phone down finds the draft where the last answer left it; who sent has none left."""
    vault = Vault(KEY)
    for citizen in citizens:
        owner = vault.handle(drafts.OWNER, key_of(rows, citizen))
        ((sealed,),) = rows("SELECT sealed FROM drafts WHERE flow = 'report' AND owner = ?", owner)
        if citizen.tale.leaves_after is None:
            assert sealed is None
            continue
        assert isinstance(sealed, bytes)
        draft = load(drafts.content_of(vault, owner, "report", sealed))
        assert current(REPORT, draft).name == citizen.tale.done[-1].stands
        assert {name: _column(draft, name) for name in citizen.tale.told} == citizen.tale.told
        assert len(draft.evidence) == len(citizen.tale.files)


def key_of(rows: Rows, citizen: Citizen) -> int:
    """The bot's own number for a citizen's chat."""
    ((key,),) = rows("SELECT id FROM chats WHERE lookup = ?", Vault(KEY).lookup(citizen.person.id))
    return int(str(key))


def _column(draft: ReportDraft, name: str) -> object:
    value = getattr(draft, name)
    return int(value) if isinstance(value, bool) else value
