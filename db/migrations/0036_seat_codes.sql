-- The command is told of each code of the command line, and what a code allows is done by the bot.
ALTER TABLE seat_codes ADD COLUMN told_at INTEGER;
ALTER TABLE seat_codes ADD COLUMN done_at INTEGER;
