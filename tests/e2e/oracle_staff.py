"""The figures of people, and of what should be looked at: rosters, pools, pairs of broker and officer, cases."""
import datetime as dt
import itertools
import math
from collections import Counter, defaultdict
from fractions import Fraction

import oracle_books
from oracle import Stamp, before, rows
from oracle_kpis import rate, registered

WEIGHT = {"green": 1, "blue": 1, "yellow": 3, "orange": 3, "red": 10, "": 1}
PLACE_DAY = ("office", "officer", "day", "week", "month", "weekday")


class Reading(oracle_books.Reading):
    def __init__(self, folder):
        super().__init__(folder)
        self.officers = {r["officer_id"]: r for r in rows(folder, "officers")}
        self.roster = [dict(r, hours=Fraction(r["hours"])) for r in rows(folder, "attendance") if Fraction(r["hours"]) > 0]
        self.examinations = rows(folder, "inspections")

    def first_day(self):
        told = [s.day for d in self.all for s in (d.ldg, d.asm, d.pay, d.rel) if s]
        return min(told + [dt.date.fromisoformat(r["day"]) for r in self.book] + [dt.date.fromisoformat(r["at"][:10]) for r in self.seizures])

    # -- presence -------------------------------------------------------------------------------------------------
    def present(self, by, where, first, last, roles):
        """Hours by group, officer and pool."""
        first, last = max(first, self.first_day()), min(last, self.last_day())
        for r in self.roster:
            o = self.officers.get(r["officer_id"], {})
            at = Stamp(r["day"], self.zone(""))
            own = {"office": r["office"] or o.get("office", ""), "officer": r["officer_id"]}
            told = lambda name: own[name] if name in own else self.time_value(name, at)
            if o.get("role", "") in roles and first <= at.day <= last and all(told(n) in v for n, v in where.items()):
                # Who helps out elsewhere for a day still belongs to the pool of his own post.
                pool = ("pool", o["pool"]) if o.get("pool") else ("post", o.get("office") or own["office"])
                yield tuple(told(n) for n in by), r["officer_id"], pool, r["hours"]

    def over_days(self, work, by, where, first, last, role):
        hours = defaultdict(Fraction)
        for key, _, _, h in self.present(by, where, first, last, ("", role)):
            hours[key] += h
        out = {}
        for key in set(work) | set(hours):
            done = work.get(key, [])
            out[key] = {"ratio": (float(sum(done) / (hours[key] / 8)) if hours.get(key) else None, len(done))}
        return out

    def kpi_decl_per_officer_day(self, by, where, first, last, now):
        return self.assessed(lambda d: 1, by, where, first, last)

    def kpi_load_per_officer_day(self, by, where, first, last, now):
        return self.assessed(lambda d: WEIGHT[d.lane], by, where, first, last)

    def assessed(self, weight, by, where, first, last):
        if not set(by) | set(where) <= set(PLACE_DAY):
            return {}
        work = self.groups(self.live, lambda d: d.asm, by, where, first, last, weight)
        return self.over_days(work, by, where, first, last, "assessor")

    def kpi_insp_per_officer_day(self, by, where, first, last, now):
        if not set(by) | set(where) <= set(PLACE_DAY):
            return {}
        by_id, work = {d.row["declaration_id"]: d for d in self.live}, defaultdict(list)
        span = max(first, self.first_day()), min(last, self.last_day())
        wide = [dict(inspection_id=k, declaration_id=k, type="physical", started_at="", ended_at="", called_at="", officer_id="")
                for k, d in by_id.items() if d.row["inspection_type"] == "physical"]
        for r in self.examinations + wide:
            d, text = by_id.get(r["declaration_id"]), r["started_at"] or r["ended_at"] or r["called_at"]
            if not d or r["type"] != "physical" or not text:
                continue
            at = Stamp(text, self.zone(d.office))
            own = {"office": d.office, "officer": r["officer_id"]}
            told = lambda name: own[name] if name in own else self.time_value(name, at)
            if span[0] <= at.day <= span[1] and all(told(n) in v for n, v in where.items()):
                work[tuple(told(n) for n in by)].append(1)
        return self.over_days(work, by, where, first, last, "examiner")

    def kpi_workload_balance(self, by, where, first, last, now):
        if not set(by) | set(where) <= {"office", "day", "week", "month", "weekday"}:
            return {}
        load, hours, pool = defaultdict(int), defaultdict(Fraction), {}
        look = lambda d: (d.row["officer_id"], WEIGHT[d.lane])
        for key, found in self.groups(self.live, lambda d: d.asm, by, where, first, last, look).items():
            for officer, weight in found:
                if officer:
                    load[key, officer] += weight
        for key, officer, its_pool, h in self.present(by, where, first, last, ("", "assessor")):
            hours[key, officer] += h
            pool[key, officer] = its_pool       # a pool is a person's; the last post told where he has none of his own
        out = {}
        for key in {k for k, _ in load} | {k for k, _ in hours}:
            pools = defaultdict(list)
            for (k, officer), h in hours.items():
                if k == key:
                    pools[pool[k, officer]].append((float(h), float(load[k, officer])))
            out[key] = self.gini(pools)
        return out

    @staticmethod
    def gini(pools):
        top = bottom = n = 0
        for people in pools.values():
            total, work = sum(h for h, _ in people), sum(w for _, w in people)
            if len(people) < 2 or not work:
                continue
            apart = sum(a[0] * b[0] * abs(a[1] / a[0] - b[1] / b[0]) for a in people for b in people)
            top += apart / (2 * total * work) * work
            bottom += work
            n += len(people)
        return {"ratio": (top / bottom if bottom else None, n)}

    # -- what to look at ------------------------------------------------------------------------------------------
    def kpi_express_anomaly(self, by, where, first, last, now):
        on, known = {(r["officer_id"], r["day"]) for r in self.roster}, {r["officer_id"] for r in self.roster}

        def look(d):
            asg, officer = d.at["ASG"], d.row["officer_id"]
            fast = None
            if asg and not asg.day_only and not d.asm.day_only and not before(d.asm, asg):
                fast = (d.asm.utc - asg.utc).total_seconds() < 180
            absent = (officer, d.asm.day.isoformat()) not in on if officer in known else None
            return None if fast is None and absent is None else bool(fast) or bool(absent)

        pool = [d for d in self.live if d.lane in ("red", "yellow") and d.asm]
        found = self.groups(pool, registered, by, where, first, last, look)
        return {k: rate([f for f in v if f is not None], sum(f is None for f in v)) for k, v in found.items()}

    def kpi_officer_hit_rate_adj(self, by, where, first, last, now):
        """Observed over expected, shrunk as Marshall (1991) has it."""
        look = lambda d: ((d.lane, d.row.get("hs", "")[:2], d.row["select_reason"]), d.hit) if d.outcomes else None
        groups = {k: [x for x in v if x] for k, v in self.groups(self.live, registered, by, where, first, last, look).items()}
        cases = defaultdict(list)
        for case, hit in itertools.chain(*groups.values()):
            cases[case].append(hit)
        o = {k: sum(h for _, h in v) for k, v in groups.items()}
        e = {k: sum(sum(cases[c]) / len(cases[c]) for c, _ in v) for k, v in groups.items()}
        told = [k for k in groups if e[k] > 0]
        if not told:
            return {k: {"ratio": (None, len(v))} for k, v in groups.items()}
        total = math.fsum(e[k] for k in told)
        m = sum(o[k] for k in groups) / total
        beyond = max(0, math.fsum(e[k] * (o[k] / e[k] - m) ** 2 for k in told) / total - m / (total / len(told)))
        out = {}
        for k, v in groups.items():
            w = beyond / (beyond + m / e[k]) if e[k] > 0 and m > 0 else 0
            out[k] = {"ratio": (m + w * (o[k] / e[k] - m) if e[k] > 0 else None, len(v))}
        return out

    # -- pairs ----------------------------------------------------------------------------------------------------
    def pairs(self, by, where, first, last):
        """By the other dimensions: {(broker, officer): (met, expected, adjusted p)} of pairs that met ten times."""
        look = lambda d: (self.pool(d), d.ldg.day, d.row["broker_id"], d.row["officer_id"])
        out = {}
        for key, found in self.groups(self.live, registered, [n for n in by if n not in ("broker", "officer")], where, first, last, look).items():
            days = defaultdict(list)
            for pool, day, broker, officer in found:
                if broker and officer:
                    days[pool, day].append((broker, officer))
            met = Counter(p for pairs in days.values() for p in pairs)
            tested = {p: self.chance(p, n, days.values()) for p, n in met.items() if n >= 10}
            out[key] = self.adjust({p: (met[p],) + t for p, t in tested.items()})
        return out

    def pool(self, d):
        its = self.officers.get(d.row["officer_id"], {}).get("pool")
        return ("pool", its) if its else ("post", d.office)

    @staticmethod
    def chance(pair, met, days):
        """Expected meetings, and the chance of so many or more: each day a hypergeometric draw, all of them added up."""
        expected, odds = Fraction(0), {0: Fraction(1)}
        for pairs in days:
            n, b, o = len(pairs), sum(x[0] == pair[0] for x in pairs), sum(x[1] == pair[1] for x in pairs)
            if not b or not o:
                continue
            expected += Fraction(b * o, n)
            draw = {k: Fraction(math.comb(o, k) * math.comb(n - o, b - k), math.comb(n, b)) for k in range(max(0, b + o - n), min(b, o) + 1)}
            mixed = defaultdict(Fraction)
            for i, p in odds.items():
                for k, q in draw.items():
                    mixed[min(met, i + k)] += p * q
            odds = mixed
        return expected, odds.get(met, Fraction(0))

    @staticmethod
    def adjust(tested):
        order, out, least = sorted(tested, key=lambda p: tested[p][2]), {}, 1.0
        for rank in range(len(order), 0, -1):
            n, e, p = tested[order[rank - 1]]
            least = min(least, float(p) * len(order) / rank)
            out[order[rank - 1]] = (n, float(e), least)
        return out

    def answers(self, by, where, first, last):
        """Pairs by the full key."""
        out, apart = defaultdict(list), set(by) & {"broker", "officer"}
        for key, pairs in self.pairs(by, where, first, last).items():
            other = iter(key)
            at = dict((n, next(other)) for n in by if n not in ("broker", "officer"))
            if not apart:
                out[key] = []
            for (broker, officer), told in pairs.items():
                own = dict(at, broker=broker, officer=officer)
                out[tuple(own[n] for n in by)].append(told)
        return out

    def kpi_pair_lift(self, by, where, first, last, now):
        out = {}
        for key, pairs in self.answers(by, where, first, last).items():
            best = max(pairs, key=lambda t: t[0] / t[1], default=None)
            out[key] = {"ratio": (best[0] / best[1], best[0]) if best else (None, 0)}
        return out

    def kpi_pairs_flagged(self, by, where, first, last, now):
        marked = lambda t: t[0] >= 2 * t[1] and t[2] < 0.01
        return {k: {"count": (sum(map(marked, v)), len(v))} for k, v in self.answers(by, where, first, last).items()}
