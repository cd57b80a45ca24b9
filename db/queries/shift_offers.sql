-- name: withdraw(officer)!
DELETE FROM shift_offers WHERE officer = :officer;

-- name: offer(officer, colleague, now)!
INSERT INTO shift_offers (officer, colleague, offered_at) VALUES (:officer, :colleague, :now);

-- name: colleague(officer)^
SELECT colleague FROM shift_offers WHERE officer = :officer;
