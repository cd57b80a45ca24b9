"""Pure. Reading what people write: words, phrases, moments, days, hours and place names."""
