-- grain: one row per stored shape of a source's pages in a layout
SELECT
    ask,
    digest,
    marks
FROM page_skeleton
WHERE source_id = $source_id AND layout = $layout
ORDER BY ask, digest;
