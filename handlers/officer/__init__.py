"""What officers do: act on a report, and report their own work."""
