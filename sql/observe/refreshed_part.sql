-- grain: one row per refreshed issue: the part of the work that it belongs to, whole issues in the order of their days; a part holds
-- some half a million claims, so that a refresh of everything holds no more at once than one of a few years
CREATE OR REPLACE TEMP TABLE refreshed_part AS
SELECT
    refreshed_issue.published_on,
    refreshed_issue.issue_id,
    issue.n_claims,
    (sum(issue.n_claims) OVER (ORDER BY refreshed_issue.published_on, refreshed_issue.issue_id) // 500000)::INTEGER AS part
FROM refreshed_issue
INNER JOIN issue ON issue.issue_id = refreshed_issue.issue_id;

-- what the parts leave behind for the work on observations and series, which takes them together
CREATE OR REPLACE TEMP TABLE moved_evidence (observation_id UBIGINT, series_id UBIGINT);

CREATE OR REPLACE TEMP TABLE moved_phrase (series_id UBIGINT, indicator VARCHAR, n_claims BIGINT);

CREATE OR REPLACE TEMP TABLE told_series (
    series_id UBIGINT, indicator_id VARCHAR, phrase VARCHAR, breakdown VARCHAR, ref_area VARCHAR, measure VARCHAR, base VARCHAR,
    unit VARCHAR, modality VARCHAR, share_part VARCHAR, share_whole VARCHAR
);

CREATE OR REPLACE TEMP TABLE moved_observation (observation_id UBIGINT, series_id UBIGINT, period_end DATE, move VARCHAR);

SELECT DISTINCT part FROM refreshed_part ORDER BY part;
