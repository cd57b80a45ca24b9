"""How the bot itself is doing: measured, judged by a pure table, and answered over HTTP."""
