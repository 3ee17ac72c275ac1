-- grain: one row per issue of the part at hand
-- makes: part_issue
-- reads: refreshed_part
CREATE OR REPLACE TEMP TABLE part_issue AS
SELECT refreshed_part.published_on, refreshed_part.issue_id FROM refreshed_part WHERE refreshed_part.part = $part;
