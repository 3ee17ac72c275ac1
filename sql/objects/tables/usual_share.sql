-- grain: one row per pair of words: what is named with the one is usually so much of what is named with the other
CREATE TABLE usual_share (
    part_word VARCHAR,  -- 个体工商户
    whole_word VARCHAR,  -- 经营主体
    low DECIMAL(38, 10),  -- least share that is met with, in %
    high DECIMAL(38, 10)  -- greatest, in %
);
