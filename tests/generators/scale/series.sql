-- grain: one row per series to be printed: a fifth of the catalogue's indicators in places, the rest phrases of their own, as in life
CREATE OR REPLACE TEMP TABLE generated_series AS
WITH catalogued AS (
    SELECT names.*, places.place, measures.measure
    FROM generated_name AS names
    CROSS JOIN generated_place AS places
    CROSS JOIN (SELECT unnest(['level', 'growth']) AS measure) AS measures
    WHERE names.unit <> '%' OR measures.measure = 'level'
    QUALIFY row_number() OVER (ORDER BY hash(names.id || places.place || measures.measure || $seed)) <= $n_series // 5
),

own AS (
    SELECT
        'own' || n AS id,
        '灯塔' || ['产值', '产量', '企业', '用户', '专利'][(1 + n % 5)::BIGINT] || '指标' || n AS name,
        '“灯塔”' || ['产值', '产量', '企业', '用户', '专利'][(1 + n % 5)::BIGINT] || '指标' || n AS alias,
        ['CNY', '吨', '家', '户', '件'][(1 + n % 5)::BIGINT] AS unit,
        '' AS kind,
        'CN' AS place,
        measures.measure
    FROM (SELECT range AS n FROM range($n_series)) CROSS JOIN (SELECT unnest(['level', 'growth']) AS measure) AS measures
    ORDER BY n, measure
    LIMIT $n_series - $n_series // 5
)

SELECT
    placed.*,
    coalesce(min(s) FILTER (measure = 'level') OVER (PARTITION BY id, place), s) AS level_s  -- whose growth it is
FROM (
    SELECT row_number() OVER (ORDER BY hash(id || place || measure || $seed)) - 1 AS s, told.*
    FROM (FROM catalogued UNION ALL FROM own) AS told
) AS placed;
