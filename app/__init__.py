"""Wiring: what is built and run around the rooms, the settings, the logs, and the commands of the command line."""
