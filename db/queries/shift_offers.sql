-- name: withdraw(officer)!
DELETE FROM shift_offers WHERE officer = :officer;

-- name: offer(officer, colleague, now, wait)!
INSERT INTO shift_offers (officer, colleague, offered_at, wait) VALUES (:officer, :colleague, :now, :wait);

-- name: of_officer(officer)^
SELECT officer, colleague, wait FROM shift_offers WHERE officer = :officer;

-- name: waiting(wait)^
SELECT officer, colleague, wait FROM shift_offers WHERE wait = :wait;
