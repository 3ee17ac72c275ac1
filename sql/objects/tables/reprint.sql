-- grain: one row per article that prints the text of an earlier one (or of one of the same day, the first by its key)
CREATE TABLE reprint (
    article_id VARCHAR,  -- the article
    issue_id VARCHAR,  -- its issue
    published_on DATE,  -- its day
    original_id VARCHAR,  -- the earliest article with nearly the same text
    original_published_on DATE,  -- that article's day
    similarity DECIMAL(4, 3)  -- estimated Jaccard similarity of the two, 0.7 to 1
);
