"""Files for people: asked for by a row, made from a read snapshot in a process of their own, sent from disk."""
