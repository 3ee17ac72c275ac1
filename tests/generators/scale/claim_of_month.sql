-- grain: one row per claim of one month: two prints of every series
CREATE OR REPLACE TEMP TABLE generated_claim AS
WITH drawn AS (
    SELECT
        s, level_s, j, s * 2 + j AS c,
        hash((s * 2 + j) * 1000 + $month + $seed) AS h,
        (DATE '2016-01-01' + to_months($month))::DATE AS period_start
    FROM generated_series CROSS JOIN (SELECT range AS j FROM range(2))
),
dated AS (
    SELECT
        drawn.*,
        last_day(period_start) AS period_end,
        last_day(period_start) + (5 + h % 25)::INTEGER AS published_on,
        ['rmrb', 'fzrb', 'gxdb', 'jjrb', 'kjrb'][(1 + j * 2 + h // 32 % 2 + h // 256 % 2)::BIGINT] AS source_id,
        -- both prints of a month agree, but for one in twenty; growth is what the levels tell
        hash(level_s * 1000 + $month + $seed) % 1000 + CASE WHEN j = 1 AND h // 1024 % 20 = 0 THEN 7 ELSE 0 END AS noise,
        hash(level_s * 1000 + $month - 12 + $seed) % 1000 AS noise_before
    FROM drawn
),
levelled AS (
    SELECT
        dated.*,
        1000 + level_s % 5000 + 5 * $month + noise // 50 AS level,
        1000 + level_s % 5000 + 5 * ($month - 12) + noise_before // 50 AS level_before,
        -- one print in five hundred has lost its point
        CASE WHEN h // 1048576 % 500 = 0 THEN 10 ELSE 1 END AS slip
    FROM dated
),
valued AS (
    SELECT
        levelled.*,
        series.id AS indicator_id, series.name, series.alias, series.unit AS level_unit, series.place, series.measure, series.kind,
        CASE
            WHEN series.measure = 'growth' THEN (slip * 100 * (level / level_before - 1))::DECIMAL(38, 1)
            WHEN series.unit = '%' THEN (slip * (10 + levelled.s % 40 + noise / 200.0))::DECIMAL(38, 1)
            ELSE (slip * level * 10000)::DECIMAL(38, 10)
        END AS value
    FROM levelled INNER JOIN generated_series AS series USING (s)
),
worded AS (
    SELECT
        valued.*,
        CASE WHEN h // 4096 % 4 = 0 THEN alias ELSE name END AS indicator,
        CASE WHEN measure = 'growth' OR level_unit = '%' THEN value::DECIMAL(18, 1)::VARCHAR || '%'
            ELSE (value / 10000)::BIGINT::VARCHAR || '万' || CASE level_unit WHEN 'CNY' THEN '元' ELSE level_unit END END AS quote
    FROM valued
),
told AS (
    SELECT
        worded.*,
        '据有关部门发布的数据，' || year(period_start) || '年' || month(period_start) || '月，' || place || indicator
        || CASE measure WHEN 'growth' THEN '同比增长' ELSE '达到' END AS before,
        ['，保持平稳运行态势。', '，为全年目标打下基础，企业预期持续改善。', '，比上月有所加快；新动能加快成长。', '，区域协调发展取得新的进展。'][(1 + h % 4)::BIGINT] AS after
    FROM worded
)
SELECT
    told.*,
    source_id || '-' || published_on AS issue_id,
    source_id || '-' || published_on || '-' || ((row_number() OVER day_of - 1) // 20)::VARCHAR AS article_id,
    before || quote || after AS sentence
FROM told
WINDOW day_of AS (PARTITION BY published_on, source_id ORDER BY c);
