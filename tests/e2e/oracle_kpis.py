"""The figures that declarations alone tell, from the definitions and from nothing else.

value(kpi, by, where, first, last, now) gives a dictionary from a tuple of dimension values (and category) to a dictionary from
statistic to (value, n); "coverage" stands beside the statistics where the definition leaves no doubt about it.
"""
import datetime as dt
import math
from collections import defaultdict
from fractions import Fraction

import oracle
from oracle import STRICT, before

INSPECTION_COST = 40        # a setting: what an inspection costs
HOUR, LAST_SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=86399)
OWNERS = ("customs", "agency", "trader", "terminal", "shared")
registered = lambda d: d.ldg
released = lambda d: d.rel
paid_or_released = lambda d: d.pay or d.rel
known = lambda d, column: d.money[column] is not None
amount = lambda d, column: d.money[column] or 0


def wilson(k, n):
    """Wilson (1927), 95 %."""
    z = 1.959963984540054
    p, zz = k / n, z * z
    centre, half = p + zz / (2 * n), z * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return (centre - half) / (1 + zz / n), (centre + half) / (1 + zz / n)


def rate(flags, missed=None):
    n, k = len(flags), sum(flags)
    out = {"rate": (k / n if n else None, n)}
    if n:
        out["interval"] = wilson(k, n)
    if missed is not None:
        out["coverage"] = n / (n + missed) if n + missed else None
    return out


def elapsed(start, end, zone):
    """Between two readings of the same wall clock, which may have been put forward in between."""
    return end.replace(tzinfo=zone).astimezone(oracle.UTC) - start.replace(tzinfo=zone).astimezone(oracle.UTC)


def nearest_rank(values, percent):
    return sorted(values)[math.ceil(Fraction(percent, 100) * len(values)) - 1]


class Kpis(oracle.Pack):
    TIMES = ("release_time_total", "customs_clearance_time", "lodgement_to_release", "lodgement_lag", "port_dwell_time", "removal_lag",
             "assess_time", "payment_lag", "pay_to_release", "query_time", "oga_hold_time", "inspection_wait", "inspection_time")

    # id: cohort, eligible, holds (None: eligible, but not recorded: it lowers the coverage), and whether that coverage is beyond doubt
    RATES = {
        "physical_inspection_rate": (registered, lambda d: d.selected, lambda d: d.physical),
        "document_check_rate": (registered, lambda d: d.selected, lambda d: bool(d.documents)),
        "nii_rate": (registered, lambda d: d.selected, lambda d: d.scanner),
        "nii_confirm_rate": (registered, lambda d: d.suspect and d.physical, lambda d: d.physical_hit),
        "hit_rate": (registered, lambda d: d.outcomes, lambda d: d.hit),
        "hit_rate_significant": (registered, lambda d: d.outcomes, lambda d: d.hit and (d.serious or d.hit_adjustment > 0)),
        "document_hit_rate": (registered, lambda d: d.documents,
                              lambda d: "noncompliant" in d.document_outcomes if d.document_outcomes else None),
        "rule_yield": (registered, lambda d: d.outcomes and d.row.get("rule_id"), lambda d: d.hit),
        "random_share": (registered, lambda d: d.row.get("select_reason") not in ("", "none"),
                         lambda d: d.row["select_reason"] == "random"),
        "green_leakage": (registered, lambda d: d.lane in ("green", "blue") and (d.audited or Kpis.random_result(d)),
                          lambda d: d.audit_hit or (Kpis.random_result(d) and d.hit)),
        "red_not_inspected": (registered, lambda d: d.lane == "red" and (d.rel or d.row["status"] in ("released", "exited")),
                              lambda d: not d.physical and not Kpis.excused(d)),
        "assignment_bypass_rate": (registered, lambda d: d.row["assigned_by"] or d.row["officer_id"],
                                   lambda d: d.row["assigned_by"] != "system" if d.row["assigned_by"] else None),
        "trivial_adjustment_share": (registered, lambda d: d.adjustment is not None and d.adjustment > 0, lambda d: d.adjustment < INSPECTION_COST),
        "reroute_up_rate": (registered, lambda d: d.selected, lambda d: d.lane and STRICT[d.lane_final] > STRICT[d.lane]),
        "reroute_down_rate": (registered, lambda d: d.selected, lambda d: d.lane and STRICT[d.lane_final] < STRICT[d.lane]),
        "query_rate": (registered, lambda d: True, lambda d: d.pairs["QRY"][1]),
        "pre_arrival_rate": (registered, lambda d: True, lambda d: before(d.ldg, d.arr) if d.arr else None),
        "same_day_rate": (registered, lambda d: True, lambda d: bool(d.asm) and d.asm.day == d.ldg.day),
        "multi_inspection_rate": (registered, lambda d: d.agencies, lambda d: len(d.agencies) > 1),
        "paperless_rate": (registered, lambda d: True, lambda d: d.row["paper"] == "0" if d.row.get("paper") else None),
        "aeo_share_count": (registered, lambda d: True, lambda d: d.row["aeo"] == "1"),
        "sequence_error_rate": (registered, lambda d: True, lambda d: d.out_of_order),
        "released_on_arrival_rate": (released, lambda d: True,
                                     lambda d: d.rel.utc <= d.arr.utc + HOUR if d.arr and not d.arr.day_only and not d.rel.day_only else None),
        "epay_share_count": (paid_or_released, lambda d: known(d, "paid_amount"), lambda d: d.row["payment_mode"] == "electronic"),
    }
    @staticmethod
    def excused(d):
        """Moved to a looser lane by the system, or for a reason that somebody wrote down."""
        return STRICT[d.lane_final] < STRICT["red"] and d.reroute and (d.reroute["automatic"] == "1" or d.reroute["reason"])

    NO_COVERAGE = ("hit_rate", "hit_rate_significant", "rule_yield", "aeo_share_count", "epay_share_count")
    UNFILTERED = ("epay_share", "epay_share_count")     # money: what was paid was collected

    # Sums over sums: cohort, top, bottom, counts.
    RATIOS = {
        "epay_share": (paid_or_released, lambda d: amount(d, "paid_amount") if d.row["payment_mode"] == "electronic" else 0,
                       lambda d: amount(d, "paid_amount")),
        "sw_share": (registered, lambda d: sum(p.get("single_window") == "1" for p in d.permits), lambda d: len(d.permits)),
        "aeo_share": (registered, lambda d: amount(d, "cif_value") if d.row["aeo"] == "1" else 0, lambda d: amount(d, "cif_value")),
        "effective_tax_rate": (registered, lambda d: amount(d, "assessed_final") if known(d, "cif_value") else 0,
                               lambda d: amount(d, "cif_value") if known(d, "assessed_final") else 0),
        "exemption_ratio": (registered, lambda d: amount(d, "exempt_amount"),
                            lambda d: amount(d, "exempt_amount") + amount(d, "paid_amount")),
        "control_adjustment_yield": (registered, lambda d: d.adjustment or 0, lambda d: amount(d, "assessed_initial")),
        "adjustment_per_inspection": (registered, lambda d: d.adjustment or 0 if d.inspections else 0, lambda d: d.inspections),
    }
    COUNTS = {
        "declarations_registered": (registered, lambda d: True),
        "declarations_released": (released, lambda d: True),
        "nii_suspects_unopened": (registered, lambda d: d.suspect and not d.physical),
    }

    @staticmethod
    def random_result(d):
        return d.row.get("select_reason") == "random" and bool(d.outcomes)

    def value(self, kpi, by=(), where=None, first=dt.date.min, last=dt.date.max, now=None):
        where = where or {}
        pool = self.all if kpi in self.UNFILTERED else self.live
        if kpi in self.TIMES:
            groups = self.groups(pool, released, by, where, first, last, lambda d: self.time(kpi, d))
            return {k: self.times(v) for k, v in groups.items()}
        if kpi in self.RATES:
            return self.rates_by(kpi, pool, by, where, first, last)
        if kpi in self.RATIOS:
            cohort, top, bottom = self.RATIOS[kpi]
            return self.ratio(pool, cohort, by, where, first, last, top, bottom)
        if kpi in self.COUNTS:
            cohort, holds = self.COUNTS[kpi]
            groups = self.groups(pool, cohort, by, where, first, last, lambda d: bool(holds(d)))
            return {k: {"count": (sum(v), sum(v))} for k, v in groups.items()}
        return getattr(self, "kpi_" + kpi)(by, where, first, last, now)

    def groups(self, pool, cohort, by, where, first, last, look):
        out = defaultdict(list)
        for d, at in self.pick(pool, cohort, first, last, where):
            for key in self.keys(d, by, at):
                out[key].append(look(d))
        return out

    def times(self, values):
        used = [v for v in values if isinstance(v, float)]
        eligible = sum(v != "no" for v in values)
        if not used:
            return {"p50": (None, 0), "p90": (None, 0), "mean": (None, 0), "coverage": 0.0 if eligible else None}
        return {"p50": (nearest_rank(used, 50), len(used)), "p90": (nearest_rank(used, 90), len(used)),
                "mean": (math.fsum(used) / len(used), len(used)), "coverage": len(used) / eligible}

    def rates_by(self, kpi, pool, by, where, first, last):
        cohort, eligible, holds = self.RATES[kpi]
        if kpi == "sequence_error_rate":
            holds = self.out_of_order
        look = lambda d: (None if holds(d) is None else bool(holds(d))) if eligible(d) else "no"
        groups = self.groups(pool, cohort, by, where, first, last, look)
        out = {}
        for key, flags in groups.items():
            flags = [f for f in flags if f != "no"]
            if flags:
                out[key] = rate([f for f in flags if f is not None], None if kpi in self.NO_COVERAGE else sum(f is None for f in flags))
        return out

    def ratio(self, pool, cohort, by, where, first, last, top, bottom):
        groups = self.groups(pool, cohort, by, where, first, last, lambda d: (Fraction(top(d)), Fraction(bottom(d))))
        sums = {k: (sum(a for a, _ in v), sum(b for _, b in v)) for k, v in groups.items()}
        return {k: {"ratio": (float(a / b) if b else None, None)} for k, (a, b) in sums.items()}

    def shares(self, groups, names):
        out = {}
        for key, parts in groups.items():
            total = sum(parts.values())
            for name in names or [n for n in parts if n]:
                out[key + (name,)] = {"share": (parts[name] / total if total else None, None)}
        return out

    # -- one figure each ------------------------------------------------------------------------------------------
    def kpi_amendment_rate(self, by, where, first, last, now):
        """The one figure that cancelled, rejected and test files are in."""
        groups = self.groups(self.all, registered, by, where, first, last, lambda d: bool(d.amended or d.cancelled))
        return {k: rate(v, 0) for k, v in groups.items()}

    def kpi_predictability_ratio(self, by, where, first, last, now):
        times = self.value("release_time_total", by, where, first, last)
        return {k: {"ratio": (v["p90"][0] / v["p50"][0] if v["p50"][0] else None, v["p50"][1])} for k, v in times.items()}

    def kpi_party_time_share(self, by, where, first, last, now):
        groups = defaultdict(lambda: defaultdict(float))
        for d, at in self.pick(self.live, released, first, last, where):
            for owner, seconds in (self.owners(d) or {}).items():
                for key in self.keys(d, by, at):
                    groups[key][owner] += seconds
        return self.shares(groups, OWNERS)

    def lanes(self, of, name, by, where, first, last):
        groups = defaultdict(lambda: defaultdict(int))
        for d, at in self.pick(self.live, registered, first, last, where):
            if d.selected:
                for key in self.keys(d, by, at):
                    groups[key][of(d)] += 1
        found = self.shares(groups, None)
        return {key[:-1] if name in by else key: v for key, v in found.items()}

    def kpi_channel_share(self, by, where, first, last, now):
        return self.lanes(lambda d: d.lane, "lane", by, where, first, last)

    def kpi_channel_final_share(self, by, where, first, last, now):
        return self.lanes(lambda d: d.lane_final, "lane_final", by, where, first, last)

    def kpi_result_recorded_rate(self, by, where, first, last, now):
        """Over inspections, not declarations."""
        groups = self.groups(self.live, registered, by, where, first, last, lambda d: (d.recorded, d.inspections))
        out = {}
        for key, pairs in groups.items():
            k, n = sum(a for a, _ in pairs), sum(b for _, b in pairs)
            if n:
                out[key] = rate([True] * k + [False] * (n - k))
        return out

    def kpi_lift_vs_random(self, by, where, first, last, now):
        look = lambda d: (d.row.get("select_reason"), d.hit) if d.outcomes else (None, None)
        out = {}
        for key, found in self.groups(self.live, registered, by, where, first, last, look).items():
            risk, chance = [h for r, h in found if r in ("rule", "model")], [h for r, h in found if r == "random"]
            ok = risk and any(chance)
            out[key] = {"ratio": ((sum(risk) / len(risk)) / (sum(chance) / len(chance)) if ok else None, None)}
        return out

    def kpi_milestone_coverage(self, by, where, first, last, now):
        look = lambda d: [self.time(kpi, d) for kpi in self.TIMES]
        out = {}
        for key, found in self.groups(self.live, released, by, where, first, last, look).items():
            values = [v for times in found for v in times if v != "no"]
            out[key] = {"share": (sum(isinstance(v, float) for v in values) / len(values) if values else None, len(found))}
        return out

    def last_day(self):
        """Of all data: what was to come after it is not known to be late."""
        told = [s.day for d in self.all for s in (d.ldg, d.asm, d.pay, d.rel) if s]
        return max(told + [dt.date.fromisoformat(r["day"]) for r in self.book] + [dt.date.fromisoformat(r["at"][:10]) for r in self.seizures]
                   + [dt.date.fromisoformat(r["closed_on"]) for r in self.audits if r["closed_on"]])

    # -- by deadline, and stocks ----------------------------------------------------------------------------------
    def moment(self, office, last, now):
        """Local time of T: the end of the last day, or now."""
        t = now.astimezone(self.zone(office)).replace(tzinfo=None)
        return min(t, dt.datetime.combine(last + dt.timedelta(1), dt.time())) if last < dt.date.max else t

    def deadline(self, start, hours, holds, by, where, first, last, now):
        """Of those whose time ran out in the period and by now: hours elapse, days and periods are local."""
        groups = defaultdict(list)
        last = min(last, self.last_day())
        for d in self.live:
            at = start(d)
            if at is None:
                continue
            end = oracle.Stamp((at.utc + hours(d) * HOUR).isoformat(), self.zone(d.office))
            end.day_only = at.day_only
            if end.utc > now or not first <= end.day <= last or not self.passes(d, where, end):
                continue
            for key in self.keys(d, by, end):
                groups[key].append(None if at.day_only else holds(d, end))
        return {k: rate([f for f in v if f is not None], sum(f is None for f in v)) for k, v in groups.items()}

    def kpi_slow_file_rate(self, by, where, first, last, now):
        late = lambda d, end: None if d.asm and d.asm.day_only else not d.asm or d.asm.utc > end.utc
        return self.deadline(lambda d: d.ldg, lambda d: 120, late, by, where, first, last, now)

    def kpi_open_aged(self, by, where, first, last, now):
        groups = defaultdict(lambda: {"24h": 0, "72h": 0, "168h": 0})
        for d in self.live:
            zone = self.zone(d.office)
            t = self.moment(d.office, last, now)
            if d.ldg.local > t or (d.rel and d.rel.local <= t):
                continue
            if not d.rel and d.row.get("status") in ("released", "exited", "seized", "abandoned"):
                continue
            if not self.passes(d, where, d.ldg):
                continue
            # a date alone is never midnight: no file may look older than it is, so its hour is the last of its day
            end = lambda s: s.local + dt.timedelta(days=int(s.day_only))
            start = end(d.ldg)
            if d.arr and end(d.arr) <= t and end(d.arr) > start:
                start = end(d.arr)
            for key in self.keys(d, by, d.ldg):
                for age in groups[key]:
                    groups[key][age] += elapsed(start, t, zone) > dt.timedelta(hours=int(age[:-1]))
        return {key + (age,): {"count": (n, None)} for key, ages in groups.items() for age, n in ages.items()}

    def kpi_data_freshness(self, by, where, first, last, now):
        """Of several posts the middle one. A date alone is taken as the end of its day; of a declaration that goes on after T its main
        milestones alone are known."""
        end = lambda s: s.local + int(s.day_only) * LAST_SECOND
        main = ("LDG", "ARR", "ASM", "PAY", "REL", "GOUT")
        newest = defaultdict(dict)
        for d in self.live:
            t = self.moment(d.office, last, now)
            known_by_t = d.newest if all(end(s) <= t for s in d.newest) else [d.at[c] for c in main if d.at[c]]
            told = [min(end(s), t) for s in known_by_t if s.local <= t]
            if told and self.passes(d, where, d.ldg):
                for key in self.keys(d, by, d.ldg):
                    age = elapsed(max(told), t, self.zone(d.office)) / HOUR
                    newest[key][d.office] = min(age, newest[key].get(d.office, age))
        return {k: {"p50": (nearest_rank(list(v.values()), 50), len(v))} for k, v in newest.items()}

    def kpi_aeo_advantage(self, by, where, first, last, now):
        """Others weighted to the mix of the authorised, over the chapters and modes that both have; medians by nearest rank."""
        look = lambda d: (d.row.get("hs", "")[:2], d.row.get("mode"), d.row["aeo"], self.time("release_time_total", d))
        out = {}
        for key, found in self.groups(self.live, released, by, where, first, last, look).items():
            kinds = defaultdict(lambda: {"0": [], "1": []})
            for chapter, mode, aeo, hours in found:
                if isinstance(hours, float):
                    kinds[chapter, mode][aeo or "0"].append(hours)
            both = [k for k in kinds.values() if k["0"] and k["1"]]
            authorised = [(h, Fraction(1)) for k in both for h in k["1"]]
            others = [(h, Fraction(len(k["1"]), len(k["0"]))) for k in both for h in k["0"]]
            a, o = self.weighted_median(authorised), self.weighted_median(others)
            out[key] = {"ratio": (o / a if a else None, len(authorised) + len(others))}
        return out

    @staticmethod
    def weighted_median(pairs):
        total, so_far = sum(w for _, w in pairs), 0
        for value, weight in sorted(pairs):
            so_far += weight
            if so_far * 2 >= total:
                return value
        return None
