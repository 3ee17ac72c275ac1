-- grain: one value: a name as it is compared: no blanks, quotes or marks, small letters
CREATE OR REPLACE MACRO name_key(name) AS
    lower(regexp_replace(coalesce(name, ''), '[\s“”"‘’''《》〈〉「」『』、，,。·（）()-]', '', 'g'));
