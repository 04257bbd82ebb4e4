"""An independent reading of a pack: plain Python over its CSV files, slow and obvious.

It shares nothing with the program but the definitions (and their free choices, as `kpi --explain` tells them). Here each declaration
is read: milestones, pairs, controls, money, intervals, owners. What the figures make of them stands in oracle_kpis.py, and in
oracle_books.py where they take other books than declarations.
"""
import csv
import datetime as dt
import math
import os
from collections import defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

UTC = dt.timezone.utc
REPORTING, DECIMALS = "JOD", 3
STRICT = {"green": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
WIDE = {"ARR": "arrived_at", "DIS": "discharged_at", "LDG": "registered_at", "SEL": "selected_at", "ASG": "assigned_at",
        "DOC_S": "document_started_at", "DOC_E": "document_ended_at", "QRY_S": "query_opened_at", "QRY_E": "query_closed_at",
        "OGA_S": "hold_started_at", "OGA_E": "hold_ended_at", "INS_REQ": "exam_called_at", "INS_PRES": "goods_presented_at",
        "INS_S": "exam_started_at", "INS_E": "exam_ended_at", "ASM": "assessed_at", "PAY": "paid_at", "REL": "released_at",
        "GOUT": "exited_at"}
FROM_EXAM = {"INS_REQ": "called_at", "INS_PRES": "presented_at", "INS_S": "started_at", "INS_E": "ended_at"}
FROM_DOCUMENT = {"DOC_S": "started_at", "DOC_E": "ended_at"}
LAST = ("PAY", "REL", "GOUT", "DOC_E", "QRY_E", "OGA_E", "INS_E")
MONEY = ("cif_value", "assessed_initial", "assessed_final", "paid_amount", "exempt_amount")
# Milestones that cannot come the other way round. Goods may be declared and released before they arrive.
ORDER = [("ARR", "DIS"), ("ARR", "GOUT"), ("LDG", "SEL"), ("LDG", "ASG"), ("LDG", "ASM"), ("LDG", "PAY"), ("LDG", "REL"), ("LDG", "GOUT"),
         ("SEL", "INS_E"), ("INS_REQ", "INS_PRES"), ("INS_REQ", "INS_S"), ("ASM", "PAY"), ("PAY", "REL"), ("REL", "GOUT")]


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


def to_minor(value):
    """Rounded to the minor unit, halves away from zero."""
    whole = math.floor(abs(value) * 10 ** DECIMALS + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10 ** DECIMALS)


class Declaration:
    pass


class Pack:
    def __init__(self, folder):
        self.folder = folder
        self.posts = {r["office"]: r for r in rows(folder, "posts")}
        self.zones = {office: ZoneInfo(r["timezone"]) for office, r in self.posts.items() if r.get("timezone")}
        self.rates = defaultdict(list)
        for r in rows(folder, "rates"):
            self.rates[r["currency"]].append((dt.date.fromisoformat(r["day"]), Fraction(r["rate"])))
        latest, versions = {}, defaultdict(list)
        for r in rows(folder, "declarations"):
            key, known = r["declaration_id"], versions[r["declaration_id"]]
            if r not in known:
                known.append(r)
            old = latest.get(key)
            if old is None or int(r.get("version") or 0) >= int(old.get("version") or 0):
                latest[key] = r
        self.traders = {r["trader_id"]: r for r in rows(folder, "traders")}
        by_decl = {}
        for kind in ("milestones", "inspections", "reroutes", "permits", "seizures", "audits", "items"):
            by_decl[kind] = defaultdict(list)
            for r in rows(folder, kind):
                if r.get("declaration_id"):
                    by_decl[kind][r["declaration_id"]].append(r)
        self.all = [self.read(r, versions[key], {k: v[key] for k, v in by_decl.items()}) for key, r in latest.items()]
        self.live = [d for d in self.all if d.live]

    def zone(self, office):
        return self.zones.get(office, UTC)

    # -- one declaration ------------------------------------------------------------------------------------------
    def read(self, r, versions, more):
        d = Declaration()
        d.row, d.office, d.own_origin = self.completed(r, more["items"]), r["office"], r["origin"]
        r = d.row
        d.live = r.get("status") not in ("cancelled", "rejected", "test")
        d.cancelled = r.get("status") == "cancelled"
        d.amended = len(versions) > 1 or int(r.get("version") or 1) > 1
        stamp = lambda text: Stamp(text, self.zone(d.office)) if text else None
        inspections = [dict(i, currency=REPORTING) for i in more["inspections"]]
        if r.get("inspection_type"):
            inspections.append({"type": r["inspection_type"], "outcome": r["inspection_outcome"], "finding": r["inspection_finding"],
                                "tax_adjustment": r["tax_adjustment"], "penalty": r.get("penalty"), "currency": r["currency"]})
        d.given = defaultdict(list)     # code -> (stamp, sequence) of the milestone file
        for m in more["milestones"]:
            if m["at"]:
                d.given[m["code"]].append((stamp(m["at"]), m["sequence"]))
        d.exams = [i for i in inspections if i["type"] != "document"]
        d.documents = [i for i in inspections if i["type"] == "document"]
        d.at = {code: self.pick_stamp(d, code, stamp) for code in WIDE}
        d.pairs = {code: self.pair(d, code, stamp) for code in ("DOC", "QRY", "OGA", "INS")}
        d.ldg, d.arr, d.rel, d.asm, d.pay = (d.at[code] for code in ("LDG", "ARR", "REL", "ASM", "PAY"))
        d.wrong_end = bool(d.rel and before(d.rel, d.ldg))
        d.newest = self.newest(d, more, stamp)
        self.read_controls(d, more, inspections)
        self.read_money(d, inspections)
        return d

    def completed(self, r, items):
        """What the declaration does not say its first item does, and the list of traders says who is authorised."""
        first = min(items, key=lambda i: int(i["item_no"]), default={})
        trader = self.traders.get(r["importer_id"], {})
        return dict(r, origin=r["origin"] or first.get("origin", ""), hs=r["hs"] or first.get("hs", ""), aeo=r["aeo"] or trader.get("aeo", ""))

    def candidates(self, d, code, stamp):
        """The milestone file wins over the inspection rows, those over the wide column."""
        if d.given[code]:
            return [s for s, _ in d.given[code]]
        field = FROM_EXAM.get(code) or FROM_DOCUMENT.get(code)
        source = d.exams if code in FROM_EXAM else d.documents
        told = [stamp(i[field]) for i in source if i.get(field)] if field else []
        return told or ([stamp(d.row[WIDE[code]])] if d.row.get(WIDE[code]) else [])

    def pick_stamp(self, d, code, stamp):
        return (max if code in LAST else min)(self.candidates(d, code, stamp), key=lambda s: s.utc, default=None)

    def pair(self, d, code, stamp):
        """Complete pairs, whether something was begun, whether an end lies before its start."""
        start, end = code + "_S", code + "_E"
        source = {"INS": d.exams, "DOC": d.documents}.get(code, [])
        told = [(stamp(i.get("started_at")), stamp(i.get("ended_at"))) for i in source]
        strength = lambda given, at: 2 if given else int(any(p[at] for p in told))
        if d.given[start] or d.given[end] or strength([], 0) != strength([], 1):    # each end from its own strongest source
            starts = d.given[start] or [(s, "") for s in self.candidates(d, start, stamp)]
            ends = d.given[end] or [(s, "") for s in self.candidates(d, end, stamp)]
            found, wrong = self.pair_milestones(starts, ends)
            return found, bool(starts), wrong
        told = [p for p in told if p[0] or p[1]] or [(stamp(d.row.get(WIDE[start])), stamp(d.row.get(WIDE[end])))]
        whole = [p for p in told if p[0] and p[1]]
        return [p for p in whole if not before(p[1], p[0])], any(p[0] for p in told), any(before(b, a) for a, b in whole)

    def pair_milestones(self, starts, ends):
        """By their sequence first; what is left in order of time: each start with the first end that does not lie before it."""
        found, lonely = [], []
        starts, ends = sorted(starts, key=lambda p: p[0].utc), sorted(ends, key=lambda p: p[0].utc)
        for s in list(starts):
            same = [e for e in ends if s[1] and e[1] == s[1]]
            if same:
                starts.remove(s)
                ends.remove(same[0])
                found.append((s[0], same[0][0]))
        for s in starts:
            after = [e for e in ends if not before(e[0], s[0])]
            if after:
                ends.remove(after[0])
                found.append((s[0], after[0][0]))
            else:
                lonely.append(s)
        wrong = any(before(b, a) for a, b in found) or bool(lonely and ends)
        return [p for p in found if not before(p[1], p[0])], wrong

    def newest(self, d, more, stamp):
        told = [s for code in WIDE for s in [stamp(d.row.get(WIDE[code]))] if s] + [s for given in d.given.values() for s, _ in given]
        told += [stamp(i[c]) for i in d.exams + d.documents for c in set(FROM_EXAM.values()) if i.get(c)
                 and (i["type"] != "document" or c in FROM_DOCUMENT.values())]
        told += [stamp(x["at"]) for x in more["reroutes"]]
        return told

    def read_controls(self, d, more, inspections):
        r = d.row
        physical = [i for i in d.exams if i["type"] == "physical"]
        other_start = bool(d.given["INS_S"] or r.get("exam_started_at"))
        d.selected = bool(d.at["SEL"] or r.get("lane_initial"))
        d.physical = any(i.get("started_at") or i["outcome"] for i in physical) or (other_start and bool(physical or not d.exams))
        d.examined = bool(d.exams) or any(d.at[c] for c in FROM_EXAM)
        outcome = lambda kind: [i["outcome"] for i in inspections if i["type"] in kind and i["outcome"]]
        d.outcomes, d.document_outcomes = outcome(("physical", "scanner", "laboratory")), outcome(("document",))
        d.hit = "noncompliant" in d.outcomes
        d.physical_hit, d.suspect = "noncompliant" in outcome(("physical",)), "noncompliant" in outcome(("scanner",))
        d.scanner = any(i["type"] == "scanner" for i in d.exams)
        found = [i for i in d.exams if i["outcome"] == "noncompliant"]
        d.serious = d.hit and (any(i.get("finding") == "prohibited" for i in found) or bool(more["seizures"]))
        d.inspections, d.recorded = len(inspections), sum(bool(i["outcome"]) for i in inspections)
        d.lane = r.get("lane_initial", "")
        d.reroute = max(more["reroutes"], key=lambda x: x["at"], default=None)
        d.seizures = len(more["seizures"])
        rerouted = max(more["reroutes"], key=lambda x: x["at"])["lane_to"] if more["reroutes"] else ""
        d.lane_final = r.get("lane_final") or rerouted or d.lane
        d.permits = more["permits"]
        d.agencies = {p["agency"] for p in d.permits if p.get("inspected") == "1"}
        closed = [a for a in more["audits"] if a["closed_on"]]
        d.audited, d.audit_hit = bool(closed), any(Fraction(a["assessed"] or 0) > 0 for a in closed)

    # -- money ----------------------------------------------------------------------------------------------------
    def convert(self, amount, currency, day):
        """In the reporting currency by the latest rate up to the day; None where there is none."""
        if not amount:
            return None
        if currency in ("", REPORTING):
            return Fraction(amount)
        known = [rate for since, rate in sorted(self.rates[currency]) if since <= day]
        return to_minor(Fraction(amount) * known[-1]) if known else None

    def read_money(self, d, inspections):
        r, registered = d.row, Stamp(d.row["registered_at"], self.zone(d.office)).day
        paid = (d.pay or d.rel or d.ldg).day
        d.money = {c: self.convert(r.get(c), r.get("currency", ""), paid if c == "paid_amount" else registered) for c in MONEY}
        amounts = [(i, self.convert(i.get("tax_adjustment"), i["currency"], registered)) for i in inspections]
        known = [a for _, a in amounts if a is not None]
        d.adjustment = sum(known) if known else None
        d.hit_adjustment = sum((a for i, a in amounts if a is not None and i in d.exams and i["outcome"] == "noncompliant"), Fraction(0))
        told = [(self.convert(i.get("penalty"), i["currency"], registered), self.convert(i.get("penalty_paid"), i["currency"], registered))
                for i in inspections]
        d.unrated_penalty = any(i.get("penalty") and p is None for i, (p, _) in zip(inspections, told))
        d.penalty = sum(p for p, _ in told if p is not None) if any(p is not None for p, _ in told) else None
        d.penalty_paid = sum(paid or 0 for p, paid in told if p and p > 0)
        due = r.get("assessed_final") or r.get("assessed_initial")
        d.deferred, d.no_duty = r.get("payment_mode") == "deferred", bool(due) and Fraction(due) == 0

    # -- grouping -------------------------------------------------------------------------------------------------
    COLUMNS = {"importer": "importer_id", "broker": "broker_id", "officer": "officer_id"}

    def values(self, d, name, at):
        r = d.row
        if name in ("lane", "lane_final"):
            return [getattr(d, name)]
        if name == "hs_chapter":
            return [r.get("hs", "")[:2]]
        if name == "rule":
            return (r.get("rule_id") or "").split("|")
        if name in ("day", "month", "hour", "week", "weekday"):
            return [self.time_value(name, at)]
        return [r.get(self.COLUMNS.get(name, name), "")]

    @staticmethod
    def time_value(name, at):
        if name == "day":
            return at.day.isoformat()
        if name == "month":
            return at.day.isoformat()[:7]
        if name == "week":
            return "%04d-W%02d" % at.day.isocalendar()[:2]
        if name == "weekday":
            return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[at.day.weekday()]
        return "" if at.day_only else "%02d" % at.local.hour

    def keys(self, d, by, at):
        """The groups that a declaration stands in: several where it carries several rules."""
        keys = [()]
        for name in by:
            keys = [k + (v,) for k in keys for v in self.values(d, name, at)]
        return keys

    def passes(self, d, where, at):
        return all(set(self.values(d, name, at)) & set(wanted) for name, wanted in where.items())

    def pick(self, pool, cohort, first, last, where):
        for d in pool:
            at = cohort(d)
            if at is not None and first <= at.day <= last and self.passes(d, where, at):
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

    def from_later(self, d, end):
        """From the later of lodgement and arrival; early is an end before the arrival, wrong one before the lodgement."""
        if end and before(end, d.ldg):
            return "reversed"
        if d.arr is None or d.arr.day_only or d.ldg.day_only:
            return None
        late = d.arr.utc > d.ldg.utc
        return self.span(d.arr if late else d.ldg, end, late)

    def time(self, kpi, d):
        """Hours, None (missing), 'reversed', or 'no' (not eligible)."""
        at = d.at
        if kpi == "release_time_total":
            return self.span(d.arr, d.rel, True, d)
        if kpi == "lodgement_to_release":
            return self.span(d.ldg, d.rel, False, d)
        if kpi == "customs_clearance_time":
            return self.from_later(d, d.rel)
        if kpi == "assess_time":
            return self.from_later(d, d.asm)
        if kpi == "lodgement_lag":
            return self.span(d.arr, d.ldg, True)
        if kpi == "port_dwell_time":
            return self.span(d.arr, at["GOUT"])
        if kpi == "removal_lag":
            return self.span(d.rel, at["GOUT"])
        if kpi == "payment_lag":
            return "no" if d.deferred or d.no_duty else self.span(d.asm, d.pay)
        if kpi == "pay_to_release":
            return self.pay_to_release(d)
        if kpi == "query_time":
            return self.united(d.pairs["QRY"]) if d.pairs["QRY"][1] else "no"
        if kpi == "oga_hold_time":
            held = d.pairs["OGA"][1] or bool(d.permits)
            return self.united(d.pairs["OGA"]) if held else "no"
        if kpi == "inspection_wait":
            return self.span(at["INS_REQ"], at["INS_S"]) if d.examined else "no"
        if kpi == "inspection_time":
            return self.span(at["SEL"], at["INS_E"]) if d.examined else "no"
        raise KeyError(kpi)

    def pay_to_release(self, d):
        """Only where nothing else was waited for: neither assessment nor inspection, document check, query or hold ended later."""
        others = [d.at[c] for c in ("ASM", "INS_E", "DOC_E", "QRY_E", "OGA_E")]
        if d.deferred or d.no_duty or (d.pay and any(o and before(d.pay, o) for o in others)):
            return "no"
        if d.wrong_end:
            return "reversed"
        return self.span(d.pay, d.rel)

    def united(self, pairs):
        found, _, wrong = pairs
        good = [(a.utc, b.utc) for a, b in found if not a.day_only and not b.day_only]
        if not good:
            return "reversed" if wrong else None
        return union(good).total_seconds() / 3600

    def out_of_order(self, d):
        if any(d.pairs[c][2] for c in d.pairs):
            return True
        return any(d.at[a] and d.at[b] and before(d.at[b], d.at[a]) and not (d.deferred and (a, b) in (("ASM", "PAY"), ("PAY", "REL")))
                   for a, b in ORDER)

    def owners(self, d):
        """Seconds of ARR..REL by owner: a sweep over the elementary stretches between all stamps."""
        if d.wrong_end or not d.arr or not d.rel or d.arr.day_only or d.rel.day_only or d.ldg.day_only:
            return None
        a, z, dis = d.arr.utc, d.rel.utc, d.at["DIS"]
        dis = dis.utc if dis and not dis.day_only else None
        if z <= a:
            return {}
        clean = lambda pairs: [(p.utc, q.utc) for p, q in pairs if not p.day_only and not q.day_only and q.utc >= p.utc]
        one = lambda p, q: clean([(p, q)]) if p and q else []
        queries, holds, work = clean(d.pairs["QRY"][0]), clean(d.pairs["OGA"][0]), clean(d.pairs["DOC"][0]) + clean(d.pairs["INS"][0])
        called, unpaid = one(d.at["INS_REQ"], d.at["INS_PRES"]), one(d.asm, d.pay)
        cuts = {a, z, d.ldg.utc, dis or a} | {t for p in queries + holds + work + called + unpaid for t in p}
        cuts = sorted(t for t in cuts if a <= t <= z)
        inside = lambda pairs, t: any(p <= t < q for p, q in pairs)
        out = defaultdict(float)
        for t, u in zip(cuts, cuts[1:]):
            if t < d.ldg.utc:
                owner = "terminal" if dis and t < dis else "trader"
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
