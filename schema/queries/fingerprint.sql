-- What tells one state of the data from another: the digests of all files loaded, in order.
SELECT sha256, rows, kind FROM batch ORDER BY id
