"""The proof with which a report is ended: the same picture at two reports is pointed out to the desk, which decides."""

from casework import notices
from conversations.screen import Line
from db import evidence, officers, reports
from db.unit_of_work import UnitOfWork

AT_ONCE = 50


async def compare(uow: UnitOfWork, file: int) -> None:
    """Hold an officer's file against those at other reports, once it is here."""
    await evidence.compared(uow.tx, file, uow.now)
    proof = await evidence.proof(uow.tx, file)
    twin = None if proof is None else await evidence.also_at(uow.tx, proof)
    if proof is None or twin is None:
        return
    report, other = await reports.get(uow.tx, proof.report), await reports.get(uow.tx, twin)
    officer = await officers.get(uow.tx, proof.officer)
    if report is None or other is None or officer is None or report.apart or other.apart:
        return
    if report.duplicate_of == other.key or other.duplicate_of == report.key:
        return  # one event: one picture may end both
    values = {"number": report.number, "other": other.number, "callsign": officer.callsign}
    await notices.tell_desk(uow, Line("desk.same_proof", values), notices.open_on_desk(report), but=officer)
