-- grain: one row per claim: one printed number in one article, with what it says; as printed, never corrected here
CREATE TABLE claim (
    claim_id VARCHAR,  -- <article_id>:<char_start>-<char_end>
    article_id VARCHAR,  -- where it was printed
    issue_id VARCHAR,  -- the article's issue
    source_id VARCHAR,  -- the paper
    published_on DATE,  -- the day printed on the paper
    char_start INTEGER,  -- offset of the quote in the article's text, in characters
    char_end INTEGER,  -- exclusive
    sentence VARCHAR USING COMPRESSION zstd,  -- the proof, verbatim
    quote VARCHAR,  -- the value's expression, verbatim
    value DECIMAL(38, 10),  -- in the base unit; changes and growth signed. 28 digits before the point, 10 behind it
    value_high DECIMAL(38, 10),  -- upper end of a range, else NULL
    unit VARCHAR,  -- base unit: CNY, %, pp, 家, 个
    indicator VARCHAR,  -- what is measured, in the article's words
    breakdown VARCHAR,  -- the part of it that is meant; empty for the whole
    entity VARCHAR,  -- the company, bank, association or other named body whose figure it is; empty for places and the nation
    ref_area VARCHAR,  -- CN, WORLD, ISO 3166-2, or the place as printed
    measure VARCHAR,  -- level, change, growth, share, ratio, ...
    base VARCHAR,  -- what a change is against: yoy, mom, a year or a date; else NULL
    qualifier VARCHAR,  -- eq, gt, lt, about
    modality VARCHAR,  -- actual, target, forecast
    period_start DATE,  -- first day; NULL for an instant
    period_end DATE,  -- last day or the instant; NULL where only the publication date is known
    period_text VARCHAR,  -- the words that said when
    tier VARCHAR,  -- must, may
    lang VARCHAR,  -- zh, en
    rule_trail VARCHAR[],  -- the rules that made it
    confidence DECIMAL(4, 3),  -- 0 to 1
    suspect BOOLEAN,  -- visibly wrong as printed
    suggested DECIMAL(38, 10),  -- what it must have been, where the text shows it
    translation_of VARCHAR,  -- the Chinese claim that this one translates
    series_id UBIGINT,  -- its series, as of the last refresh: the readers' copy lies by it; NULL until the refresh
    code_version VARCHAR,  -- the extractor that first gave this row
    recorded_from TIMESTAMP  -- since when the row stands as it is, UTC
);
