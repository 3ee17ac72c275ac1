-- grain: one row per row that names a row which is not there
-- about: integrity
-- severity: error
WITH dangling AS (
    SELECT 'article' AS subject, article_id AS subject_id, 'issue ' || issue_id AS missing
    FROM article ANTI JOIN issue USING (issue_id)
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id, 'article ' || article_id AS missing
    FROM claim ANTI JOIN article USING (article_id, issue_id)
    UNION ALL
    SELECT 'numeral' AS subject, concat_ws(':', article_id, char_start, char_end) AS subject_id, 'article ' || article_id AS missing
    FROM numeral ANTI JOIN article USING (article_id, issue_id)
    WHERE article_id IS NOT NULL
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id, 'claim of the same issue' AS missing
    FROM observation_evidence ANTI JOIN claim USING (claim_id, issue_id)
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id, 'observation ' || observation_id AS missing
    FROM observation_evidence ANTI JOIN observation USING (observation_id, series_id)
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id, 'evidence for any observation: refresh has not run' AS missing
    FROM claim ANTI JOIN observation_evidence USING (claim_id)
    UNION ALL
    SELECT 'observation' AS subject, observation_id::VARCHAR AS subject_id, 'series ' || series_id AS missing
    FROM observation ANTI JOIN series USING (series_id)
    UNION ALL
    SELECT 'observation' AS subject, observation_id::VARCHAR AS subject_id, 'evidence of its claim ' || claim_id AS missing
    FROM observation ANTI JOIN observation_evidence USING (observation_id, claim_id)
    UNION ALL
    SELECT 'series' AS subject, series_id::VARCHAR AS subject_id, 'observation of it' AS missing
    FROM series ANTI JOIN observation USING (series_id)
    UNION ALL
    SELECT 'page_fetch' AS subject, concat_ws(' ', warc_file, warc_offset) AS subject_id, 'issue ' || issue_id AS missing
    FROM page_fetch ANTI JOIN issue USING (issue_id)
    WHERE issue_id IS NOT NULL
    UNION ALL
    SELECT 'series' AS subject, series_id::VARCHAR AS subject_id, 'indicator ' || indicator_id AS missing
    FROM series ANTI JOIN indicator USING (indicator_id)
    WHERE indicator_id IS NOT NULL
)

SELECT dangling.subject, dangling.subject_id, 'there is no ' || dangling.missing AS reason, NULL::DECIMAL(38, 10) AS suggested
FROM dangling;
