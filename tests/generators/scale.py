"""A warehouse of any size, made inside DuckDB from a seed: issues, articles, numerals and claims of many series.

A series is an indicator of the catalogue (or a phrase of its own) in a place, its level or its growth; every month is
printed by two papers of the month after. Values drift; about one print in twenty revises the one before.
"""

from __future__ import annotations

import duckdb
import polars as pl

from warehouse import frames
from warehouse.load import transaction
from warehouse.vocabulary.indicators import catalogue

SEED = 20250919
SOURCES = ("rmrb", "fzrb", "gxdb", "jjrb", "kjrb")
PLACES = (
    "CN", "CN-AH", "CN-BJ", "CN-CQ", "CN-FJ", "CN-GD", "CN-GS", "CN-GX", "CN-GZ", "CN-HA", "CN-HB", "CN-HE", "CN-HI",
    "CN-HL", "CN-HN", "CN-JL", "CN-JS", "CN-JX", "CN-LN", "CN-NM", "CN-NX", "CN-QH", "CN-SC", "CN-SD", "CN-SH", "CN-SN",
    "CN-SX", "CN-TJ", "CN-XJ", "CN-XZ", "CN-YN", "CN-ZJ",
)  # fmt: skip
MONTHS = 100
PER_SERIES = 2 * MONTHS  # claims: every month is printed twice
OWN_PHRASES = 0.1  # part of the series that the catalogue does not hold

_KEYS = """
CREATE OR REPLACE TEMP TABLE generated_series AS
WITH numbered AS (SELECT *, row_number() OVER (ORDER BY place, id) - 1 AS n FROM (
    SELECT names.*, places.place FROM generated_name AS names CROSS JOIN generated_place AS places
)),
told AS (
    SELECT numbered.*, 'level' AS measure FROM numbered
    UNION ALL
    SELECT numbered.*, 'growth' AS measure FROM numbered WHERE unit <> '%'
)
SELECT row_number() OVER (ORDER BY hash(id || place || measure || $seed)) - 1 AS s, told.*
FROM told QUALIFY s < $n_series
"""
_CLAIMS = """
CREATE OR REPLACE TEMP TABLE generated_claim AS
WITH drawn AS (
    SELECT
        s, j, s * 2 + j AS c,
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
        -- both prints of a month agree, but for one in twenty
        hash(s * 1000 + $month + $seed) % 1000 + CASE WHEN j = 1 AND h // 1024 % 20 = 0 THEN 7 ELSE 0 END AS noise
    FROM drawn
),
valued AS (
    SELECT
        dated.*,
        series.id AS indicator_id, series.name, series.alias, series.unit AS level_unit, series.place, series.measure, series.kind,
        CASE
            WHEN series.measure = 'growth' THEN (noise / 50.0)::DECIMAL(38, 1)
            WHEN series.unit = '%' THEN (10 + noise / 20.0)::DECIMAL(38, 1)
            ELSE ((1000 + dated.s % 5000 + 5 * datediff('month', DATE '2016-01-01', dated.period_start) + noise // 50) * 10000)::DECIMAL(38, 10)
        END AS value
    FROM dated INNER JOIN generated_series AS series USING (s)
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
WINDOW day_of AS (PARTITION BY published_on, source_id ORDER BY c)
"""
_PLACED = """
CREATE OR REPLACE TEMP TABLE placed_claim AS
SELECT
    * EXCLUDE (h, noise, j),
    coalesce(sum(length(sentence)) OVER (PARTITION BY published_on, article_id ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER AS sentence_start
FROM generated_claim
"""
_INSERTS = (
    """
INSERT INTO claim BY NAME
SELECT
    article_id || ':' || (sentence_start + length(before)) || '-' || (sentence_start + length(before) + length(quote)) AS claim_id,
    article_id, issue_id, source_id, published_on,
    sentence_start + length(before) AS char_start, sentence_start + length(before) + length(quote) AS char_end,
    sentence, quote, value,
    CASE WHEN measure = 'growth' THEN '%' ELSE level_unit END AS unit,
    indicator, '' AS breakdown, place AS ref_area,
    CASE WHEN measure = 'level' AND level_unit = '%' THEN 'ratio' ELSE measure END AS measure,
    CASE WHEN measure = 'growth' THEN 'yoy' END AS base,
    'eq' AS qualifier, 'actual' AS modality, period_start, period_end,
    year(period_start) || '年' || month(period_start) || '月' AS period_text,
    'must' AS tier, 'zh' AS lang, ['number and unit', measure] AS rule_trail, 1 AS confidence, FALSE AS suspect,
    'generated' AS code_version, TIMESTAMP '2026-01-01' AS recorded_from
FROM placed_claim ORDER BY published_on, issue_id, article_id, sentence_start
""",
    """
INSERT INTO article BY NAME
SELECT
    article_id, any_value(issue_id) AS issue_id, any_value(source_id) AS source_id, published_on, 'article' AS kind, 'zh' AS lang,
    '1' AS page, '' AS page_name, 1 AS ordinal, '' AS kicker, '标题' AS title, '' AS subtitle, '' AS byline, '' AS credit, '' AS url,
    string_agg(sentence, '' ORDER BY sentence_start) AS text,
    [] AS paragraphs, [] AS segments, 'generated' AS code_version, TIMESTAMP '2026-01-01' AS recorded_from
FROM placed_claim GROUP BY published_on, article_id ORDER BY published_on, article_id
""",
    """
INSERT INTO numeral BY NAME
SELECT
    issue_id, published_on, article_id, sentence_start + length(before) AS char_start,
    sentence_start + length(before) + length(quote) AS char_end, quote AS text, 'claim' AS outcome
FROM placed_claim ORDER BY published_on, issue_id, article_id, sentence_start
""",
    """
INSERT INTO issue BY NAME
SELECT
    issue_id, any_value(source_id) AS source_id, published_on, 'complete' AS status, '' AS detail, 1 AS n_pages,
    count(DISTINCT article_id)::INTEGER AS n_articles, sum(length(sentence))::BIGINT AS n_characters, count(*)::INTEGER AS n_claims,
    count(*)::INTEGER AS n_numerals, 0 AS n_not_understood, '' AS content_hash, 'generated' AS code_version,
    TIMESTAMP '2026-01-01' AS changed_at
FROM placed_claim GROUP BY published_on, issue_id ORDER BY published_on, issue_id
""",
)


def fill(connection: duckdb.DuckDBPyConnection, n_claims: int, *, seed: int = SEED) -> int:
    """Put `n_claims` claims of `n_claims / 200` series into an empty warehouse; returns the number of series.

    The same seed gives the same rows. Observations are not made: that is the refresh's work.
    """
    n_series = max(n_claims // PER_SERIES, 1)
    names = [
        (entry.id, entry.name_zh, (entry.aliases_zh or (entry.name_zh,))[0], entry.unit, entry.kind)
        for entry in catalogue().entries.values()
    ]
    own = int(len(names) * OWN_PHRASES)
    names = names[: len(names) - own] + [(f"own{n}", f"灯塔指标{n}", f"灯塔指标{n}", "个", "") for n in range(own)]
    schema = dict.fromkeys(("id", "name", "alias", "unit", "kind"), pl.String)
    frames.hand_over(connection, "generated_name", schema, names)
    frames.hand_over(connection, "generated_place", {"place": pl.String}, [(place,) for place in PLACES])
    connection.execute(_KEYS, {"n_series": n_series, "seed": seed})
    for month in range(MONTHS):  # a month's prints all come before the next month's: rows lie by day
        with transaction(connection):
            connection.execute(_CLAIMS, {"month": month, "seed": seed})
            connection.execute(_PLACED)
            for statement in _INSERTS:
                connection.execute(statement)
    for table in ("generated_series", "generated_claim", "placed_claim", "generated_name", "generated_place"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CHECKPOINT")
    return n_series
