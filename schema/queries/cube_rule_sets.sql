-- Sets of risk rules that declarations name.
SELECT id, text FROM code WHERE list = 'rule_set'
