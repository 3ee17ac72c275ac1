-- grain: one row, the ledger's for the issue being loaded; an equal row stays, and keeps its changed_at
-- makes: counted_issue, changed_issue
-- reads: incoming_issue
CREATE OR REPLACE TEMP TABLE counted_issue AS
WITH articles AS (
    SELECT count(*) AS n_articles, count(DISTINCT page) FILTER (page <> '') AS n_pages, coalesce(sum(length(text)), 0) AS n_characters
    FROM article SEMI JOIN incoming_issue USING (published_on, issue_id)
),

claims AS (SELECT count(*) AS n_claims FROM claim SEMI JOIN incoming_issue USING (published_on, issue_id)),

numerals AS (
    SELECT count(*) AS n_numerals, count(*) FILTER (outcome = 'not_understood') AS n_not_understood
    FROM numeral SEMI JOIN incoming_issue USING (published_on, issue_id)
)

SELECT
    incoming_issue.issue_id,
    incoming_issue.source_id,
    incoming_issue.published_on,
    incoming_issue.status,
    incoming_issue.detail,
    articles.n_pages::INTEGER AS n_pages,
    articles.n_articles::INTEGER AS n_articles,
    articles.n_characters::BIGINT AS n_characters,
    claims.n_claims::INTEGER AS n_claims,
    numerals.n_numerals::INTEGER AS n_numerals,
    numerals.n_not_understood::INTEGER AS n_not_understood,
    incoming_issue.content_hash,
    incoming_issue.code_version,
    incoming_issue.layout,
    incoming_issue.is_settled
FROM incoming_issue CROSS JOIN articles CROSS JOIN claims CROSS JOIN numerals;

CREATE OR REPLACE TEMP TABLE changed_issue AS
WITH stored AS (SELECT issue.* EXCLUDE (changed_at) FROM issue SEMI JOIN incoming_issue USING (published_on, issue_id))

SELECT * FROM counted_issue EXCEPT SELECT * FROM stored;

DELETE FROM issue WHERE issue_id IN (SELECT issue_id FROM changed_issue);

INSERT INTO issue BY NAME
SELECT changed_issue.*, incoming_issue.recorded_at AS changed_at FROM changed_issue CROSS JOIN incoming_issue;
