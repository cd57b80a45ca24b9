"""The played world: people, groups and channels, their messages, files, the clock, limits and faults."""
