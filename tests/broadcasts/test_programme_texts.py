"""The words of the programme and the templates: one for every reminder, short enough, neutral in masa tenang."""

import pytest

from broadcasts.appeal import Appeal, check
from broadcasts.lint import lint
from broadcasts.programme import as_appeal, fill, slots
from broadcasts.programme_file import available, load
from broadcasts.schedule import AtOnce
from locales.texts import LANGUAGES, texts_for
from tests.broadcasts.appeals import EVERYBODY, WIB, WITA


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", available())
def test_every_reminder_and_stage_has_its_words_and_raises_no_concern(language: str, key: str) -> None:
    programme, texts = load(key), texts_for(language)
    assert all(f"stage.{stage.key}" in texts for stage in programme.stages)
    for slot, due in slots(programme, WITA):
        appeal = as_appeal(slot, programme, fill(slot, programme, WITA, texts))
        check(appeal)
        assert lint(appeal, [due], WITA, programme.calm) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_has_a_name_and_raises_no_concern_in_masa_tenang(language: str) -> None:
    programme, texts = load("pilkada-2024"), texts_for(language)
    calm = next(due for slot, due in slots(programme, WIB) if slot.key == "h_min_3")
    keys = [key.removeprefix("template.") for key in texts.templates if key.startswith("template.")]
    assert len(keys) == 6
    for key in keys:
        assert f"template_name.{key}" in texts
        appeal = Appeal(texts(f"template.{key}"), EVERYBODY, AtOnce())
        check(appeal)
        assert lint(appeal, [calm], WIB, programme.calm) == ()
