-- grain: one row per held release that is done without from now on
UPDATE release SET status = 'accepted'
WHERE release.source_id = $source_id AND release.url IN (SELECT unnest($urls::VARCHAR[])) AND release.status IN ('held', 'settled', 'accepted')
RETURNING url, published_on;
