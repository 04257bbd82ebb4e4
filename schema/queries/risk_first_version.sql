-- What declaration ?1 said before it was amended: columns as those of risk_declarations from the regime on to the tax assessed at
-- first. The oldest by the sender's own count, else by when it came.
SELECT regime, mode, importer_id, broker_id, origin, hs, item_count, gross_kg, cif_value, currency, assessed_initial
FROM declaration_version
WHERE declaration = ?1
ORDER BY version IS NULL, version, id
LIMIT 1
