-- grain: one row per shape of the issue at hand: a known one is seen again, a new one is added
-- reads: incoming_skeleton
UPDATE page_skeleton
SET first_seen = least(page_skeleton.first_seen, incoming_skeleton.seen), last_seen = greatest(page_skeleton.last_seen, incoming_skeleton.seen)
FROM incoming_skeleton
WHERE page_skeleton.source_id = incoming_skeleton.source_id AND page_skeleton.layout = incoming_skeleton.layout
    AND page_skeleton.ask = incoming_skeleton.ask AND page_skeleton.digest = incoming_skeleton.digest
    AND (incoming_skeleton.seen < page_skeleton.first_seen OR incoming_skeleton.seen > page_skeleton.last_seen);

INSERT INTO page_skeleton BY NAME
SELECT source_id, layout, ask, digest, marks, seen AS first_seen, seen AS last_seen
FROM incoming_skeleton ANTI JOIN page_skeleton USING (source_id, layout, ask, digest)
ORDER BY ask, digest;
