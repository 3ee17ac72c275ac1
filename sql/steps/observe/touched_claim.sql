-- grain: one row per claim of the part at hand that was told another series
-- reads: moved_claim, refreshed_claim
INSERT INTO touched
SELECT 'claim' AS what, refreshed_claim.claim_id AS id, refreshed_claim.published_on, 'another series' AS why
FROM refreshed_claim SEMI JOIN moved_claim USING (place);
