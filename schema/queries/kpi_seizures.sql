-- Seizures whose stamp lies within two days of days ?1 to ?2: at, how it was written, office, type, value
-- (minor units).
SELECT at, stamp_form & 3, office, type, value
FROM seizure
WHERE at BETWEEN (?1 - 2) * 86400 AND (?2 + 3) * 86400;
