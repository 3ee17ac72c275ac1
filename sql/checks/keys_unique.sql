-- grain: one row per key that stands on more than one row of its table
-- about: integrity
-- severity: error
-- reads: held_issue, held_observation, held_series
-- by equal days, so that of large tables only the held ones are unpacked; what has no day or no issue is always looked at
WITH keys AS (
    SELECT 'source' AS subject, source_id AS subject_id FROM source
    UNION ALL
    SELECT 'issue' AS subject, issue_id AS subject_id FROM issue SEMI JOIN held_issue USING (issue_id)
    UNION ALL
    SELECT 'article' AS subject, article_id AS subject_id FROM article SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT 'article' AS subject, article_id AS subject_id FROM article WHERE published_on IS NULL
    UNION ALL
    SELECT 'article' AS subject, article_id AS subject_id FROM article WHERE issue_id IS NULL AND published_on IS NOT NULL
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id FROM claim SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id FROM claim WHERE published_on IS NULL
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id FROM claim WHERE issue_id IS NULL AND published_on IS NOT NULL
    UNION ALL
    SELECT 'numeral' AS subject, concat_ws(':', article_id, char_start, char_end) AS subject_id FROM numeral SEMI JOIN held_issue USING (published_on, issue_id) WHERE article_id IS NOT NULL
    UNION ALL
    SELECT 'numeral' AS subject, concat_ws(':', article_id, char_start, char_end) AS subject_id FROM numeral WHERE published_on IS NULL AND article_id IS NOT NULL
    UNION ALL
    SELECT 'numeral' AS subject, concat_ws(':', article_id, char_start, char_end) AS subject_id FROM numeral WHERE issue_id IS NULL AND published_on IS NOT NULL AND article_id IS NOT NULL
    UNION ALL
    SELECT 'indicator' AS subject, indicator_id AS subject_id FROM indicator
    UNION ALL
    SELECT 'series' AS subject, series_id::VARCHAR AS subject_id FROM series SEMI JOIN held_series USING (series_id)
    UNION ALL
    SELECT 'observation' AS subject, observation_id::VARCHAR AS subject_id FROM observation SEMI JOIN held_observation USING (observation_id)
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id FROM observation_evidence SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id FROM observation_evidence WHERE published_on IS NULL
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id FROM observation_evidence WHERE issue_id IS NULL AND published_on IS NOT NULL
    UNION ALL
    SELECT 'correction' AS subject, claim_id AS subject_id FROM correction
    UNION ALL
    SELECT 'page_fetch' AS subject, concat_ws(' ', warc_file, warc_offset) AS subject_id
    FROM page_fetch
    WHERE issue_id IS NULL OR issue_id IN (SELECT issue_id FROM held_issue)
    UNION ALL
    SELECT 'page_skeleton' AS subject, concat_ws(' ', source_id, layout, ask, digest) AS subject_id FROM page_skeleton
    UNION ALL
    SELECT 'load_run' AS subject, run_id AS subject_id FROM load_run
)

SELECT
    keys.subject,
    keys.subject_id,
    'expected one row with this key, found ' || count(*) AS reason,
    NULL::DECIMAL(38, 10) AS suggested
FROM keys
GROUP BY keys.subject, keys.subject_id
HAVING count(*) > 1;
