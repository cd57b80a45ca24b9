"""The verdict on a day: what people and groups saw against what the database says, to the last message."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from broadcasts.appeal import restored
from broadcasts.approval import fingerprint
from db.reporters import CHAT
from handlers.operations.alarms import ENDS_SILENTLY
from health.condition import Trouble
from reports.escalation import LEVELS, RESPONSE_TIME
from reports.urgency import Urgency
from tests.rehearsal.day import Day
from tests.rehearsal.witness import PRIVATE

_ON_ITS_WAY = 30.0  # seconds before a kill in which a message may have left without being written down
_LAST_BREATH = 1.0  # seconds after a kill, before the next start, in which what the dead bot had sent is carried out
_MUST_BE_TOLD = frozenset({Trouble.TELEGRAM, Trouble.CLOCK})  # what is long enough on any day
_ENDS = ("terima", "naikkan", "dibatalkan", "tolak", "gabungkan", "limpahkan", "selesai", "tutup", "kembalikan")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the verdict. `found` must be zero; `note` names and counts what was looked at, or is an exception."""

    name: str
    found: int
    note: str


def judge(day: Day) -> list[Row]:
    """Every row of the verdict."""
    return [
        *_reports(day),
        *_pictures(day),
        *_announcements(day),
        *_messages(day),
        *_addresses(day),
        *_answers(day),
        *_alarms(day),
        *_clocks(day),
        *_secrets(day),
        *_database(day),
    ]


def _reports(day: Day) -> Iterable[Row]:
    lookups = {int(str(key)): lookup for key, lookup in day.rows("SELECT id, lookup FROM chats")}
    rows = day.rows("SELECT number, id, chat FROM reports JOIN reporters ON reporters.report = reports.id")
    stored = {
        str(number): (key, lookups[int.from_bytes(day.vault.open(bytes(chat), CHAT, int(str(key))))])  # type: ignore[call-overload]
        for number, key, chat in rows
    }
    told = [(number, voter) for voter in day.voters for number in voter.numbers]
    lost = changed = 0
    for number, voter in told:
        if number not in stored or stored[number][1] != day.vault.lookup(voter.person.id):
            lost += 1
            continue
        expected = voter.numbers[number].told
        columns = ", ".join(
            "reporters.confidential" if name == "confidential" else f"reports.{name}" for name in expected
        )
        ((late, *values),) = day.rows(
            f"SELECT reports.happened_at, {columns} FROM reports JOIN reporters ON reporters.report = reports.id"
            " WHERE reports.id = ?",
            stored[number][0],
        )
        found = dict(zip(expected, values, strict=True))
        if late and "ongoing" in expected:  # read long after it was written, a cry has that time in place of "now"
            expected = {**expected, "ongoing": found["ongoing"]}
        if found != expected:
            changed += 1
            day.example("changed", f"{number}: {found} for {expected}")
    yield Row("reports lost", lost, f"{len(told):,} citizens were told a number")
    yield Row("reports changed", changed, "every answer they gave is in the row as they gave it")
    twice = len(stored) - len({number for number, _ in told}) + len(told) - len({number for number, _ in told})
    yield Row("reports doubled", twice, f"{len(stored):,} rows; no number was told twice")


def _pictures(day: Day) -> Iterable[Row]:
    kept = defaultdict(list)
    for number, digest, path in day.rows(
        "SELECT reports.number, evidence.sha256, evidence.path FROM evidence"
        " JOIN reports ON reports.id = evidence.report"
    ):
        kept[str(number)].append((str(digest), str(path)))
    wrong = count = 0
    for voter in day.voters:
        for number, tale in voter.numbers.items():
            count += len(tale.files)
            wrong += {digest for digest, _ in kept[number]} != tale.files
            for digest, path in kept[number]:
                file = day.evidence / path
                wrong += not file.exists() or sha256(file.read_bytes()).hexdigest() != digest
    yield Row("pictures lost or changed", wrong, f"{count:,} pictures, each file held against its SHA-256")


def _announcements(day: Day) -> Iterable[Row]:
    runs = day.rows(
        "SELECT runs.id, appeals.code, appeals.content, appeals.fingerprint, appeals.composer, appeals.id"
        " FROM runs JOIN appeals ON appeals.id = runs.appeal WHERE runs.act = 'send'"
    )
    states: dict[str, int] = defaultdict(int)
    missing = unsure_arrived = unsure = 0
    addresses = _addresses_of(day)
    for run, code, *_ in runs:
        for chat, state in day.rows("SELECT chat, state FROM deliveries WHERE run = ?", run):
            states[str(state)] += 1
            arrived = any((number, str(code)) in day.seen.announced for number in addresses.get(chat, ()))
            missing += state == "sent" and not arrived
            unsure += state == "unknown"
            unsure_arrived += state == "unknown" and arrived
    left = {
        name: count
        for name, count in states.items()
        if name not in ("sent", "unknown", "skipped", "blocked", "migrated")
    }
    yield Row(
        "announcements lost",
        missing + sum(left.values()),
        f"{len(runs)} runs, {sum(states.values()):,} deliveries: {states['sent']:,} sent;"
        f" {states['skipped']:,} left out because their time was over; {states['blocked']:,} had blocked the bot;"
        f" {unsure:,} left without an answer and were not sent again ({unsure_arrived:,} of them had arrived)",
    )
    ((maybe,),) = day.rows("SELECT coalesce(sum(maybe_twice), 0) FROM deliveries")
    # The command is shown what it approves, page by page and as often as it likes: that is no announcement.
    again = {key: count for key, count in day.seen.announced.items() if count > 1 and key[0] not in day.command}
    twice = sum(again.values()) - len(again)
    for (chat, code), count in again.items():
        day.example("announced twice", f"{code} {count} times in {chat}")
    yield Row(
        "announcements doubled beyond those on their way at a kill",
        max(0, twice - int(str(maybe))),
        f"{twice:,} chats had one twice; {maybe} deliveries were on their way at a kill or power cut (decision 7)",
    )
    approved = {
        str(code)
        for _, code, content, print_, composer, appeal in runs
        if _approved(day, str(content), str(print_), composer, appeal)
    }
    unknown = {code for chat, code in day.seen.announced if chat not in day.command} - approved
    yield Row(
        "announcements not approved",
        len(unknown) + len(day.seen.plain_in_groups),
        f"{len(approved)} announcements seen, each approved by somebody else for exactly its content",
    )
    for code in unknown:
        day.example("not approved", f"{code}: {[run for run in runs if run[1] == code]}")
    for text in day.seen.plain_in_groups[:3]:
        day.example("plain", text)


def _approved(day: Day, content: str, print_: str, composer: object, appeal: object) -> bool:
    kept = restored(content)
    voices = day.rows(
        "SELECT DISTINCT person FROM approvals WHERE appeal = ? AND fingerprint = ? AND person != ?",
        appeal, print_, composer,
    )  # fmt: skip
    return fingerprint(kept) == print_ and len(voices) >= (2 if kept.emergency else 1)


def _messages(day: Day) -> Iterable[Row]:
    addresses = _addresses_of(day)
    ledger: set[tuple[int, int]] = set()
    order: dict[tuple[object, ...], list[int]] = defaultdict(list)  # of two reports the first call of each goes first
    for chat, lane, method, message, report in day.rows(
        "SELECT message.chat, lane, method, message_id, pings.report"
        " FROM (SELECT * FROM outbox UNION ALL SELECT * FROM forgotten) AS message"
        " LEFT JOIN pings ON pings.outbox = message.id"
        " WHERE message_id IS NOT NULL AND state = 'sent' ORDER BY message.id"
    ):
        numbers = addresses.get(chat, ())
        ledger.update((number, int(str(message))) for number in numbers)
        if str(method).startswith("send") and not day.upgraded & set(numbers):
            order[chat, lane, report].append(int(str(message)))
    for chat, message in day.rows(
        "SELECT deliveries.chat, deliveries.message_id FROM deliveries JOIN runs ON runs.id = deliveries.run"
        " WHERE runs.act = 'send' AND deliveries.message_id IS NOT NULL"
    ):
        ledger.update((number, int(str(message))) for number in addresses.get(chat, ()))
    seen = {key for key in day.seen.messages if key[0] not in day.upgraded}
    known = {address for numbers in addresses.values() for address in numbers}
    lost = {key for key in ledger - seen if key[0] not in day.upgraded}
    again = seen - ledger
    broken = again & day.seen.unheard
    killed = {key for key in again - broken if _explained(day, day.seen.messages[key])}
    unexplained = again - broken - killed
    yield Row("messages lost", len(lost), f"{len(ledger):,} are written down as sent, and each was seen")
    yield Row(
        "messages doubled beyond those the bot could not know of",
        len(unexplained),
        f"{len(again):,} seen and not written down: of {len(broken):,} the connection broke after Telegram had acted,"
        f" and {len(killed):,} were seen within {_ON_ITS_WAY:.0f} s before a kill or power cut (decision 5)",
    )
    for key in list(unexplained)[:3]:
        day.example("doubled", f"{key} at {day.seen.messages[key]:.1f}, ends {day.told.ends}")
    backwards = sum(later < earlier for numbers in order.values() for earlier, later in pairwise(numbers))
    for where, sent in order.items():
        if sent != sorted(sent):
            day.example("out of order", f"{where}: {sent}")
    yield Row("messages out of order", backwards, f"{len(order):,} chats, lanes and reports")
    yield Row("messages to a chat nobody knows", len({key for key in seen if key[0] not in known}), "")


def _addresses(day: Day) -> Iterable[Row]:
    wrong = 0
    own = {voter.person.id: set(voter.numbers) for voter in day.voters}
    for chat, numbers in day.seen.numbers.items():
        if chat in day.officers:
            continue
        strangers = numbers - own.get(chat, set())
        wrong += len(strangers)
        if strangers:
            day.example("address", f"{strangers} in {chat}")
    yield Row("wrongly addressed", wrong, "a report's number in a chat of neither its reporter nor an officer")
    yield from _calls(day)


def _calls(day: Day) -> Iterable[Row]:
    place = {str(number): (village, district) for number, village, district in day.rows(
        "SELECT number, village, district FROM reports"
    )}  # fmt: skip
    # An emergency of which nobody knows the place goes to the heads of every kecamatan.
    anywhere = {str(number) for (number,) in day.rows(
        "SELECT number FROM reports WHERE urgency = 'darurat' AND (district IS NULL OR estimated = 1)"
    )}  # fmt: skip
    watched: dict[int, set[object]] = defaultdict(set)
    addresses = _addresses_of(day)
    for chat, area in day.rows(
        "SELECT officers.chat, unit_areas.area FROM officers JOIN unit_areas ON unit_areas.unit = officers.unit"
    ):
        for number in addresses[chat]:
            watched[number].add(area)
    astray = [
        (chat, report)
        for chat, report in day.seen.called
        if chat not in day.officers
        or (chat in watched and report not in anywhere and watched[chat].isdisjoint(place[report]))
    ]
    for chat, report in astray[:3]:
        day.example("call", f"{report} in {place[report]} to {chat}, who watches {watched[chat]}")
    of_an_area = sum(chat in watched for chat, _ in day.seen.called)
    yield Row(
        "calls of another area's officers",
        len(astray),
        f"{len(day.seen.called):,} calls, {of_an_area:,} of them to officers of a kecamatan",
    )


def _answers(day: Day) -> Iterable[Row]:
    acts = sum(len(voter.answers) for voter in day.voters)
    yield Row("citizens never answered", len(day.failed), f"{acts:,} acts, each answered with what fits it")
    for failure in day.failed[:5]:
        day.example("unanswered", failure)
    yield Row("officers never answered", len(day.stuck), "each who took a report could go on to its end")
    for stuck in day.stuck[:5]:
        day.example("stuck", stuck)
    ((waiting,),) = day.rows("SELECT count(*) FROM inbox WHERE done_at IS NULL")
    refused = Counter(str(failure) for (failure,) in day.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL"))
    unreadable = refused.pop("unreadable", 0)
    yield Row("updates left undone", int(str(waiting)), "")
    yield Row(
        "updates that met an error",
        refused.total() + max(0, unreadable - day.nonsense),
        f"besides the {unreadable} of {day.nonsense} corrupt ones that could not be read",
    )


def _alarms(day: Day) -> Iterable[Row]:
    astray, begun = 0, Counter[Trouble]()
    untaken = day.rows(
        "SELECT 1 FROM reports WHERE closed_at IS NULL AND officer IS NULL AND urgency = 'darurat'"
        " AND rung IN ('wakapolres', 'operator')"
    )
    lasting = {Trouble.UNTAKEN} if list(untaken) else set()  # at the end of the day it is not over then
    for chat in day.command | day.seen.alarms.keys():
        going: set[Trouble] = set()
        # Of a message that came twice the verdict is spoken elsewhere.
        for alarm in dict.fromkeys(day.seen.alarms[chat]):
            right = alarm.news == "was" or (alarm.trouble in going) is (alarm.news == "over")
            if not right or chat not in day.command:
                astray += 1
                day.example("alarm", f"{chat}: {alarm}")
            if alarm.news == "begun" and alarm.trouble not in ENDS_SILENTLY:
                going.add(alarm.trouble)
            elif alarm.news == "over":
                going.discard(alarm.trouble)
            begun[alarm.trouble] += alarm.news != "over"
        untold = _MUST_BE_TOLD - {alarm.trouble for alarm in day.seen.alarms[chat]}
        going -= lasting
        astray += len(going) + len(untold)
        for trouble in going | untold:
            day.example("alarm", f"{chat}: {trouble} was not told, or is not over")
    told = ", ".join(f"{trouble} {count}" for trouble, count in begun.most_common())
    yield Row(
        "alarms missing, astray, twice, or never over",
        astray,
        f"told in {len(day.command)} chats of the command: {told}",
    )


def _clocks(day: Day) -> Iterable[Row]:
    twice = late = unrung = looked = 0
    history: dict[object, list[tuple[str, datetime, str]]] = defaultdict(list)
    for report, act, moment, text in day.rows(
        "SELECT report, act, at, text FROM events WHERE report IS NOT NULL ORDER BY id"
    ):
        history[report].append((str(act), datetime.fromtimestamp(int(str(moment)) / 1000, UTC), str(text)))
    rows = {key: (str(urgency), str(rung), taken, closed) for key, urgency, rung, taken, closed in day.rows(
        "SELECT id, urgency, rung, officer IS NOT NULL, ended_at IS NOT NULL OR closed_at IS NOT NULL FROM reports"
    )}  # fmt: skip
    due = {
        report: datetime.fromtimestamp(int(str(at)) / 1000, UTC)
        for report, at in day.rows("SELECT reports.id, due_at FROM reports JOIN waits ON reports.wait = waits.id")
    }
    now = day.played.machine()
    tolerance = timedelta(seconds=60 + 3 * day.played.speed)
    for report, acts in history.items():
        if report not in rows:
            continue
        urgency, rung, taken, closed = rows[report]
        climbed = [text for act, _, text in acts if act == "naikkan"]
        twice += sum(one == other != str(LEVELS[-1]) for one, other in pairwise(climbed))  # the top is called again
        top = rung == str(LEVELS[-1])
        if not taken and not closed and (report not in due or due[report] < now - tolerance):
            unrung += 1
            day.example("unrung", f"report {report}: {acts}")
        created = acts[0][1]
        ended = next((at for act, at, _ in acts[1:] if act in _ENDS), None)
        if ended is None or (top and not climbed):
            continue
        began = day.played.steady_at(created)
        if day.calm(began, day.played.steady_at(ended) - began):
            looked += 1
            late += ended - created > RESPONSE_TIME[Urgency(urgency)] + tolerance
    yield Row(
        "clocks that rang twice",
        twice,
        f"{sum(act == 'naikkan' for acts in history.values() for act, *_ in acts):,} times a report climbed",
    )
    yield Row("clocks that never rang", unrung, "a report that nobody took and that nobody is called to again")
    yield Row("clocks that rang late", late, f"{looked:,} reports in whose wait nothing went wrong")


def _secrets(day: Day) -> Iterable[Row]:
    yield Row(
        "identities seen by somebody who may not",
        len(day.seen.leaks),
        f"names, user names, numbers of {len(day.voters):,} citizens and of the officers",
    )
    for leak in day.seen.leaks[:3]:
        day.example("leak", leak)
    text = "\n".join(day.outputs)
    people = {
        word
        for person in day.world.people.values()
        for word in (person.name, str(person.id), str(person.user["username"]), person.phone.lstrip("+"))
    }
    found = [*people.intersection(PRIVATE.findall(text)), *[day.world.token for _ in range(day.world.token in text)]]
    yield Row("names, numbers or the token in the log", len(found), f"{len(text):,} characters of log")
    for word in found[:3]:
        at = text.index(word)
        day.example("log", text[max(0, at - 200) : at + 100])


def _database(day: Day) -> Iterable[Row]:
    [(verdict,)] = day.rows("PRAGMA integrity_check")
    yield Row("damage in the database", int(verdict != "ok"), "PRAGMA integrity_check")
    errors = [line for output in day.outputs for line in output.splitlines() if " ERROR " in line]
    yield Row("errors in the log", len(errors), "what is corrupt is refused with a warning")
    for output in day.outputs:
        lines = output.splitlines()
        for number, line in enumerate(lines):
            if " ERROR " in line:
                day.example("error", "\n    ".join(lines[number : number + 25]))


def _addresses_of(day: Day) -> dict[object, tuple[int, ...]]:
    """The Telegram numbers behind a chat of ours: of a group that became a supergroup, both."""
    by_lookup = {day.vault.lookup(number): number for number in day.world.chats}
    before = {chat.id: tuple(chat.old_ids) for chat in day.world.groups}
    found: dict[object, tuple[int, ...]] = {}
    for key, lookup in day.rows("SELECT id, lookup FROM chats"):
        number = by_lookup.get(lookup)  # type: ignore[call-overload]
        if number is not None:
            found[key] = (number, *before.get(number, ()))
    return found


def _explained(day: Day, at: float) -> bool:
    return any(-_LAST_BREATH <= end - at <= _ON_ITS_WAY for end in day.told.ends)
