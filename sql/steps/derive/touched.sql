-- grain: one row per derivation that came or went
-- reads: added_derived, outgoing_derived
INSERT INTO touched
SELECT 'derived_observation' AS what, derived_id::VARCHAR AS id, NULL AS published_on, 'removed' AS why FROM outgoing_derived
UNION ALL
SELECT 'derived_observation' AS what, derived_id::VARCHAR AS id, NULL AS published_on, 'added' AS why
FROM added_derived ANTI JOIN outgoing_derived USING (derived_id);
