FROM claims ORDER BY source
