-- grain: a value; a printed value in the unit that its series keeps, to fourteen digits: no press prints more
CREATE OR REPLACE MACRO converted(value, factor) AS
CASE WHEN factor = 1 THEN value ELSE format('{:.13e}', value::DOUBLE * factor)::DECIMAL(38, 10) END;
