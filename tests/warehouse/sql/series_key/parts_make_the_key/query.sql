SELECT
    series_key('a', NULL, '', '', 'CN', 'level', NULL, '个', 'actual') = series_key('a', NULL, '', '', 'CN', 'level', '', '个', 'actual') AS alike,
    series_key('a', NULL, '', '', 'CN', 'level', NULL, '个', 'actual') <> series_key('a', NULL, '', '', 'CN', 'level', NULL, '个', 'target') AS apart,
    series_key('a', NULL, '', '', 'CN', 'level', NULL, '个', 'actual') <> series_key(NULL, 'a', '', '', 'CN', 'level', NULL, '个', 'actual') AS phrase_apart,
    series_key('a', NULL, '', '', 'CN', 'level', NULL, '个', 'actual') <> series_key('a', NULL, '', 'b', 'CN', 'level', NULL, '个', 'actual') AS entity_apart
