-- grain: one row per thing that a publisher was seen to change of an article it had shown: a figure corrected, added or removed, other
-- words around the same figures, an article that came late, or one that is shown no more
CREATE OR REPLACE VIEW revisions AS
WITH article AS (FROM main.article),

superseded AS (FROM main.superseded_article),

claim AS (FROM main.claim),

superseded_claim AS (FROM main.superseded_claim),

source AS (FROM main.source),

texts AS (
    SELECT article_id, issue_id, source_id, published_on, title, url, text, version, valid_to, seen_to FROM superseded
    UNION ALL
    SELECT
        article.article_id,
        article.issue_id,
        article.source_id,
        article.published_on,
        article.title,
        article.url,
        article.text,
        max(superseded.version) + 1 AS version,
        NULL AS valid_to,
        NULL AS seen_to
    FROM article INNER JOIN superseded ON superseded.article_id = article.article_id
    GROUP BY ALL
),

changes AS (
    SELECT
        earlier.article_id,
        earlier.issue_id,
        earlier.source_id,
        earlier.published_on,
        coalesce(later.title, earlier.title) AS title,
        earlier.url,
        earlier.version,
        later.version IS NULL AS is_gone,
        earlier.valid_to AS known_from,
        earlier.seen_to AS seen_at,
        list_filter(string_split(earlier.text, chr(10)), lambda line: NOT list_contains(string_split(later.text, chr(10)), line)) AS old_lines,
        list_filter(string_split(later.text, chr(10)), lambda line: NOT list_contains(string_split(earlier.text, chr(10)), line)) AS new_lines
    FROM texts AS earlier
    LEFT JOIN texts AS later ON later.article_id = earlier.article_id AND later.version = earlier.version + 1
    WHERE earlier.valid_to IS NOT NULL
),

told AS (
    SELECT
        article_id, version, char_start, sentence, quote, value, value_high, unit, indicator, breakdown, entity, ref_area, measure, base,
        qualifier, modality, period_start, period_end
    FROM superseded_claim
    UNION ALL BY NAME
    SELECT
        texts.article_id, texts.version, claim.char_start, claim.sentence, claim.quote, claim.value, claim.value_high, claim.unit,
        claim.indicator, claim.breakdown, claim.entity, claim.ref_area, claim.measure, claim.base, claim.qualifier, claim.modality,
        claim.period_start, claim.period_end
    FROM texts INNER JOIN claim ON claim.article_id = texts.article_id
    WHERE texts.valid_to IS NULL
),

-- what a claim states, whatever its place; a claim that both texts state is no change
stated AS (
    SELECT
        told.*,
        row(
            value, value_high, unit, indicator, breakdown, entity, ref_area, measure, base, qualifier, modality, period_start, period_end
        )::VARCHAR AS facts,
        row_number() OVER (PARTITION BY article_id, version, facts ORDER BY char_start) AS nth
    FROM told
),

lost AS (
    SELECT changes.article_id, changes.version, stated.* EXCLUDE (article_id, version)
    FROM changes INNER JOIN stated ON stated.article_id = changes.article_id AND stated.version = changes.version
),

won AS (
    SELECT changes.article_id, changes.version, stated.* EXCLUDE (article_id, version)
    FROM changes INNER JOIN stated ON stated.article_id = changes.article_id AND stated.version = changes.version + 1
),

old AS (
    SELECT
        lost.*,
        row_number() OVER (
            PARTITION BY
                lost.article_id, lost.version, lost.indicator, lost.breakdown, lost.entity, lost.ref_area, lost.measure, lost.modality,
                lost.period_end
            ORDER BY lost.char_start
        ) AS place
    FROM lost ANTI JOIN won USING (article_id, version, facts, nth)
),

new AS (
    SELECT
        won.*,
        row_number() OVER (
            PARTITION BY
                won.article_id, won.version, won.indicator, won.breakdown, won.entity, won.ref_area, won.measure, won.modality,
                won.period_end
            ORDER BY won.char_start
        ) AS place
    FROM won ANTI JOIN lost USING (article_id, version, facts, nth)
),

figures AS (
    SELECT
        coalesce(old.article_id, new.article_id) AS article_id,
        coalesce(old.version, new.version) AS version,
        CASE WHEN old.value IS NULL THEN 'added' WHEN new.value IS NULL THEN 'removed' ELSE 'corrected' END AS what,
        coalesce(new.indicator, old.indicator) AS indicator,
        coalesce(new.ref_area, old.ref_area) AS ref_area,
        coalesce(new.measure, old.measure) AS measure,
        period_label(coalesce(new.period_start, old.period_start), coalesce(new.period_end, old.period_end)) AS period,
        old.value AS old_value,
        new.value AS new_value,
        coalesce(new.unit, old.unit) AS unit,
        old.sentence AS old_sentence,
        new.sentence AS new_sentence
    FROM old
    FULL JOIN new
        ON new.article_id = old.article_id AND new.version = old.version AND new.indicator = old.indicator
        AND new.breakdown = old.breakdown AND new.entity = old.entity AND new.ref_area = old.ref_area AND new.measure = old.measure
        AND new.modality = old.modality AND new.period_end IS NOT DISTINCT FROM old.period_end AND new.place = old.place
),

corrected AS (
    SELECT changes.* EXCLUDE (version, is_gone, old_lines, new_lines), figures.* EXCLUDE (article_id, version)
    FROM figures
    INNER JOIN changes ON changes.article_id = figures.article_id AND changes.version = figures.version
),

reworded AS (
    SELECT
        changes.* EXCLUDE (version, is_gone, old_lines, new_lines),
        CASE WHEN changes.is_gone THEN 'dropped' ELSE 'reworded' END AS what,
        changes.old_lines[1] AS old_sentence,
        changes.new_lines[1] AS new_sentence
    FROM changes
    ANTI JOIN figures ON figures.article_id = changes.article_id AND figures.version = changes.version
),

late AS (
    SELECT
        article.article_id,
        article.issue_id,
        article.source_id,
        article.published_on,
        article.title,
        article.url,
        article.valid_from AS known_from,
        article.seen_at,
        'late' AS what
    FROM article
    ANTI JOIN superseded ON superseded.article_id = article.article_id
    WHERE article.valid_from > article.published_on
),

absent AS (
    SELECT
        article.article_id,
        article.issue_id,
        article.source_id,
        article.published_on,
        article.title,
        article.url,
        article.absent_since::DATE AS known_from,
        article.absent_since AS seen_at,
        article.absent_why AS what
    FROM article
    WHERE article.absent_since IS NOT NULL
),

everything AS (
    FROM corrected UNION ALL BY NAME FROM reworded UNION ALL BY NAME FROM late UNION ALL BY NAME FROM absent
)

SELECT
    everything.source_id,
    coalesce(source.name, everything.source_id) AS source,
    everything.published_on,
    everything.known_from,  -- the day from which on it is known so
    everything.seen_at,  -- when it was seen, UTC
    everything.what,  -- corrected, added, removed, reworded, dropped, late, vanished (from its list), gone (404), emptied, unreadable
    everything.title,
    everything.indicator,
    everything.ref_area,
    everything.measure,
    everything.period,
    everything.old_value,  -- the figure as it was printed before, in its own unit
    everything.new_value,  -- the figure as it is printed now
    everything.unit,
    everything.old_sentence,  -- what was shown before; of other words around the same figures the first paragraph that changed
    everything.new_sentence,  -- what is shown now
    everything.article_id,
    everything.issue_id,
    everything.url
FROM everything
LEFT JOIN source ON source.source_id = everything.source_id;
