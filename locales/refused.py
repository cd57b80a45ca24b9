"""The one exception that is an answer: a refusal carries the key of the sentence a person is shown."""


class Refused(Exception):
    """Raise this when what somebody asks cannot be done and a sentence should tell them why.

    `key` names a text in `locales/`, `values` fill its placeholders. Anything else that is raised is a bug.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class AskAgain(Refused):
    """Raise this when words are no answer to what was asked: the sentence says why, and the question stands."""
