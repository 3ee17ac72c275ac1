-- grain: none: drops what sql/steps/derive kept for the length of one transaction
DROP TABLE IF EXISTS incoming_derived;
DROP TABLE IF EXISTS outgoing_derived;
DROP TABLE IF EXISTS added_derived;
