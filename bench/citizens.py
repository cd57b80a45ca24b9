"""The played citizens: what each of them says and taps, step by step, and how many of them talk at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Say:
    """Send a text, with the citizen's own number for `{number}`: no two people write the same.

    The step is done with the first answer that contains `hears` (any answer, if empty).
    """

    text: str
    hears: str = ""


@dataclass(frozen=True, slots=True)
class Tap:
    """Tap the newest button whose label contains `label`. The step is done as with `Say`."""

    label: str
    hears: str = ""


Step = Say | Tap

# A whole report, as a citizen walks through it.
REPORT: tuple[Step, ...] = (
    Say("/start", hears="Selamat datang"),
    Tap("Saya setuju", hears="Pilih di bawah"),
    Tap("Lapor", hears="Apa yang ingin"),
    Tap("Gangguan keamanan", hears="Tentang apa"),
    Tap("Ketertiban umum", hears="Lebih tepatnya"),
    Tap("Kerumunan massa", hears="Ceritakan"),
    Say(
        "Ada banyak orang berkumpul di dekat TPS 12 sejak tadi pagi, jalan tertutup, saya nomor {number}",
        hears="Di mana",
    ),
    Tap("Dumai Barat", hears="di kelurahan"),
    Tap("Lewati", hears="Tepatnya di mana"),
    Say("Di depan balai kelurahan, sebelah kiri jalan, rumah {number}", hears="Periksa dulu"),
    Tap("Kirim sekarang", hears="DMI-"),
)

# An echo bot is given plain words: as many messages as a report takes, and as long as those of a report.
WORDS: tuple[Step, ...] = (
    *(Say(step.text if isinstance(step, Say) else step.label) for step in REPORT[1:]),
    Say("Terima kasih"),
)

SCRIPTS: Mapping[str, tuple[Step, ...]] = {"report": REPORT, "words": WORDS}


@dataclass(frozen=True, slots=True)
class Button:
    """A button on a citizen's screen and the message that shows it."""

    label: str
    data: str
    message_id: int


@dataclass(slots=True)
class Citizen:
    """One person: the place in the script and the buttons on the screen."""

    chat: int
    at: int = 0
    waiting: bool = False
    heard: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(slots=True)
class Crowd:
    """All citizens of a run, `together` of them talking at any time; who is through makes room for the next.

    `say` and `tap` put an update of one chat on its way to the bot.
    """

    script: tuple[Step, ...]
    total: int
    together: int
    say: Callable[[int, str], None]
    tap: Callable[[int, Button], None]
    since: int = 0  # citizens of earlier runs on the same database
    answered: int = 0
    finished: int = 0
    talking: dict[int, Citizen] = field(default_factory=dict)
    arrived: int = 0

    def begin(self) -> None:
        """Let the first citizens write."""
        for _ in range(min(self.together, self.total)):
            self._next_citizen()

    def hear(self, chat: int, text: str, buttons: tuple[Button, ...]) -> None:
        """Give a citizen an answer of the bot, with the buttons under it."""
        citizen = self.talking.get(chat)
        if citizen is None:
            return
        citizen.heard = text
        if buttons:
            citizen.buttons = buttons
        if citizen.waiting:
            if self.script[citizen.at].hears not in text:
                return
            citizen.waiting = False
            citizen.at += 1
            self.answered += 1
        self._next_step(citizen)

    def stuck(self) -> str:
        """What the citizens still talking wait for, one example, for a person to find out why."""
        for citizen in self.talking.values():
            labels = ", ".join(button.label for button in citizen.buttons)
            return f"step {citizen.at} {self.script[citizen.at]}; last heard {citizen.heard!r}; buttons {labels}"
        return "nobody waits"

    def _next_citizen(self) -> None:
        if self.arrived < self.total:
            self.arrived += 1
            citizen = Citizen(chat=100_000_000 + self.since + self.arrived)
            self.talking[citizen.chat] = citizen
            self._next_step(citizen)

    def _next_step(self, citizen: Citizen) -> None:
        if citizen.at == len(self.script):
            del self.talking[citizen.chat]
            self.finished += 1
            self._next_citizen()
            return
        match self.script[citizen.at]:
            case Say(text):
                citizen.waiting = True
                self.say(citizen.chat, text.format(number=citizen.chat % 100_000))
            case Tap(label):
                button = next((button for button in citizen.buttons if label in button.label), None)
                if button is not None:
                    citizen.waiting = True
                    self.tap(citizen.chat, button)
