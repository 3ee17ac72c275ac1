-- grain: one row per issue for which answers were archived; those for no issue go by an empty one
-- reads: incoming_page
INSERT INTO touched
SELECT DISTINCT 'page_fetch' AS what, coalesce(issue_id, '') AS id, published_on, 'archived' AS why FROM incoming_page;
