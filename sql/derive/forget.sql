-- grain: none: drops what sql/derive kept for the length of one transaction
DROP TABLE IF EXISTS incoming_derived;
DROP TABLE IF EXISTS outgoing_derived;
DROP TABLE IF EXISTS added_derived;
