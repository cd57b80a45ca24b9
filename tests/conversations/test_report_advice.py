"""The first sentence of advice fits what happens."""

import pytest

from conversations.answer import Text
from conversations.report_advice import advice
from conversations.report_told import begin_with
from tests.conversations.answers import SCENE


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("kebakaran besar di pasar, api menjalar", "fire"),
        ("ada orang mau loncat dari jembatan", "despair"),
        ("saya mau bunuh diri saja", "own_despair"),
        ("bapak saya pingsan tidak sadar di tps", "medical"),
        ("tolong anak hanyut di sungai", "water"),
        ("tabrakan motor dengan truk, orangnya luka parah", "collision"),
        ("rumah kami dikepung warga, bapak dituduh mencuri", "besieged"),
        ("tolong adik saya diculik naik mobil hitam", "abducted"),
        ("saya sembunyi di kamar mandi, ada orang bawa parang", "hiding"),
        ("TOLONG ada tawuran bawa parang", "any"),
    ],
)
def test_what_to_do_first_fits_what_happens(story: str, kind: str) -> None:
    draft = begin_with(Text(story), SCENE, consented=True, offered=False)
    assert advice(draft) == f"advice.{kind}"
