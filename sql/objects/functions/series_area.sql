-- grain: one value: a claim's place as its series has it. A word for here (全市, 我省, 园区) that its article gives no name to is no
-- place that two articles share: 全市@rmrb-2025-03-02-4-1 is the city of that article, and of its reprints, alone
CREATE OR REPLACE MACRO series_area(ref_area, article_id) AS
    CASE
        WHEN regexp_full_match(
            ref_area,
            '[全我该本两各][省市区县州旗盟乡镇村疆境]|[全我该本]自治[区州县旗]|[省市区县州]内|这里|当地|本地区?|该地区?'
            || '|[全该本]?(园区|高新区|经开区|开发区|新区|自贸区|自贸试验区|试验区|示范区|保税区|综保区|自创区)'
            || '|(the |this |our )?(province|city|county|district|prefecture|region|zone|park|area)', 'i'
        ) THEN ref_area || '@' || article_id
        ELSE ref_area
    END;
