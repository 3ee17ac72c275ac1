-- grain: one row, of the series with the public key $key ($id is its id where the key is one, $indicator_id its first part)
SELECT series_named.*
FROM series_named
WHERE (series_named.series_id = $id OR series_named.indicator_id = $indicator_id) AND series_named.series = $key;
