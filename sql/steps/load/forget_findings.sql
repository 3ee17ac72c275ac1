-- grain: none: drops what the storing of findings kept for the length of one transaction
DROP TABLE IF EXISTS incoming_finding;
DROP TABLE IF EXISTS open_finding;
DROP TABLE IF EXISTS closed_finding;
DROP TABLE IF EXISTS added_finding;
DROP TABLE IF EXISTS asked_rule;
DROP TABLE IF EXISTS check_run;
DROP TABLE IF EXISTS in_reach;
