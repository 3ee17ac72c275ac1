SELECT
    is_doubtful_reading(0.9, 'capacity was 1 billion 110 million kilowatts', '110 million kilowatts') AS cut,
    is_doubtful_reading(0.9, '共1亿2000万元', '2000万元') AS cut_zh,
    is_doubtful_reading(0.9, '产值2000万元', '2000万元') AS whole,
    is_doubtful_reading(0.3, '产值2000万元', '2000万元') AS tentative;
