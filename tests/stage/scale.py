"""How much is played: little by default, and at full length when a setting in the environment says so."""

import os

LONG = any(os.environ.get(name) == "full" for name in ("SURVIVAL", "REHEARSAL", "HOSTILE"))
THOROUGH = bool(os.environ.get("THOROUGH"))  # every case of a kind, where a sample is looked at by default
