-- grain: one row per article, as the parser gave it; offsets of claims and numerals count its text's characters
CREATE TABLE article (
    article_id VARCHAR,  -- its key
    issue_id VARCHAR,  -- the issue it was printed in
    source_id VARCHAR,  -- the paper
    published_on DATE,  -- the day printed on the paper
    kind VARCHAR,  -- article, photo, continuation
    lang VARCHAR,  -- zh, en: the language of most of it
    page VARCHAR,  -- page number as printed
    page_name VARCHAR,  -- the page's name, such as 要闻
    ordinal INTEGER,  -- place on the page, from 1
    kicker VARCHAR,  -- 引题
    title VARCHAR,  -- the title
    subtitle VARCHAR,  -- 副题
    byline VARCHAR,  -- who wrote it
    credit VARCHAR,  -- 来源: whose text it is
    url VARCHAR,  -- where it stands; empty for a document
    text VARCHAR USING COMPRESSION zstd,  -- the stored text, paragraphs parted by one line feed
    paragraphs STRUCT(char_start INTEGER, char_end INTEGER, role VARCHAR, lang VARCHAR, pair INTEGER)[],  -- its stretches
    segments STRUCT(text_start INTEGER, source_start INTEGER, length INTEGER)[],  -- where its characters stand in the file
    valid_from DATE,  -- since when this text is known: the day of publication, or the day on which the publisher was seen to have changed it
    seen_at TIMESTAMP,  -- when it was first seen to read so, UTC; NULL for a document
    absent_since TIMESTAMP,  -- since when the publisher shows it no more, UTC; NULL where it does
    absent_why VARCHAR,  -- vanished from its list, gone (404), emptied; empty where it is shown
    code_version VARCHAR,  -- the code that first gave this row
    recorded_from TIMESTAMP  -- since when the row stands as it is, UTC
);
