-- grain: one row per version of a text of the part at hand that was changed since: each is read by itself, for its claims may have the
-- keys of the next one's
-- makes: incoming_superseded_evidence
-- reads: part_issue
CREATE OR REPLACE TEMP TABLE incoming_superseded_evidence AS SELECT * FROM superseded_evidence LIMIT 0;

SELECT DISTINCT superseded_article.version
FROM superseded_article SEMI JOIN part_issue USING (published_on, issue_id)
ORDER BY superseded_article.version;
