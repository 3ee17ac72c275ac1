-- grain: none: drops what the checks of numbers looked at
DROP TABLE IF EXISTS examined_issue;
DROP TABLE IF EXISTS examined_series;
DROP TABLE IF EXISTS examined_claim;
DROP TABLE IF EXISTS examined_period;
DROP TABLE IF EXISTS reference;
DROP TABLE IF EXISTS factor_vote;
DROP TABLE IF EXISTS factor_doubt;
DROP TABLE IF EXISTS settled_period;
DROP MACRO TABLE IF EXISTS period_of;
DROP TABLE IF EXISTS told_part;
