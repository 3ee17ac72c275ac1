-- grain: one row per row that names a row which is not there
-- about: integrity
-- severity: error
-- reads: held_issue, held_observation, held_series
-- by equal days, so that of large tables only the held ones are unpacked; what has no day or no issue is always looked at
WITH articles AS (
    SELECT article_id, issue_id FROM article SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT article_id, issue_id FROM article WHERE published_on IS NULL
    UNION ALL
    SELECT article_id, issue_id FROM article WHERE issue_id IS NULL AND published_on IS NOT NULL
),

claims AS (
    SELECT claim_id, article_id, issue_id FROM claim SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT claim_id, article_id, issue_id FROM claim WHERE published_on IS NULL
    UNION ALL
    SELECT claim_id, article_id, issue_id FROM claim WHERE issue_id IS NULL AND published_on IS NOT NULL
),

numerals AS (
    SELECT article_id, issue_id, char_start, char_end FROM numeral SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT article_id, issue_id, char_start, char_end FROM numeral WHERE published_on IS NULL
    UNION ALL
    SELECT article_id, issue_id, char_start, char_end FROM numeral WHERE issue_id IS NULL AND published_on IS NOT NULL
),

proofs AS (
    SELECT claim_id, issue_id, observation_id, series_id FROM observation_evidence SEMI JOIN held_issue USING (published_on, issue_id)
    UNION ALL
    SELECT claim_id, issue_id, observation_id, series_id FROM observation_evidence WHERE published_on IS NULL
    UNION ALL
    SELECT claim_id, issue_id, observation_id, series_id FROM observation_evidence WHERE issue_id IS NULL AND published_on IS NOT NULL
),

-- what the evidence of these issues speaks of, and what was touched itself
proven AS (
    SELECT observation_id, series_id
    FROM observation SEMI JOIN (SELECT DISTINCT observation_id FROM proofs) AS named USING (observation_id)
),

observations AS (SELECT observation_id, series_id, claim_id FROM observation SEMI JOIN held_observation USING (observation_id)),

chosen AS (SELECT observation_id, claim_id FROM observation_evidence SEMI JOIN held_observation USING (observation_id)),

told AS (SELECT series_id FROM series SEMI JOIN (SELECT DISTINCT series_id FROM observations) AS named USING (series_id)),

counted AS (SELECT series_id, indicator_id FROM series SEMI JOIN held_series USING (series_id)),

filled AS (SELECT DISTINCT series_id FROM observation SEMI JOIN held_series USING (series_id)),

dangling AS (
    SELECT 'article' AS subject, article_id AS subject_id, 'issue ' || issue_id AS missing
    FROM articles ANTI JOIN issue USING (issue_id)
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id, 'article ' || article_id AS missing
    FROM claims ANTI JOIN articles USING (article_id, issue_id)
    UNION ALL
    SELECT 'numeral' AS subject, concat_ws(':', article_id, char_start, char_end) AS subject_id, 'article ' || article_id AS missing
    FROM numerals ANTI JOIN articles USING (article_id, issue_id)
    WHERE article_id IS NOT NULL
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id, 'claim of the same issue' AS missing
    FROM proofs ANTI JOIN claims USING (claim_id, issue_id)
    UNION ALL
    SELECT 'observation_evidence' AS subject, claim_id AS subject_id, 'observation ' || observation_id AS missing
    FROM proofs ANTI JOIN proven USING (observation_id, series_id)
    UNION ALL
    SELECT 'claim' AS subject, claim_id AS subject_id, 'evidence for any observation: refresh has not run' AS missing
    FROM claims ANTI JOIN proofs USING (claim_id)
    UNION ALL
    SELECT 'observation' AS subject, observation_id::VARCHAR AS subject_id, 'series ' || series_id AS missing
    FROM observations ANTI JOIN told USING (series_id)
    UNION ALL
    SELECT 'observation' AS subject, observation_id::VARCHAR AS subject_id, 'evidence of its claim ' || claim_id AS missing
    FROM observations ANTI JOIN chosen USING (observation_id, claim_id)
    UNION ALL
    SELECT 'series' AS subject, series_id::VARCHAR AS subject_id, 'observation of it' AS missing
    FROM counted ANTI JOIN filled USING (series_id)
    UNION ALL
    SELECT 'page_fetch' AS subject, concat_ws(' ', warc_file, warc_offset) AS subject_id, 'issue ' || issue_id AS missing
    FROM page_fetch ANTI JOIN issue USING (issue_id)
    WHERE issue_id IS NOT NULL
    UNION ALL
    SELECT 'series' AS subject, series_id::VARCHAR AS subject_id, 'indicator ' || indicator_id AS missing
    FROM counted ANTI JOIN indicator USING (indicator_id)
    WHERE indicator_id IS NOT NULL
)

SELECT dangling.subject, dangling.subject_id, 'there is no ' || dangling.missing AS reason, NULL::DECIMAL(38, 10) AS suggested
FROM dangling;
