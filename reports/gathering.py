"""Whether a report tells of a lawful gathering: people who state their opinion are no riot."""

from language.phrases import Phrases
from language.words import read
from reports.danger import Alarm, judge

_GATHERING = Phrases(
    {
        "gathering": [
            "demo|demonstrasi|berdemo|unras",
            "unjuk rasa",
            "aksi damai|massa|mahasiswa|buruh|solidaritas",
            "penyampaian|menyampaikan|sampaikan pendapat|aspirasi|tuntutan",
            "orasi|berorasi",
            "longmarch|pawai",
            "protest|demonstration|rally",
        ]
    }
)


def is_gathering(told: str) -> bool:
    """Whether words tell of a demonstration and of no danger in it."""
    words = read(told)
    return bool(_GATHERING.find([word.plain for word in words], 1)) and judge(words) is not Alarm.DANGER
