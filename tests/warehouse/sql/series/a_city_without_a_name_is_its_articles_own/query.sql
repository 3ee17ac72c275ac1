SELECT ref_area, n_observations FROM series ORDER BY ref_area;
