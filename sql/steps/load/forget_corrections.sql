-- grain: none: drops what the reading of corrections kept for the length of one transaction
DROP TABLE IF EXISTS incoming_correction;
DROP TABLE IF EXISTS placed_correction;
DROP TABLE IF EXISTS declared_correction;
DROP TABLE IF EXISTS touched_correction;
