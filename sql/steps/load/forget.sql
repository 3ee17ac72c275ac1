-- grain: none: drops what sql/steps/load kept for the length of one transaction
DROP TABLE IF EXISTS incoming_issue;
DROP TABLE IF EXISTS incoming_article;
DROP TABLE IF EXISTS incoming_numeral;
DROP TABLE IF EXISTS incoming_claim;
DROP TABLE IF EXISTS outgoing_article;
DROP TABLE IF EXISTS outgoing_numeral;
DROP TABLE IF EXISTS outgoing_claim;
DROP TABLE IF EXISTS added_numeral;
DROP TABLE IF EXISTS added_claim;
DROP TABLE IF EXISTS counted_issue;
DROP TABLE IF EXISTS changed_issue;
