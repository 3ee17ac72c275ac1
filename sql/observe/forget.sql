-- grain: none: drops what sql/observe kept for the length of one transaction
DROP TABLE IF EXISTS refreshed_issue;
DROP TABLE IF EXISTS phrase;
DROP TABLE IF EXISTS keyed_claim;
DROP TABLE IF EXISTS incoming_evidence;
DROP TABLE IF EXISTS outgoing_evidence;
DROP TABLE IF EXISTS added_evidence;
DROP TABLE IF EXISTS touched_observation;
DROP TABLE IF EXISTS touched_series;
DROP TABLE IF EXISTS incoming_observation;
DROP TABLE IF EXISTS stored_observation;
DROP TABLE IF EXISTS outgoing_observation;
DROP TABLE IF EXISTS added_observation;
DROP TABLE IF EXISTS incoming_series;
DROP TABLE IF EXISTS outgoing_series;
DROP TABLE IF EXISTS added_series;
