-- Regimes under which duty is suspended, told by the first digit of the procedure (5 processing and temporary admission,
-- 7 warehousing, 8 transit; letters before it, as in IM7, say nothing): regime, how many there are.
SELECT id, count(*) OVER ()
FROM code
WHERE list = 'regime' AND substr(ltrim(upper(text), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ -'), 1, 1) IN ('5', '7', '8');
