"""What citizens do: report, add, follow their reports, see and erase their data."""
