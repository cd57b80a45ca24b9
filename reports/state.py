"""What may be done with a report, by whom, and what becomes of it: one table of acts over four separate fields."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from locales.refused import Refused
from reports.result import FINISHING, REPORTERS_TURN, Result
from resort.roles import Role


class State(StrEnum):
    """How far a report has come."""

    RECEIVED = "diterima"
    VERIFIED = "diverifikasi"  # the desk has looked at it
    ASSIGNED = "ditugaskan"  # a unit has it; `Case.taken` says whether somebody took it on
    ACTED_ON = "ditindaklanjuti"  # an officer is on the spot
    DONE = "selesai"
    REFERRED = "dilimpahkan"  # another agency has it: Bawaslu, KPU, Damkar
    DUPLICATE = "duplikat"
    REJECTED = "ditolak"  # not ours to act on, or made up
    WITHDRAWN = "dibatalkan"  # by its reporter


class Veracity(StrEnum):
    """Whether what was reported is so; apart from the state, for a report can be done and still unproven."""

    UNKNOWN = "belum"
    TRUE = "benar"
    FALSE = "tidak_benar"


class Act(StrEnum):
    """Something done to a report; each is one event in its history."""

    VERIFY = "verifikasi"
    RECLASSIFY = "ubah_kategori"
    CONFIRM = "nyatakan_benar"
    REFUTE = "nyatakan_tidak_benar"
    ASSIGN = "tugaskan"
    TAKE = "terima"
    HEAD_OUT = "menuju_lokasi"
    ARRIVE = "di_lokasi"
    CALL_HELP = "butuh_bantuan"
    HAND_OVER = "serahkan"  # to another unit of the police
    REFER = "limpahkan"  # to another agency
    DECLINE = "kembalikan"  # the officer cannot: back to the desk
    FINISH = "selesai"
    ANSWER = "hasil_mitra"  # a partner agency says what it made of it
    ASK = "tanya_pelapor"
    ADD = "tambah"  # the reporter sends more
    WITHDRAW = "batalkan"
    REJECT = "tolak"
    MERGE = "gabungkan"
    CLOSE = "tutup"
    REOPEN = "buka_kembali"
    ESCALATE = "naikkan"


class RecordedAct(StrEnum):
    """What the memory records besides the acts on a report above. The chain hashes these words: never change one."""

    # the reporter
    FILED = "dibuat"
    WORDS_ADDED = "ditambah"
    POINT_ADDED = "lokasi"
    FILE_ADDED = "bukti"
    WITHDRAWN = "dibatalkan"
    CALLED_SOLVED = "dinyatakan_selesai"
    CALLED_UNSOLVED = "dibuka_kembali"
    ERASED = "hapus_isi"
    REPORTED_FORMALLY = "sudah_lapor_resmi"
    NOT_REPORTED_FORMALLY = "tidak_lapor_resmi"
    TRUTH_ASKED = "tanya_kebenaran"
    # time that passed
    FILED_BY_ITSELF = "terkirim_sendiri"
    JOINED_INCIDENT = "ikut_kejadian"  # an alarm of an incident that was called already
    SEPARATED = "dipisahkan"  # it is another incident, says its reporter or an officer
    OFFICER_SILENT = "petugas_diam"
    HELP_RUNG = "bantuan_dipanggil_lagi"
    PARTNER_SILENT = "mitra_diam"
    OFFICER_LOST = "petugas_tidak_terjangkau"
    NOT_RECEIVED = "tidak_diterima_mitra"
    CAUGHT_UP = "menyusul"
    THREATENED = "pelapor_terancam"  # because of the report: its story was sealed
    THREAT_TAKEN = "ancaman_ditangani"
    THREAT_ENDED = "ancaman_selesai"
    KEPT_FROM = "tidak_dikirim_ke"  # its words accuse the office of a unit
    WISHED = "jawab_terlapor"  # the reporter said whether somebody of it is meant
    WISH_GRANTED = "tetap_tidak_dikirim"
    WISH_LIFTED = "tetap_dikirim"
    # officers
    TAKEN_BACK = "urungkan"  # a tap by mistake, within a minute
    POLICE_REPORT = "lp_dibuat"  # a Laporan Polisi was made of it
    NOTE = "catatan"
    PHOTO = "foto_petugas"
    INCIDENT_NAMED = "kejadian_dinamai"
    INCIDENT_LED = "kejadian_dipimpin"
    INCIDENT_TOLD = "kejadian_kabar"
    INCIDENT_ESTIMATED = "kejadian_keadaan"
    INCIDENT_MOVED = "kejadian_pindah"
    INCIDENT_ENDED = "kejadian_berakhir"
    SCREENED = "saring"  # the desk sees the next alarms of its reporter first
    SCREENING_ASKED = "minta_saring"
    SCREENING_LOOKED = "saring_diperiksa"
    SCREENING_OVER = "saring_dilepas"
    REPORT_SEEN = "lihat_laporan"
    EVIDENCE_SEEN = "lihat_bukti"
    MERGED_INTO_THIS = "terima_gabungan"
    ACTIVITY = "giat"
    HELP_ANSWERED = "datang_membantu"
    HELP_ENDED = "bantuan_selesai"
    TELEPHONED = "menelepon"
    # handed over to the Polres beside this one
    NEIGHBOUR_AGREED = "setuju_polres_tetangga"
    NEIGHBOUR_RECEIVED = "diterima_polres_tetangga"
    # written down for others
    RECORDED = "dicatat_untuk"
    DATED = "waktu_dicatat"
    CODE_RIGHT = "sandi_cocok"
    CODE_WRONG = "sandi_salah"
    CALLER_ERASED = "hapus_untuk_penelepon"
    # who reported
    IDENTITY_ASKED = "minta_buka"
    IDENTITY_GRANTED = "setujui_buka"
    IDENTITY_REFUSED = "tolak_buka"
    IDENTITY_SHOWN = "buka_identitas"
    IDENTITY_UNDECIDED = "buka_tidak_diputuskan"
    ORIGINALS_ASKED = "minta_asli"
    ORIGINALS_GRANTED = "setujui_asli"
    ORIGINALS_REFUSED = "tolak_asli"
    ORIGINALS_SENT = "kirim_asli"
    ORIGINALS_UNDECIDED = "asli_tidak_diputuskan"
    # the people of the units
    INVITED = "undang"
    JOINED = "masuk"
    MOVED = "pindahkan"
    REMOVED = "keluarkan"
    SECOND_ASKED = "minta_pimpinan_kedua"
    SECOND_GIVEN = "pimpinan_kedua_setuju"
    SECOND_REFUSED = "pimpinan_kedua_tolak"
    SECOND_UNDECIDED = "pimpinan_kedua_tidak_memutuskan"
    LINK_OPENED = "tautan_dibuka"
    SEAT_CONFIRMED = "kursi_dibenarkan"
    SEAT_DENIED = "bukan_orangnya"
    SEAT_UNDECIDED = "kursi_tidak_diputuskan"
    SEAT_SILENCED = "suara_berhenti"
    SUSPENDED = "bekukan"
    REINSTATED = "bekuan_selesai"
    SEAT_CODE_MADE = "kode_kursi"
    SEATS_CONFIRMED = "daftar_kursi_dibenarkan"
    SCHEDULED = "jadwalkan"
    ON_DUTY = "siaga"
    OFF_DUTY = "lepas_siaga"
    SHIFT_HANDED_OVER = "serah_terima"
    GROUP_BOUND = "ikat"
    GROUP_RELEASED = "lepas_ikat"
    AREAS_IMPORTED = "impor_wilayah"
    PLACES_IMPORTED = "impor_tempat"
    NEIGHBOURS_IMPORTED = "impor_tetangga"
    # the machine
    CONTENT_CHANGED = "isi_berubah"  # a report's new fingerprint: what the act beside it made of it
    CONTENT_FORGED = "isi_tidak_cocok"  # what was found changed behind the bot's back
    STANDS = "keadaan_dicatat"  # what stands after acts that are no events of their own
    RIGHTS_NOTED = "hak_dicatat"  # the rows of earlier releases that give rights are remembered as they stood
    FILE_KEPT = "berkas_disimpan"  # an original was fetched, with its hash
    SEATS_VOUCHED = "kursi_dijamin"  # seats, requests and units of earlier releases were vouched for as they stood
    MEMORY_RELINKED = "rantai_disambung"  # events of the first release were linked with the key
    MEMORY_COVERED = "isi_dicatat"  # reports and files of earlier releases have their fingerprints
    SEALS_BOUND = "segel_terikat"  # what earlier releases stored was sealed for its row, and vouched for as it stood
    KEY_REPLACED = "kunci_diganti"  # from this event on everything is sealed and linked with a new key
    # announcements
    ANNOUNCEMENT_SUBMITTED = "siaran_diajukan"
    ANNOUNCEMENT_APPROVED = "siaran_disetujui"
    ANNOUNCEMENT_REFUSED = "siaran_ditolak"
    EMERGENCY_ANNOUNCED = "siaran_mendesak"
    ANNOUNCEMENT_SENT = "siarkan"
    ANNOUNCEMENT_RESENT = "siaran_ulang"
    ANNOUNCEMENT_MISSED = "siaran_terlewat"
    ANNOUNCEMENT_UNAPPROVED = "siaran_tidak_disetujui"
    ANNOUNCEMENT_UNREADABLE = "siaran_tak_terbaca"
    ANNOUNCEMENT_CANCELLED = "siaran_dibatalkan"
    ANNOUNCEMENT_ENDED = "siaran_diakhiri"
    ANNOUNCEMENT_STOPPED = "siaran_dihentikan"
    ANNOUNCEMENT_RECALLED = "siaran_ditarik"
    ANNOUNCEMENT_DELETED = "siaran_dihapus"
    DIRECTIVE_UNDERSTOOD = "arahan_dimengerti"
    DIRECTIVE_REMINDED = "arahan_diingatkan"
    PROGRAMME_SUBMITTED = "program_diajukan"
    PROGRAMME_APPROVED = "program_disetujui"
    PROGRAMME_CHANGED = "program_berubah"
    REMINDER_ON = "pengingat_nyala"
    REMINDER_OFF = "pengingat_mati"
    REMINDER_CHANGED = "pengingat_diubah"
    # what the resort itself states
    TEXT_APPROVED = "teks_disetujui"
    TEXT_IN_FORCE = "teks_berlaku"
    # whoever runs the machine
    RESTORED = "pulihkan"


@dataclass(frozen=True, slots=True)
class Case:
    """Where a report stands: state, veracity, escalation and closed are set apart from each other."""

    state: State = State.RECEIVED
    veracity: Veracity = Veracity.UNKNOWN
    escalation: int = 0  # times it escalated or help was called, see escalation.py
    closed: bool = False
    taken: bool = False  # somebody took it on; who is not this room's business
    result: Result | None = None

    @property
    def untaken(self) -> bool:
        """Whether it is open and with the police, and nobody has taken it: it escalates until somebody does."""
        return self.state in MAY_ESCALATE and not (self.taken or self.closed)


REOPEN_WITHIN = timedelta(days=7)

MAY_ESCALATE = frozenset({State.RECEIVED, State.VERIFIED, State.ASSIGNED})  # as long as nobody has taken it
WITH_US = MAY_ESCALATE | {State.ACTED_ON}  # the police have it, and are not done
_OPEN = WITH_US | {State.REFERRED}
ENDED = frozenset({State.DONE, State.REFERRED, State.REJECTED, State.DUPLICATE})
_LEADERS = frozenset({Role.HEAD, Role.DESK, Role.COMMAND})
_FIELD = _LEADERS | {Role.OFFICER, Role.PARTNER}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do an act, in which states, and the state it leads to (None: it stays)."""

    by: frozenset[Role]
    when: frozenset[State]
    to: State | None = None
    holder: bool = False  # an officer or partner may do it only to what they took on
    closes: bool = False


RULES: dict[Act, Rule] = {
    Act.VERIFY: Rule(_LEADERS, frozenset({State.RECEIVED}), State.VERIFIED),
    Act.RECLASSIFY: Rule(_LEADERS, _OPEN),
    Act.CONFIRM: Rule(_LEADERS, _OPEN | {State.DONE}),
    Act.REFUTE: Rule(_LEADERS, _OPEN | {State.DONE}),
    Act.ASSIGN: Rule(_LEADERS, _OPEN, State.ASSIGNED),
    Act.TAKE: Rule(_FIELD, MAY_ESCALATE | {State.REFERRED}, State.ASSIGNED),
    Act.HEAD_OUT: Rule(_FIELD, frozenset({State.ASSIGNED}), holder=True),
    Act.ARRIVE: Rule(_FIELD, frozenset({State.ASSIGNED}), State.ACTED_ON, holder=True),
    Act.CALL_HELP: Rule(_FIELD, frozenset({State.ASSIGNED, State.ACTED_ON}), holder=True),
    Act.HAND_OVER: Rule(_FIELD, WITH_US, State.ASSIGNED, holder=True),
    Act.REFER: Rule(_FIELD, WITH_US | {State.DONE}, State.REFERRED, holder=True),
    Act.DECLINE: Rule(_FIELD | {Role.CLOCK}, frozenset({State.ASSIGNED, State.ACTED_ON}), State.VERIFIED),
    Act.FINISH: Rule(_FIELD, _OPEN, State.DONE, holder=True),
    # Where an answer leads depends on the result.
    Act.ANSWER: Rule(_FIELD, frozenset({State.ASSIGNED, State.ACTED_ON, State.REFERRED}), holder=True),
    Act.ASK: Rule(_FIELD, _OPEN, holder=True),
    Act.ADD: Rule(frozenset({Role.REPORTER}), _OPEN | {State.DONE}),
    Act.WITHDRAW: Rule(frozenset({Role.REPORTER}), MAY_ESCALATE, State.WITHDRAWN, closes=True),
    Act.REJECT: Rule(_LEADERS, _OPEN, State.REJECTED, closes=True),
    Act.MERGE: Rule(_LEADERS | {Role.CLOCK}, _OPEN, State.DUPLICATE, closes=True),
    Act.CLOSE: Rule(_LEADERS | {Role.REPORTER, Role.CLOCK}, frozenset({State.DONE, State.REFERRED}), closes=True),
    Act.REOPEN: Rule(_LEADERS | {Role.REPORTER}, ENDED, State.RECEIVED),
    Act.ESCALATE: Rule(frozenset({Role.CLOCK}), MAY_ESCALATE),
}
_UNTAKES = frozenset({Act.ASSIGN, Act.HAND_OVER, Act.REFER, Act.DECLINE})


def perform(
    case: Case,
    act: Act,
    by: Role,
    *,
    holds: bool = False,
    result: Result | None = None,
    ended_ago: timedelta = timedelta(0),
) -> Case:
    """The case after an act, or `Refused` with the reason.

    `holds` says that whoever acts is the one who took the report on; `result` goes with FINISH and ANSWER;
    `ended_ago` is the time since the report was done, for REOPEN.
    """
    _check(case, act, by, holds=holds, ended_ago=ended_ago)
    if (act in (Act.FINISH, Act.ANSWER)) is not (result is not None):
        raise ValueError(f"a result goes with {Act.FINISH} and {Act.ANSWER} and nothing else")
    if result is not None and (act is Act.FINISH) is not (result in FINISHING):
        raise ValueError(f"{result} does not go with {act}")
    rule = RULES[act]
    stays = act is Act.TAKE and case.state is State.REFERRED  # a partner takes on what remains with the partner
    after = replace(case, state=case.state if stays else rule.to or case.state, closed=case.closed or rule.closes)
    match act:
        case Act.TAKE:
            return replace(after, taken=True)
        case Act.FINISH:
            return replace(after, result=result)
        case Act.ANSWER if result is Result.NOT_OURS:
            return replace(after, state=State.VERIFIED, taken=False, result=None)
        case Act.ANSWER:
            state = State.REFERRED if result in REPORTERS_TURN else State.DONE
            return replace(after, state=state, result=result)
        case Act.CONFIRM:
            return replace(after, veracity=Veracity.TRUE)
        case Act.REFUTE:
            return replace(after, veracity=Veracity.FALSE)
        case Act.ESCALATE | Act.CALL_HELP:
            return replace(after, escalation=case.escalation + 1)
        case Act.REOPEN:
            return replace(after, closed=False, taken=False, result=None, escalation=0)
        case _ if act in _UNTAKES:
            return replace(after, taken=False, result=None)
        case _:
            return after


def allowed(case: Case, by: Role, *, holds: bool = False, ended_ago: timedelta = timedelta(0)) -> tuple[Act, ...]:
    """The acts a role may do now, in the order of `Act`: the buttons to show."""
    return tuple(act for act in Act if _may(case, act, by, holds=holds, ended_ago=ended_ago))


def _may(case: Case, act: Act, by: Role, *, holds: bool, ended_ago: timedelta) -> bool:
    try:
        _check(case, act, by, holds=holds, ended_ago=ended_ago)
    except Refused:
        return False
    return True


def _check(case: Case, act: Act, by: Role, *, holds: bool, ended_ago: timedelta) -> None:
    rule = RULES[act]
    if by not in rule.by:
        raise Refused("act.not_allowed")
    if case.closed and act is not Act.REOPEN:
        raise Refused("act.closed")
    if act in (Act.TAKE, Act.ESCALATE) and case.taken:
        raise Refused("act.taken")
    if case.state not in rule.when:
        raise Refused("act.not_now", state=case.state)
    if rule.holder and by in (Role.OFFICER, Role.PARTNER) and not holds:
        raise Refused("act.not_yours" if case.taken else "act.take_first")
    if act is Act.DECLINE and case.taken and by in (Role.OFFICER, Role.PARTNER) and not holds:
        raise Refused("act.not_yours")
    if act is Act.REOPEN and by is Role.REPORTER and ended_ago > REOPEN_WITHIN:
        raise Refused("act.reopen_too_late", days=REOPEN_WITHIN.days)
