SELECT status, obs_status(status) AS code
FROM (SELECT unnest(['corrected', 'derived', 'estimate', 'forecast', 'missing', 'normal', 'provisional', 'suspect', 'target', 'x']) AS status)
