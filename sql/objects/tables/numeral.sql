-- grain: one row per numeral printed in an issue, and what became of it
CREATE TABLE numeral (
    issue_id VARCHAR,  -- the issue it was printed in
    published_on DATE,  -- the day printed on the paper
    article_id VARCHAR,  -- its article; NULL for a numeral outside every article (masthead, 本期导读)
    char_start INTEGER,  -- offset in the article's text; outside articles, in the file
    char_end INTEGER,  -- exclusive
    text VARCHAR,  -- as printed
    outcome VARCHAR  -- claim, or why it is none: date, ordinal, name, ..., furniture, not_understood
);
