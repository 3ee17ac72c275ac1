-- grain: one row, the issue being loaded; every statement of sql/steps/load finds its issue here, by day first (rows lie by day)
-- makes: incoming_issue
CREATE OR REPLACE TEMP TABLE incoming_issue (
    issue_id VARCHAR, source_id VARCHAR, published_on DATE, status VARCHAR, detail VARCHAR, content_hash VARCHAR,
    code_version VARCHAR, layout VARCHAR, is_settled BOOLEAN, reason VARCHAR, recorded_at TIMESTAMP
);
