-- grain: one row per claim of an issue that a load gained, lost or changed since a moment
WITH gone AS (
    SELECT claim_history.*
    FROM claim_history
    WHERE issue_id = $issue_id AND published_on = $published_on AND recorded_to >= $since
),

come AS (
    SELECT claim.*
    FROM claim
    WHERE issue_id = $issue_id AND published_on = $published_on AND recorded_from >= $since
),

told AS (
    SELECT
        CASE WHEN gone.claim_id IS NULL THEN 'gained' WHEN come.claim_id IS NULL THEN 'lost' ELSE 'changed' END AS what,
        coalesce(come.claim_id, gone.claim_id) AS claim_id,
        coalesce(come.quote, gone.quote) AS quote,
        concat_ws(' ', gone.indicator, gone.measure, gone.value::VARCHAR, gone.unit, gone.ref_area, gone.period_end::VARCHAR) AS before,
        concat_ws(' ', come.indicator, come.measure, come.value::VARCHAR, come.unit, come.ref_area, come.period_end::VARCHAR) AS after
    FROM gone
    FULL JOIN come ON come.claim_id = gone.claim_id
)

SELECT
    what,
    claim_id,
    quote,
    before,
    after
FROM told
ORDER BY what DESC, claim_id;
