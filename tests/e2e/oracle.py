"""An independent reading of the figures: plain Python over the CSV files of a pack, slow and obvious.

It shares nothing with the program but the definitions. value(kpi, by, where, first, last, now) gives a dictionary from a tuple of
dimension values (and category) to a dictionary from statistic to (value, n).
"""
import csv
import datetime as dt
import math
import os
from collections import defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

UTC = dt.timezone.utc
STRICT = {"green": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
WIDE = {"ARR": "arrived_at", "DIS": "discharged_at", "SEL": "selected_at", "ASG": "assigned_at", "ASM": "assessed_at",
        "PAY": "paid_at", "REL": "released_at", "GOUT": "exited_at", "INS_REQ": "exam_called_at", "INS_PRES": "goods_presented_at"}
PAIRS = {"QRY": ("query_opened_at", "query_closed_at"), "OGA": ("hold_started_at", "hold_ended_at"),
         "DOC": ("document_started_at", "document_ended_at"), "INS": ("exam_started_at", "exam_ended_at")}
HOURS = dt.timedelta(hours=1)


class Stamp:
    """A moment (utc), its local reading, and whether only the day is known."""

    def __init__(self, text, zone):
        self.day_only = len(text) == 10
        t = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
        if t.tzinfo is None:
            t = t.replace(tzinfo=zone)
        self.utc = t.astimezone(UTC)
        self.local = t.astimezone(zone).replace(tzinfo=None)

    @property
    def day(self):
        return self.local.date()


def before(a, b):
    """a certainly earlier than b: by day where one of the two knows only its day."""
    if a.day_only or b.day_only:
        return a.day < b.day
    return a.utc < b.utc


def rows(folder, name):
    path = os.path.join(folder, name + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))


def union(pairs):
    total, end = dt.timedelta(0), None
    for a, b in sorted(pairs):
        if end is None or a > end:
            total += b - a
            end = b
        elif b > end:
            total += b - end
            end = b
    return total


class Declaration:
    pass


class Pack:
    def __init__(self, folder):
        self.zones = {r["office"]: ZoneInfo(r["timezone"]) for r in rows(folder, "posts") if r.get("timezone")}
        latest, versions = {}, defaultdict(list)
        for r in rows(folder, "declarations"):
            key, known = r["declaration_id"], versions[r["declaration_id"]]
            if r not in known:
                known.append(r)
            old = latest.get(key)
            if old is None or int(r.get("version") or 0) >= int(old.get("version") or 0):
                latest[key] = r
        by_decl = {}
        for kind in ("milestones", "inspections", "reroutes", "permits", "seizures", "audits"):
            by_decl[kind] = defaultdict(list)
            for r in rows(folder, kind):
                if r.get("declaration_id"):
                    by_decl[kind][r["declaration_id"]].append(r)
        self.all = []
        for key, r in latest.items():
            self.all.append(self.read(r, versions[key], {k: v[key] for k, v in by_decl.items()}))
        self.live = [d for d in self.all if d.live]

    # -- one declaration ------------------------------------------------------------------------------------------
    def read(self, r, versions, more):
        d = Declaration()
        zone = self.zones.get(r["office"], UTC)
        d.row, d.office = r, r["office"]
        d.live = r.get("status") not in ("cancelled", "rejected", "test")
        d.cancelled = r.get("status") == "cancelled"
        d.amended = len(versions) > 1 or int(r.get("version") or 1) > 1
        stamp = lambda text: Stamp(text, zone) if text else None
        given = defaultdict(list)
        for m in more["milestones"]:
            if m["at"]:
                given[m["code"]].append(stamp(m["at"]))
        exams = [i for i in more["inspections"] if i["type"] != "document"]
        documents = [i for i in more["inspections"] if i["type"] == "document"]
        fields = {"INS_REQ": "called_at", "INS_PRES": "presented_at"}

        def found(code):
            if given[code]:
                return given[code]
            if code in fields:
                some = [stamp(i[fields[code]]) for i in exams if i.get(fields[code])]
                if some:
                    return some
            return [stamp(r[WIDE[code]])] if code in WIDE and r.get(WIDE[code]) else []

        def pair(code):
            a, b = given[code + "_S"], given[code + "_E"]
            if a or b:
                a, b = sorted(a, key=lambda s: s.utc), sorted(b, key=lambda s: s.utc)
                return list(zip(a, b)), bool(a)
            source = {"INS": exams, "DOC": documents}.get(code, [])
            some = [(stamp(i.get("started_at")), stamp(i.get("ended_at"))) for i in source]
            some = [p for p in some if p[0] or p[1]]
            if not some:
                some = [tuple(stamp(r.get(c)) for c in PAIRS[code])]
            return [p for p in some if p[0] and p[1]], any(p[0] for p in some)

        pick = lambda code, last=False: (max if last else min)(found(code), key=lambda s: s.utc, default=None)
        d.ldg = min(given["LDG"], key=lambda s: s.utc) if given["LDG"] else stamp(r["registered_at"])
        d.registered = stamp(r["registered_at"])
        d.arr, d.dis, d.sel, d.asm = pick("ARR"), pick("DIS"), pick("SEL"), pick("ASM")
        d.req, d.pres = pick("INS_REQ"), pick("INS_PRES")
        d.pay, d.rel, d.gout = pick("PAY", True), pick("REL", True), pick("GOUT", True)
        d.queries, d.has_query = pair("QRY")
        d.holds, d.has_hold = pair("OGA")
        d.docs, _ = pair("DOC")
        d.ins, _ = pair("INS")
        starts = given["INS_S"] or [s for s in (stamp(i.get("started_at")) for i in exams) if s] or \
            ([stamp(r["exam_started_at"])] if r.get("exam_started_at") else [])
        ends = given["INS_E"] or [s for s in (stamp(i.get("ended_at")) for i in exams) if s] or \
            ([stamp(r["exam_ended_at"])] if r.get("exam_ended_at") else [])
        d.ins_s = min(starts, key=lambda s: s.utc, default=None)
        d.ins_e = max(ends, key=lambda s: s.utc, default=None)
        d.examined = bool(exams or starts or ends or d.req or d.pres)
        self.controls(d, r, more, exams, documents, bool(given["INS_S"] or r.get("exam_started_at")))
        d.wrong_end = bool(d.rel and d.ldg and before(d.rel, d.ldg))
        return d

    def controls(self, d, r, more, exams, documents, other_start):
        physical = [i for i in exams if i["type"] == "physical"]
        d.selected = bool(d.sel or r.get("lane_initial"))
        if physical:
            d.physical = other_start or any(i.get("started_at") or i["outcome"] for i in physical)
        else:
            d.physical = other_start and not exams
        outcomes = [i["outcome"] for i in exams if i["outcome"]]
        d.inspected, d.outcome, d.hit = bool(exams), bool(outcomes), "noncompliant" in outcomes
        found = [i for i in exams if i["outcome"] == "noncompliant"]
        money = [Fraction(i["tax_adjustment"]) for i in more["inspections"] if i.get("tax_adjustment")]
        d.adjustment = sum(money) if money else None
        d.serious = d.hit and (any(i.get("finding") == "prohibited" for i in found) or bool(more["seizures"]))
        d.hit_adjustment = sum((Fraction(i["tax_adjustment"]) for i in found if i.get("tax_adjustment")), Fraction(0))
        d.document, d.n_inspections = bool(documents), len(more["inspections"])
        d.document_outcomes = [i["outcome"] for i in documents if i["outcome"]]
        d.scanner = any(i["type"] == "scanner" for i in exams)
        d.lane = r.get("lane_initial", "")
        rerouted = max(more["reroutes"], key=lambda x: x["at"])["lane_to"] if more["reroutes"] else ""
        d.lane_final = r.get("lane_final") or rerouted or d.lane
        d.permits = len(more["permits"])
        d.permits_sw = sum(p.get("single_window") == "1" for p in more["permits"])

    # -- grouping -------------------------------------------------------------------------------------------------
    def dims(self, d, by, at):
        r = d.row
        out = []
        for name in by:
            if name == "lane":
                values = [d.lane]
            elif name == "lane_final":
                values = [d.lane_final]
            elif name == "importer":
                values = [r.get("importer_id", "")]
            elif name == "broker":
                values = [r.get("broker_id", "")]
            elif name == "officer":
                values = [r.get("officer_id", "")]
            elif name == "hs_chapter":
                values = [r.get("hs", "")[:2]]
            elif name == "rule":
                values = (r.get("rule_id") or "").split("|")
            elif name == "day":
                values = [at.day.isoformat()]
            elif name == "month":
                values = [at.day.isoformat()[:7]]
            elif name == "hour":
                values = ["" if at.day_only else "%02d" % at.local.hour]
            else:
                values = [r.get(name, "")]
            out.append(values)
        keys = [()]
        for values in out:
            keys = [k + (v,) for k in keys for v in values]
        return keys

    def pick(self, pool, cohort, first, last, where):
        for d in pool:
            at = cohort(d)
            if at is None or not (first <= at.day <= last):
                continue
            if all(set(self.dims(d, [name], at)[i][0] for i in range(len(self.dims(d, [name], at)))) & set(values)
                   for name, values in where.items()):
                yield d, at

    # -- intervals ------------------------------------------------------------------------------------------------
    def span(self, a, b, arrival_end=False, ends_at_release=None):
        """Hours from a to b; None missing; 'reversed'; zero where b is earlier only because a is an arrival."""
        if ends_at_release is not None and ends_at_release.wrong_end:
            return "reversed"
        if a is None or b is None or a.day_only or b.day_only:
            return None
        if b.utc < a.utc:
            return 0.0 if arrival_end else "reversed"
        return (b.utc - a.utc).total_seconds() / 3600

    def time(self, kpi, d):
        """Hours, None (missing), 'reversed', or 'no' (not eligible)."""
        if kpi == "release_time_total":
            return self.span(d.arr, d.rel, True, d)
        if kpi == "lodgement_to_release":
            return self.span(d.ldg, d.rel, False, d)
        if kpi == "customs_clearance_time":
            if d.wrong_end:
                return "reversed"
            if d.arr is None or d.ldg is None or d.arr.day_only or d.ldg.day_only:
                return None
            late = d.arr.utc > d.ldg.utc
            return self.span(d.arr if late else d.ldg, d.rel, late, d)
        if kpi == "lodgement_lag":
            return self.span(d.arr, d.ldg, True)
        if kpi == "port_dwell_time":
            return self.span(d.arr, d.gout)
        if kpi == "removal_lag":
            return self.span(d.rel, d.gout)
        if kpi == "assess_time":
            if d.asm and d.ldg and before(d.asm, d.ldg):
                return "reversed"
            if d.arr is None or d.ldg is None or d.arr.day_only or d.ldg.day_only:
                return None
            late = d.arr.utc > d.ldg.utc
            return self.span(d.arr if late else d.ldg, d.asm, late)
        if kpi == "payment_lag":
            duty = d.row.get("assessed_final") or d.row.get("assessed_initial")
            if d.row.get("payment_mode") == "deferred" or (duty and Fraction(duty) == 0):
                return "no"
            return self.span(d.asm, d.pay)
        if kpi == "query_time":
            if not d.has_query:
                return "no"
            return self.united(d.queries)
        if kpi == "oga_hold_time":
            if not d.has_hold and not d.permits:
                return "no"
            return self.united(d.holds)
        if kpi == "inspection_wait":
            return self.span(d.req, d.ins_s) if d.examined else "no"
        if kpi == "inspection_time":
            return self.span(d.sel, d.ins_e) if d.examined else "no"
        raise KeyError(kpi)

    def united(self, pairs):
        pairs = [(a, b) for a, b in pairs if not a.day_only and not b.day_only]
        if not pairs:
            return None
        good = [(a.utc, b.utc) for a, b in pairs if b.utc >= a.utc]
        if not good:
            return "reversed"
        return union(good).total_seconds() / 3600

    def owners(self, d):
        """Seconds of ARR..REL by owner: a sweep over the elementary stretches between all stamps."""
        if d.wrong_end or not d.arr or not d.rel or not d.ldg or d.arr.day_only or d.rel.day_only or d.ldg.day_only:
            return None
        a, z = d.arr.utc, d.rel.utc
        if z <= a:
            return {}
        clean = lambda pairs: [(p.utc, q.utc) for p, q in pairs if not p.day_only and not q.day_only and q.utc >= p.utc]
        queries, holds, work = clean(d.queries), clean(d.holds), clean(d.docs) + clean(d.ins)
        one = lambda p, q: clean([(p, q)]) if p and q else []
        called, unpaid = one(d.req, d.pres), one(d.asm, d.pay)
        cuts = {a, z, d.ldg.utc} | {t for p in queries + holds + work + called + unpaid for t in p}
        if d.dis and not d.dis.day_only:
            cuts.add(d.dis.utc)
        cuts = sorted(t for t in cuts if a <= t <= z)
        inside = lambda pairs, t: any(p <= t < q for p, q in pairs)
        out = defaultdict(float)
        for t, u in zip(cuts, cuts[1:]):
            if t < d.ldg.utc:
                owner = "terminal" if d.dis and not d.dis.day_only and t < d.dis.utc else "trader"
            elif inside(queries, t):
                owner = "trader"
            elif inside(holds, t):
                owner = "shared" if inside(work, t) else "agency"
            elif inside(called, t):
                owner = "terminal"
            elif inside(unpaid, t):
                owner = "trader"
            else:
                owner = "customs"
            out[owner] += (u - t).total_seconds()
        return out

    # -- KPIs -----------------------------------------------------------------------------------------------------
    TIMES = ("release_time_total", "customs_clearance_time", "lodgement_to_release", "lodgement_lag", "port_dwell_time", "removal_lag",
             "assess_time", "payment_lag", "query_time", "oga_hold_time", "inspection_wait", "inspection_time")

    RATES = {
        "physical_inspection_rate": (lambda d: d.selected, lambda d: d.physical),
        "document_check_rate": (lambda d: d.selected, lambda d: d.document),
        "nii_rate": (lambda d: d.selected, lambda d: d.scanner),
        "hit_rate": (lambda d: d.outcome, lambda d: d.hit),
        "hit_rate_significant": (lambda d: d.outcome, lambda d: d.hit and (d.serious or d.hit_adjustment > 0)),
        "document_hit_rate": (lambda d: d.document_outcomes, lambda d: "noncompliant" in d.document_outcomes),
        "reroute_up_rate": (lambda d: d.selected, lambda d: d.lane and STRICT[d.lane_final] > STRICT[d.lane]),
        "reroute_down_rate": (lambda d: d.selected, lambda d: d.lane and STRICT[d.lane_final] < STRICT[d.lane]),
        "query_rate": (lambda d: d.ldg, lambda d: d.has_query),
        "pre_arrival_rate": (lambda d: d.arr, lambda d: before(d.ldg, d.arr)),
        "same_day_rate": (lambda d: d.ldg, lambda d: d.asm and d.asm.day == d.ldg.day),
        "paperless_rate": (lambda d: d.row.get("paper"), lambda d: d.row["paper"] == "0"),
    }

    def value(self, kpi, by=(), where=None, first=dt.date.min, last=dt.date.max, now=None):
        where = where or {}
        groups = defaultdict(list)
        registered = lambda d: d.registered
        if kpi in self.TIMES:
            for d, at in self.pick(self.live, lambda d: d.rel, first, last, where):
                for key in self.dims(d, by, at):
                    groups[key].append(self.time(kpi, d))
            return {k: self.times(v) for k, v in groups.items()}
        if kpi in self.RATES:
            eligible, holds = self.RATES[kpi]
            for d, at in self.pick(self.live, registered, first, last, where):
                if eligible(d):
                    for key in self.dims(d, by, at):
                        groups[key].append(bool(holds(d)))
            return {k: {"rate": (sum(v) / len(v), len(v))} for k, v in groups.items()}
        return getattr(self, "kpi_" + kpi)(by, where, first, last, now)

    def times(self, values):
        used = sorted(v for v in values if isinstance(v, float))
        eligible = sum(v != "no" for v in values)
        if not used:
            return {"p50": (None, 0), "p90": (None, 0), "mean": (None, 0), "coverage": 0.0 if eligible else None}
        rank = lambda p: used[math.ceil(Fraction(p, 100) * len(used)) - 1]
        return {"p50": (rank(50), len(used)), "p90": (rank(90), len(used)), "mean": (math.fsum(used) / len(used), len(used)),
                "coverage": len(used) / eligible}

    def ratio(self, pool, cohort, by, where, first, last, top, bottom, stat="ratio"):
        groups = defaultdict(lambda: [Fraction(0), Fraction(0)])
        for d, at in self.pick(pool, cohort, first, last, where):
            for key in self.dims(d, by, at):
                groups[key][0] += top(d)
                groups[key][1] += bottom(d)
        return {k: {stat: (float(a / b) if b else None, None)} for k, (a, b) in groups.items()}

    def kpi_amendment_rate(self, by, where, first, last, now):
        return self.ratio(self.all, lambda d: d.registered, by, where, first, last,
                          lambda d: int(d.amended or d.cancelled), lambda d: 1, "rate")

    def kpi_party_time_share(self, by, where, first, last, now):
        groups = defaultdict(lambda: defaultdict(float))
        for d, at in self.pick(self.live, lambda d: d.rel, first, last, where):
            for owner, seconds in (self.owners(d) or {}).items():
                for key in self.dims(d, by, at):
                    groups[key][owner] += seconds
        out = {}
        for key, owned in groups.items():
            total = sum(owned.values())
            for owner in ("customs", "agency", "trader", "terminal", "shared"):
                out[key + (owner,)] = {"share": (owned[owner] / total if total else None, None)}
        return out

    def kpi_channel_share(self, by, where, first, last, now):
        groups = defaultdict(lambda: defaultdict(int))
        for d, at in self.pick(self.live, lambda d: d.registered, first, last, where):
            if d.selected:
                for key in self.dims(d, by, at):
                    groups[key][d.lane] += 1
        own = (lambda key, lane: key) if "lane" in by else (lambda key, lane: key + (lane,))
        return {own(key, lane): {"share": (n / sum(lanes.values()), None)}
                for key, lanes in groups.items() for lane, n in lanes.items() if lane}

    def kpi_open_aged(self, by, where, first, last, now):
        groups = defaultdict(lambda: {"24h": 0, "72h": 0, "168h": 0})
        for d in self.live:
            zone = self.zones.get(d.office, UTC)
            t = now.astimezone(zone).replace(tzinfo=None)
            if last < dt.date.max:
                t = min(t, dt.datetime.combine(last + dt.timedelta(1), dt.time()))
            if d.registered.local > t or (d.rel and d.rel.local <= t):
                continue
            if not d.rel and d.row.get("status") in ("released", "exited", "seized", "abandoned"):
                continue
            if not all(set(k[0] for k in self.dims(d, [name], d.registered)) & set(v) for name, v in where.items()):
                continue
            # a date alone is never midnight: its hour is taken as the last of its day
            known = lambda s: s.local + dt.timedelta(days=int(s.day_only))
            start = known(d.ldg)
            if d.arr and known(d.arr) <= t and known(d.arr) > start:
                start = known(d.arr)
            for key in self.dims(d, by, d.registered):
                for age in groups[key]:
                    groups[key][age] += t - start > dt.timedelta(hours=int(age[:-1]))
        return {key + (age,): {"count": (n, None)} for key, ages in groups.items() for age, n in ages.items()}

    def kpi_revenue_collected(self, by, where, first, last, now):
        groups = defaultdict(Fraction)
        for d, at in self.pick(self.all, lambda d: d.pay or d.rel, first, last, where):
            if d.row.get("paid_amount"):
                for key in self.dims(d, by, at):
                    groups[key] += Fraction(d.row["paid_amount"])
        return {k: {"sum": (float(v), None)} for k, v in groups.items()}

    def kpi_epay_share(self, by, where, first, last, now):
        paid = lambda d: Fraction(d.row.get("paid_amount") or 0)
        return self.ratio(self.live, lambda d: d.pay or d.rel, by, where, first, last,
                          lambda d: paid(d) if d.row.get("payment_mode") == "electronic" else 0, paid)

    def kpi_sw_share(self, by, where, first, last, now):
        return self.ratio(self.live, lambda d: d.registered, by, where, first, last,
                          lambda d: d.permits_sw, lambda d: d.permits)

    def kpi_effective_tax_rate(self, by, where, first, last, now):
        both = lambda d: d.row.get("assessed_final") and d.row.get("cif_value")
        return self.ratio(self.live, lambda d: d.registered, by, where, first, last,
                          lambda d: Fraction(d.row["assessed_final"]) if both(d) else 0,
                          lambda d: Fraction(d.row["cif_value"]) if both(d) else 0)

    def kpi_lift_vs_random(self, by, where, first, last, now):
        out = {}
        groups = defaultdict(lambda: {"risk": [], "random": []})
        for d, at in self.pick(self.live, lambda d: d.registered, first, last, where):
            reason = d.row.get("select_reason")
            if d.outcome and reason in ("rule", "model", "random"):
                for key in self.dims(d, by, at):
                    groups[key]["random" if reason == "random" else "risk"].append(d.hit)
        for key, g in groups.items():
            base = sum(g["random"])
            ok = g["risk"] and base
            out[key] = {"ratio": ((sum(g["risk"]) / len(g["risk"])) / (base / len(g["random"])) if ok else None, None)}
        return out
