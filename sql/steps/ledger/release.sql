-- grain: one row per release of the issue at hand that is another than before, or named no more: it goes
-- reads: incoming_release
DELETE FROM release
WHERE
    release.issue_id = $issue_id AND release.published_on = $published_on
    AND NOT EXISTS (SELECT 1 FROM incoming_release WHERE incoming_release = release);
