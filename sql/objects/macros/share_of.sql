-- grain: one row per period and place in which the part's share of the whole is printed, or can be computed from both levels:
-- as printed beside as computed
CREATE OR REPLACE MACRO share_of(part, whole) AS TABLE
WITH parts AS (
    SELECT values_of.*
    FROM values_of(part) AS values_of
    WHERE values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.measure = 'level'
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
),

wholes AS (
    SELECT values_of.*
    FROM values_of(whole) AS values_of
    WHERE values_of.modality = 'actual' AND values_of.status <> 'suspect' AND values_of.measure = 'level'
    QUALIFY rank() OVER (ORDER BY values_of.fit) = 1
),

computed AS (
    SELECT
        parts.ref_area,
        parts.period,
        parts.period_start,
        parts.period_end,
        parts.value AS part_value,
        wholes.value AS whole_value,
        parts.unit,
        (parts.value / nullif(wholes.value, 0) * 100)::DECIMAL(38, 4) AS share_computed,
        parts.claim_id AS part_claim_id,
        wholes.claim_id AS whole_claim_id
    FROM parts
    INNER JOIN wholes
        ON wholes.ref_area = parts.ref_area
        AND wholes.unit = parts.unit
        AND last_day(wholes.period_end) = last_day(parts.period_end)
        AND span_months(wholes.period_start, wholes.period_end) = span_months(parts.period_start, parts.period_end)
),

names AS (
    SELECT part_names.name_key AS part_key, whole_names.name_key AS whole_key
    FROM indicator_names(part) AS part_names CROSS JOIN indicator_names(whole) AS whole_names
),

shares AS (
    SELECT series.series_id, series.ref_area
    FROM main.series AS series
    WHERE
        series.measure = 'share' AND series.modality = 'actual' AND series.breakdown = '' AND series.entity = ''
        AND EXISTS (
            FROM names
            WHERE names.part_key = series.share_part AND names.whole_key = series.share_whole
        )
),

printed AS (
    SELECT observations.*, shares.ref_area
    FROM main.observation AS observations
    INNER JOIN shares ON shares.series_id = observations.series_id
    WHERE observations.status <> 'suspect'
),

sentences AS (
    SELECT claim.claim_id, claim.quote, claim.sentence FROM main.claim AS claim SEMI JOIN shares USING (series_id)
)

SELECT
    coalesce(printed.ref_area, computed.ref_area) AS ref_area,
    coalesce(period_label(printed.period_start, printed.period_end), computed.period) AS period,
    computed.part_value,  -- the part's level
    computed.whole_value,  -- the whole's level
    computed.unit,
    computed.share_computed,  -- part over whole, in %
    printed.value AS share_printed,  -- the share as printed, in %
    printed.value - computed.share_computed AS difference_pp,
    sentences.quote,
    sentences.sentence,
    printed.claim_id,
    computed.part_claim_id,  -- the claim of the part's level
    computed.whole_claim_id  -- the claim of the whole's level
FROM computed
FULL JOIN printed
    ON printed.ref_area = computed.ref_area
    AND last_day(printed.period_end) = last_day(computed.period_end)
    AND (computed.period_start IS NULL OR computed.period_start = printed.period_start)
LEFT JOIN sentences ON sentences.claim_id = printed.claim_id
ORDER BY
    coalesce(printed.ref_area, computed.ref_area) <> 'CN',
    coalesce(printed.ref_area, computed.ref_area),
    coalesce(printed.period_end, computed.period_end),
    coalesce(printed.period_start, computed.period_start),
    printed.claim_id,
    computed.part_claim_id;
