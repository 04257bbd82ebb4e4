-- Names of attributes (0) and measures (1) that profiles brought.
SELECT id, text, list = 'measure' FROM code WHERE list IN ('attribute', 'measure') ORDER BY text
