-- grain: one row per text that an article had before its publisher changed it, and the days on which it was known so
CREATE TABLE superseded_article AS
SELECT
    * EXCLUDE (absent_since, absent_why, code_version, recorded_from),
    NULL::INTEGER AS version,  -- the article's first text is 1, what replaced it 2
    NULL::DATE AS valid_to,  -- the day on which the next text was seen; the same as valid_from where it stood for less than a day
    NULL::TIMESTAMP AS seen_to  -- when the next text was seen, UTC
FROM article
WHERE false;
