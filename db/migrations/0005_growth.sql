-- The desk's queue: whatever the filter, each state and urgency is one range in the order of its pages.
DROP INDEX reports_queue;
DROP INDEX reports_open;
CREATE INDEX reports_desk ON reports (state, urgency, created_at, id) WHERE closed_at IS NULL;
CREATE INDEX reports_desk_district ON reports (state, urgency, district, created_at, id)
WHERE closed_at IS NULL AND district IS NOT NULL;
CREATE INDEX reports_desk_village ON reports (state, urgency, village, created_at, id)
WHERE closed_at IS NULL AND village IS NOT NULL;
CREATE INDEX reports_desk_unit ON reports (state, urgency, unit, created_at, id)
WHERE closed_at IS NULL AND unit IS NOT NULL;
CREATE INDEX reports_untaken ON reports (state, urgency, created_at, id) WHERE closed_at IS NULL AND officer IS NULL;
CREATE INDEX reports_untaken_district ON reports (state, urgency, district, created_at, id)
WHERE closed_at IS NULL AND officer IS NULL AND district IS NOT NULL;

-- What an officer has in hand.
CREATE INDEX reports_holder ON reports (officer) WHERE closed_at IS NULL AND officer IS NOT NULL;
CREATE INDEX shifts_officer ON shifts (officer, begins_at);

-- Who follows a topic; which subscribers are groups; what an announcement was corrected by.
CREATE INDEX subscriber_topics_topic ON subscriber_topics (topic, chat);
CREATE INDEX subscribers_kind ON subscribers (kind);
CREATE INDEX appeals_corrects ON appeals (corrects) WHERE corrects IS NOT NULL;
