SELECT
    published_on::VARCHAR AS published_on,
    bool_and(preferred_day(preference(corrected, suspect, qualifier, published_on, digits)) = published_on) AS is_that_day
FROM (VALUES (DATE '1949-10-01'), (DATE '2025-03-08'), (DATE '2100-02-28')) AS days (published_on)
CROSS JOIN (VALUES (TRUE), (FALSE)) AS corrections (corrected)
CROSS JOIN (VALUES (TRUE), (FALSE)) AS doubts (suspect)
CROSS JOIN (VALUES ('eq'), ('about')) AS qualifiers (qualifier)
CROSS JOIN (VALUES (1), (255), (999)) AS lengths (digits)
GROUP BY published_on
ORDER BY published_on
