-- Refused rows of batch ?1 in the order of the file.
SELECT line, column, column_name, code, reason, raw FROM reject WHERE batch = ?1 ORDER BY line, rowid;
