-- grain: a value; whether what was read may not be what is printed: a claim as likely wrong as right in period, place, body, name,
-- measure or modality, or a quote that continues another number (1 billion 110 million, read as 110 million); it proves nothing alone
CREATE OR REPLACE MACRO is_doubtful_reading(confidence, sentence, quote) AS (
    coalesce(confidence < 0.5, FALSE)
    -- the quote's place is marked, so that one pattern serves all: one of its own for each takes 18 µs to compile
    OR regexp_matches(replace(sentence, quote, chr(1)), '(thousand|million|billion|trillion|[万亿萬億]) ?\x01')
);
