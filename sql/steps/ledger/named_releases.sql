-- grain: one row per release that a source's lists named for a stretch of days
SELECT
    release.url,
    release.page,
    release.title,
    release.published_on,
    release.status,
    release.status = 'vanished' OR release.reason <> '' AS is_absent
FROM release
WHERE release.source_id = $source_id AND release.published_on BETWEEN $first AND $last AND release.status <> 'attachment'
ORDER BY release.published_on, release.page, release.url;
