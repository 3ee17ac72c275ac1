-- grain: none: drops what sql/steps/reprints kept for the length of one transaction
DROP TABLE IF EXISTS signed_article;
DROP TABLE IF EXISTS incoming_signature;
DROP TABLE IF EXISTS outgoing_signature;
DROP TABLE IF EXISTS added_signature;
DROP TABLE IF EXISTS moved_signature;
DROP TABLE IF EXISTS near_signature;
DROP TABLE IF EXISTS near_band;
DROP TABLE IF EXISTS looked_for;
DROP TABLE IF EXISTS incoming_reprint;
DROP TABLE IF EXISTS stored_reprint;
DROP TABLE IF EXISTS moved_reprint;
