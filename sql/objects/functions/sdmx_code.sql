-- grain: one value: a text as an id of an SDMX code list, whose ids are Latin letters, digits, _ @ $ and - only. Such a text is its own
-- code; % is PT, as in CL_UNIT_MEASURE; any other, 个 or a phrase, is X and 15 hexadecimal digits of its md5: the same text gives the
-- same code for ever, and the code list names it
CREATE OR REPLACE MACRO sdmx_code(said) AS
    CASE
        WHEN regexp_full_match(said, '[A-Za-z0-9_@$-]+') THEN said
        WHEN said = '%' THEN 'PT'
        ELSE 'X' || upper(left(md5(said), 15))
    END;
