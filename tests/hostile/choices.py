"""What can stand on the bot's buttons and commands, and what of it people in each part would really use."""

from conversations.callback import Topic

COMMANDS = (
    "start", "lapor", "report", "batal", "cancel", "laporanku", "status", "imbauan", "cek", "darurat", "bantuan",
    "help",
    "privasi", "bahasa", "language", "masuk", "undang", "petugas", "siaga", "jaga", "program", "siaran", "antrean",
    "grup", "langganan", "berhenti", "layanan", "teks", "giat", "catat", "buka", "ikat", "dataku", "hapus", "sehat",
    "apa_saja",
)  # fmt: skip
CHOICES: dict[Topic, tuple[str, ...]] = {
    Topic.MENU: (
        "menu", "agree", "clean", "report", "resume", "anew", "at=14.72.02.1004-006", "at=14_72_02_1004", "at=x",
        "language=en", "language=id", "language=xx", "mine", "appeals", "emergency", "help", "privacy",
    ),
    Topic.REPORT: (
        "back", "skip", "next", "send", "cancel", "yes", "kind=gangguan", "edit=what", "here", "elsewhere",
        "page=\u0661",
    ),
    Topic.MINE: (
        "page=0", "page=99", "page=-1", "page=999999999999999999999999999999999999999999999", "page=\u0663", "open={}",
        "add={}", "done={}", "change={},place", "change={},x",
        "iskind={},tawuran", "withdraw={}", "withdrawn={}", "answer={}",
        "threatened={}", "safe={},1", "safe={}", "knows={},terlapor", "knows={},x", "reach={},jangan",
        "withdrawn={},tidak_bisa",
        "neighbour={}", "neighbour=x",
        "theirs=1,ya", "theirs=2,tidak", "theirs=9,x", "where={};0", "in={};14-72-02", "in={};x",
        "solved={}", "reopen={}", "other={}", "formal={}", "informal={}", "open=1", "open=",
    ),
    Topic.PEOPLE: (
        "inv=perwira", "inv=anggota", "inv=command,polres", "inv=bhabin,polsek-dumai-timur,x", "inv=bhabin,@1",
        "inv=,,,,",
        "inv=partner,bawaslu", "duty", "history",
        "history=1", "on", "off", "over=1", "over=5", "over=@9", "over=", "unit=polres", "unit=@x",
        "unit=polsek-dumai-timur", "unit=", "person=1", "person=5", "move=5", "moveto=5,spkt", "remove=1", "remove=6",
        "removed=1", "removed=2", "removed=999999999999999", "shift=polres", "shift=polsek-dumai-timur", "plan=5",
        "plan=5,0", "ready=1", "ready=x", "keep", "giveback", "dutylist", "agree=1", "agree=x", "disagree=1",
        "joinas=x", "joinas=",
        "door=1", "itsthem=1", "notthem=1", "know=1", "know=5", "wrong=5", "seats", "seats=9", "seat=1",
        "suspend=1", "suspended=2", "suspended=x", "listed=x", "listed=",
        "plan=5,1732662000", "plan=5,1732618800",
    ),
    Topic.PING: (
        "take=1", "take=2", "go=1", "there=2", "done=1", "done=2", "result=1,selesai", "result=2,ditangani",
        "result=1,x", "result=1,diregister", "result=2,bukan_wewenang", "lp=1", "lp=2",
        "help=2", "no=1", "no=2", "ask=1", "ask=2", "pass=1", "pass=2,1", "to=1,polres", "to=2,samapta", "files=1",
        "held=1",
        "files=999999999999999", "call=1", "call=2", "phone=1", "phone=2", "phoned=1,*", "phoned=2,110", "phoned=2,x",
        "others=1,0", "others=2,9", "apart=1", "apart=2", "nowords", "own=1", "unthreat=1", "keep=1", "send=1",
        "keep=x", "take=\u0661", "take=",

        "estimate=1", "estimate=1,0123", "estimate=2,9", "estimate=1,\u0661", "shared=1",
        "others=1,0", "others=2,9", "apart=1", "apart=2", "nowords", "keep=1", "send=1", "keep=x",
        "take=\u0661", "take=",
    ),
    Topic.DESK: (
        "list=0", "list=;1", "list=9,9,9,9", "list=,,14.72.02,1", "filter=", "filter=,,14.72.02", "filter=,,x",
        "filter=0,0",
        "urgency=0", "state=0", "district=;1", "open=1", "open=2;", "open=1;0,0,14.72.02,1", "files=2", "verify=1",
        "truth=1",
        "true=1", "false=2", "kind=1", "family=1,tps", "category=1,politik_uang", "category=1,tawuran", "assign=1",
        "unit=1,spkt;0", "unit=2,polsek-dumai-timur", "to=1,;5", "to=2,samapta", "refer=1", "agency=1,bawaslu", "ask=1",
        "more=1", "more=2", "screen=1", "screened=2", "looked=1", "callout=1", "incident=1", "named=1", "going=1",
        "leaders=1", "leader=1,1", "moved=1", "ending=1", "ended=1",
        "merge=1", "into=1,2", "merged=1,2", "merged=1,1", "number=1", "reject=1", "close=1",
        "reopen=1",
        "open=\u0661", "verify=",
    ),
    Topic.APPEAL: (
        "list", "list=3", "new", "order", "templates", "templates=9", "template=x", "template=tenang", "resume",
        "change=1",
        "correct=1", "a=1", "a=2", "drop=1", "drop=999", "off=1", "stop=1", "back=1", "gone=1", "report=1", "ok=1,x",
        "ok=1," + "A" * 43, "no=1," + "A" * 43, "who=1", "remind=1", "ack=1", "latest=1", "latest", "send", "urgent",
    ),
    Topic.PROGRAMME: (
        "page=1", "open=2", "open=3", "change=2", "change=3", "off=2", "on=2", "ask", "approve=x", "read=x,0",
        "read=" + "A" * 43 + ",0",
    ),
    Topic.TOPICS: (
        "open", "on=imbauan", "off=imbauan", "off=x", "main", "stop", "areas", "areas=@1", "all=@0",
        "district=14.72.02@0",
        "add=14.72.02.1004@0", "drop=14.72.02.1004@0", "add=14.72.02@0", "drop=14.72.02@0", "add=14.72", "groups",
        "groups=@1", "sector=polsek-dumai-timur", "sector=polsek-dumai-timur@1", "sector=",
    ),
    Topic.ACTIVITY: ("work=patroli", "work=nihil", "nothing", "cancel", "skip", "back"),
    Topic.ACTIVITIES: (
        "counts", "counts=7", "counts=2", "counts=30,9", "list=1", "list=7,samapta,patroli,1", "list=1,@x,x,-1",
        "list=30,,nihil,99", "one=1", "one=x",
    ),
    Topic.RECORD: ("new", "status", "when=1,kini", "when=2,malam", "when=1,x", "when=", "new=1"),
    Topic.HEALTH: ("look", "look=1", ""),
    Topic.DATA: ("ask", "sure", "no", "yes=", "yes=1", "yes=2", "yes=17", "yes=\u0661"),
    Topic.STEP: ("activity.cancel", "report.send", "x.y", ".", "giat"),
    Topic.WORDS: ("why=sibuk", "why=jauh", "why=x", "why=", "report", "answer", "new", "anyway", "unsaid", "report=1"),
    Topic.SERVICE: (
        "list", "list=9", "show=skck", "show=x", "show=", "office=polres", "office=x", "offices=kantor-polisi",
        "offices=kantor-polisi,9", "offices=,",
    ),
    Topic.TEXTS: (
        "list", "list=9", "read=skck", "read=skck,1", "read=skck,9", "read=x", "ok=x", "ok=" + "A" * 43, "all=x",
        "all=" + "A" * 43,
    ),
    Topic.OPENING: ("why=1,bahaya", "why=1,x", "grant=1", "refuse=1", "grant=\u0661", "grant=", "refuse=2"),
}  # fmt: skip
ODD_CHOICES = ("", "=", "=,", "x" * 60, "\u202emenu", "menu=menu=menu", "%s", "{}", "<b>", "\x00")
# What command and heads may really do with one tap. Played by them it is no attack, so in their hands it is left out.
RIGHTFUL = {
    Topic.PEOPLE: ("removed=", "moveto=", "inv=", "itsthem=", "notthem=", "wrong=", "suspended=", "agree="),
    Topic.APPEAL: ("ok=", "no=", "drop=", "off=", "gone=", "stop="),
    Topic.PROGRAMME: ("approve=", "off="),
    Topic.OPENING: ("grant=", "refuse="),
}
OWN: dict[str, tuple[tuple[str, ...], tuple[Topic, ...]]] = {
    "command": (
        ("siaran", "program", "teks", "antrean", "grup", "petugas", "jaga", "undang", "siaga", "sehat"),
        (Topic.DESK, Topic.APPEAL, Topic.PROGRAMME, Topic.PEOPLE, Topic.TOPICS, Topic.TEXTS),
    ),
    "desk": (("antrean", "buka", "siaga"), (Topic.DESK, Topic.DESK, Topic.PING)),
    "head": (("antrean", "petugas", "jaga", "undang", "siaga"), (Topic.DESK, Topic.PEOPLE, Topic.PING)),
    "officer": (("giat", "siaga"), (Topic.PING, Topic.PING, Topic.PEOPLE, Topic.WORDS)),
    "demoted officer": (("giat", "siaga"), (Topic.PING, Topic.PEOPLE, Topic.DESK)),
    "partner": (("siaga",), (Topic.PING,)),
}
