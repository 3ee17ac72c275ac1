-- grain: one row per release of the issue at hand that is not held so yet: it comes
-- reads: incoming_release
INSERT INTO release
SELECT * FROM incoming_release
EXCEPT
SELECT release.* FROM release SEMI JOIN incoming_release USING (published_on, issue_id)
ORDER BY ALL;
