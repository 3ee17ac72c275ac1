-- grain: one row: how many derivations there are, how many came, how many went
-- reads: added_derived, incoming_derived, outgoing_derived
SELECT
    (SELECT count(*) FROM incoming_derived) AS derived,
    (SELECT count(*) FROM added_derived) AS added,
    (SELECT count(*) FROM outgoing_derived) AS removed;
