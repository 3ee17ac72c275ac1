-- grain: one row per issue with a claim that is newly doubted, or doubted no more, and that a text of before printed too
-- reads: moved_doubt
SELECT DISTINCT superseded_claim.issue_id
FROM superseded_claim SEMI JOIN moved_doubt USING (published_on, claim_id)
ORDER BY superseded_claim.issue_id;
