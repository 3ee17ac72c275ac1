-- grain: one row per source: a paper or a list of releases
CREATE TABLE source (
    source_id VARCHAR,  -- rmrb, fzrb, gxdb, miit
    name VARCHAR,  -- its name in its own language, such as 法治日报
    name_en VARCHAR,  -- its name in English
    kind VARCHAR,  -- paper, releases, document
    url VARCHAR  -- where it is published; empty where unknown
);
