"""The people and groups of the units: let in, moved, removed, on duty; and opening who reported."""
