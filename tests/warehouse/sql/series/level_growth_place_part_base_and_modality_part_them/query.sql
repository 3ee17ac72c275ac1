FROM series ORDER BY ref_area, breakdown, measure DESC, base, modality
