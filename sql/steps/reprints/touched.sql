-- grain: one row per reprint whose original is another
-- reads: changed_reprint
INSERT INTO touched SELECT DISTINCT 'reprint' AS what, article_id AS id, published_on, 'another original' AS why FROM changed_reprint;
