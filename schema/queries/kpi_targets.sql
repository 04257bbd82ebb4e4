-- All targets: kpi, office, flow, mode (0: all of them), first and last day, value, band.
SELECT kpi, coalesce(office, 0), coalesce(flow, 0), coalesce(mode, 0), "from", "to", value, low, high
FROM target
ORDER BY kpi, "from", "to", office, flow, mode;
