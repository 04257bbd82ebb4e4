"""The figures that take other books than declarations: targets and the calendar, revenue, arrears, seizures, items."""
import datetime as dt
import math
import statistics
from collections import Counter, defaultdict
from fractions import Fraction

from oracle import REPORTING, DECIMALS, Stamp, rows
from oracle_kpis import Kpis, paid_or_released, registered

DAY = dt.timedelta(1)
PLACE_AND_TIME = ("office", "hour", "weekday", "day", "week", "month")
SUSPENDED = "578"       # first digits of regimes whose duty is suspended: processing, warehousing, transit
date = dt.date.fromisoformat
days = lambda first, last: (first + n * DAY for n in range((last - first).days + 1))


class Reading(Kpis):
    def __init__(self, folder):
        super().__init__(folder)
        self.targets = [dict(r, first=date(r["from"]), last=date(r["to"]), value=float(r["value"])) for r in rows(folder, "targets")]
        self.calendar = {(date(r["day"]), r["office"]): r["working"] == "1" for r in rows(folder, "calendar") if r["working"]}
        self.tags = {(date(r["day"]), r["office"]): r["tag"] for r in rows(folder, "calendar") if r["tag"]}
        self.book = rows(folder, "revenue")
        self.seizures, self.items, self.audits = (rows(folder, kind) for kind in ("seizures", "items", "audits"))
        self.debts = defaultdict(list)
        for r in rows(folder, "arrears"):
            self.debts[r["trader_id"], r["due_on"]].append(r)
        self.arrears = [told[-1] for told in self.debts.values()]
        self.paying = {d.office for d in self.all if d.row.get("paid_amount")}

    # -- revenue --------------------------------------------------------------------------------------------------
    def kpi_revenue_collected(self, by, where, first, last, now):
        groups = defaultdict(Fraction)
        for d, at in self.pick(self.all, paid_or_released, first, last, where):
            if d.money["paid_amount"] is not None:
                for key in self.keys(d, by, at):
                    groups[key] += d.money["paid_amount"]
        if set(by) | set(where) <= set(PLACE_AND_TIME):
            for r in self.book:
                at, office = Stamp(r["day"], self.zone(r["office"])), r["office"]
                told = lambda name: office if name == "office" else self.time_value(name, at)
                if office not in self.paying and first <= at.day <= last and all(told(n) in v for n, v in where.items()):
                    groups[tuple(told(n) for n in by)] += Fraction(r["collected"])
        return {k: {"sum": (float(v), None)} for k, v in groups.items()}

    def collected(self, where, first, last):
        return self.kpi_revenue_collected((), where, first, last, None).get((), {"sum": (0.0, None)})["sum"][0]

    def is_working(self, office, day):
        """The post's own entry in the calendar, else that for all, else the weekend: of most posts where no post is meant."""
        for key in ((day, office), (day, "")):
            if key in self.calendar:
                return self.calendar[key]
        told = [p["weekend"] for p in self.posts.values() if p["weekend"]]
        weekend = (self.posts[office]["weekend"] if office else "") or Counter(told).most_common(1)[0][0]
        return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()] not in weekend.split(",")

    def working_days(self, office, first, last):
        return sum(self.is_working(office, day) for day in days(first, last))

    def towards(self, office, first, last, running_only):
        """Of the targets that the days touch: (target, last day that counts) of each."""
        found = [t for t in self.targets if t["kpi"] == "revenue_collected" and t["office"] == office and t["first"] <= last
                 and t["last"] >= first]
        # Where a year's target stands beside those of its months, the shortest that runs on the last day and its like count.
        length = lambda t: (t["last"] - t["first"]).days + 1
        shortest = min(map(length, [t for t in found if t["last"] >= last] or found), default=0)
        found = [t for t in found if abs(length(t) - shortest) * 5 <= shortest]
        if running_only:
            found = [t for t in found if t["last"] >= last] or found[-1:]
        return [(t, min(t["last"], last)) for t in found]

    def achievement(self, office, where, first, last, running_only):
        parts = [] if "office" in where and not office else self.towards(office, first, last, running_only)
        scope = dict(where, office=[office]) if office else where
        if not office and not parts:
            parts = [p for o in sorted(self.posts) if o in where.get("office", [o]) for p in self.towards(o, first, last, running_only)]
        got = sum(self.collected(dict(scope, office=[t["office"]]) if t["office"] else scope, t["first"], end) for t, end in parts)
        return parts, got

    def by_scope(self, by, where, first, last, now, of):
        last = min(last, now.date())
        offices = [o for o in sorted(self.posts) if o in where.get("office", [o])] if "office" in by else [""]
        spans = {"": (first, last)}
        if "month" in by:
            spans = {}
            for day in days(first, last):
                label = day.isoformat()[:7]
                spans[label] = (spans.get(label, (day,))[0], day)
        out = {}
        for office in offices:
            for label, (a, z) in spans.items():
                out[tuple(office if name == "office" else label for name in by)] = of(office, a, z)
        return out

    def kind(self, office, day):
        return self.tags.get((day, office)) or self.tags.get((day, "")) or "", self.is_working(office, day)

    def effective(self, office, before, course):
        """Length of a day of each kind, in ordinary working days, from the three years before a day."""
        start = max(before.replace(year=before.year - 3), min(course))
        found = defaultdict(list)
        for day in days(start, min(before - DAY, max(course))):
            found[self.kind(office, day)].append(course.get(day, 0))
        mean = {kind: float(sum(v)) / len(v) for kind, v in found.items() if len(v) >= 5}
        plain = found["", True]
        usual = float(sum(plain)) / len(plain) if plain else 0
        return lambda day: mean[self.kind(office, day)] / usual if usual > 0 and self.kind(office, day) in mean else float(self.kind(office, day)[1])

    def share(self, target, end, where):
        """The part of a target up to the end of a day: as in the same days of up to three earlier years, else by working days."""
        office, first, last = target["office"], target["first"], target["last"]
        scope = dict(where, office=[office]) if office else where
        course = {date(k[0]): v["sum"][0] for k, v in self.kpi_revenue_collected(("day",), scope, dt.date.min, end, None).items() if v["sum"][0]}
        shares = []
        for back in (1, 2, 3):
            a, z = (first.replace(year=first.year - back), (last + DAY).replace(year=(last + DAY).year - back) - DAY)
            if course and not self.working_days(office, a, min(course) - DAY) and sum(course.get(d, 0) for d in days(a, z)) > 0:
                shares.append(self.share_like(target, end, course, a, z))
        if shares:
            return sum(shares) / len(shares)
        return self.working_days(office, first, end) / self.working_days(office, first, last)

    def share_like(self, target, end, course, a, z):
        length = self.effective(target["office"], target["first"], course)
        now = sum(map(length, days(target["first"], end))) / sum(map(length, days(target["first"], target["last"])))
        whole, total = sum(map(length, days(a, z))), sum(course.get(d, 0) for d in days(a, z))
        before = (0.0, 0.0)
        so_far = [0.0, 0.0]
        for day in days(a, z):
            so_far = [so_far[0] + length(day), so_far[1] + course.get(day, 0)]
            at = (so_far[0] / whole, so_far[1] / total)
            if at[0] > now + 1e-9:
                return before[1] + (now - before[0]) / (at[0] - before[0]) * (at[1] - before[1])
            before = at
        return 1.0

    def kpi_revenue_vs_target(self, by, where, first, last, now):
        def of(office, a, z):
            parts, got = self.achievement(office, where, a, z, False)
            due = sum(t["value"] * self.share(t, end, where) for t, end in parts)
            return {"ratio": (got / due if due else None, None)}
        return self.by_scope(by, where, first, last, now, of)

    def kpi_required_daily_rate(self, by, where, first, last, now):
        def of(office, a, z):
            parts, got = self.achievement(office, where, a, z, True)
            left = max((self.working_days(t["office"], end + DAY, t["last"]) for t, end in parts), default=0)
            return {"ratio": ((sum(t["value"] for t, _ in parts) - got) / left if left else None, None)}
        return self.by_scope(by, where, first, last, now, of)

    def kpi_collection_ratio(self, by, where, first, last, now):
        groups = defaultdict(lambda: [Fraction(0), Fraction(0)])
        for d, at in self.pick(self.live, lambda d: d.asm, first, last, where):
            old = at.local + dt.timedelta(days=31 if at.day_only else 30) <= self.moment(d.office, last, now)
            if old and d.money["assessed_final"] is not None and d.row["regime"][:1] not in tuple(SUSPENDED):
                for key in self.keys(d, by, at):
                    groups[key][0] += d.money["paid_amount"] or 0
                    groups[key][1] += d.money["assessed_final"]
        return {k: {"ratio": (float(a / b) if b else None, None)} for k, (a, b) in groups.items()}

    def kpi_arrears_ratio(self, by, where, first, last, now):
        """What is overdue at T over the collections of the twelve months up to T. Debts have no post."""
        if by or where:
            return {}
        t = min(now.replace(tzinfo=None), dt.datetime.combine(last + DAY, dt.time())) if last < dt.date.max else now.replace(tzinfo=None)
        overdue = self.overdue(t)
        end = (t - dt.timedelta(microseconds=1)).date()
        year = self.collected({}, end.replace(year=end.year - 1) + DAY, end)
        total = sum(Fraction(r["balance"]) for r in overdue)
        return {(): {"ratio": (float(total) / year if year else None, len(overdue))}}

    def overdue(self, t):
        return [r for r in self.arrears if date(r["due_on"]) < t.date()]

    def end(self, last, now):
        now = now.replace(tzinfo=None)
        return min(now, dt.datetime.combine(last + DAY, dt.time())) if last < dt.date.max else now

    def kpi_arrears_aged(self, by, where, first, last, now):
        if by or where:
            return {}
        t, out = self.end(last, now), {}
        for age in (0, 30, 90, 365):
            old = [Fraction(r["balance"]) for r in self.overdue(t) if date(r["due_on"]) < t.date() - age * DAY]
            out["%dd" % age,] = {"sum": (float(sum(old)), len(old))}
        return out

    def kpi_arrears_disputed_share(self, by, where, first, last, now):
        if by or where:
            return {}
        debts = self.overdue(self.end(last, now))
        told = [r for r in debts if r["disputed"]]
        top, bottom = (sum(Fraction(r["balance"]) for r in d) for d in ([r for r in told if r["disputed"] == "1"], debts))
        return {(): {"ratio": (float(top / bottom) if bottom else None, len(told)), "coverage": len(told) / len(debts) if debts else None}}

    def kpi_arrears_recovery_rate(self, by, where, first, last, now):
        """Of debts told more than once: what they fell by since the first time. The same row again tells nothing new."""
        if by or where:
            return {}
        t, before, gone, n, once = self.end(last, now), Fraction(0), Fraction(0), 0, 0
        for (_, due), told in self.debts.items():
            if date(due) >= t.date():
                continue
            if all(r == told[0] for r in told):
                once += 1
                continue
            n += 1
            before += Fraction(told[0]["balance"])
            gone += Fraction(told[0]["balance"]) - Fraction(told[-1]["balance"])
        return {(): {"ratio": (float(gone / before) if before else None, n), "coverage": n / (n + once) if n + once else None}}

    # -- seizures -------------------------------------------------------------------------------------------------
    def kpi_seizure_count(self, by, where, first, last, now):
        if not set(by) | set(where) <= set(PLACE_AND_TIME):
            return {}
        groups = defaultdict(int)
        for r in self.seizures:
            at = Stamp(r["at"], self.zone(r["office"]))
            told = lambda name: r["office"] if name == "office" else self.time_value(name, at)
            if first <= at.day <= last and all(told(n) in v for n, v in where.items()):
                groups[tuple(told(n) for n in by) + (r["type"],)] += 1
        return {k: {"count": (n, n)} for k, n in groups.items()}

    def kpi_seizure_value(self, by, where, first, last, now):
        if not set(by) | set(where) <= set(PLACE_AND_TIME):
            return {}
        groups = defaultdict(list)
        for r in self.seizures:
            at = Stamp(r["at"], self.zone(r["office"]))
            told = lambda name: r["office"] if name == "office" else self.time_value(name, at)
            if first <= at.day <= last and all(told(n) in v for n, v in where.items()):
                groups[tuple(told(n) for n in by) + (r["type"],)].append(r["value"])
        return {k: {"sum": (float(sum(Fraction(x) for x in v if x)), sum(bool(x) for x in v)), "coverage": sum(bool(x) for x in v) / len(v)}
                for k, v in groups.items()}

    def kpi_seizure_rate(self, by, where, first, last, now):
        look = lambda d: (d.seizures, d.inspections) if d.inspections else (0, 0)
        found = self.groups(self.live, registered, by, where, first, last, look)
        sums = {k: (sum(a for a, _ in v), sum(b for _, b in v)) for k, v in found.items()}
        return {k: {"ratio": (1000 * a / b if b else None, b)} for k, (a, b) in sums.items()}

    # -- penalties and audits -------------------------------------------------------------------------------------
    def kpi_penalty_recovery_rate(self, by, where, first, last, now):
        groups = defaultdict(list)
        last = min(last, self.last_day())
        for d in self.live:
            end = Stamp((d.ldg.utc + dt.timedelta(180)).isoformat(), self.zone(d.office))
            end.day_only = d.ldg.day_only
            if end.utc > now or not first <= end.day <= last or not self.passes(d, where, end) or not (d.penalty and d.penalty > 0):
                continue
            for key in self.keys(d, by, end):
                groups[key].append((d.penalty_paid, d.penalty))
        return {k: {"ratio": (float(sum(a for a, _ in v) / sum(b for _, b in v)), len(v))} for k, v in groups.items()}

    def closed(self, by, where, first, last):
        """Audits by their groups: (assessed or None, collected)."""
        if not set(by) | set(where) <= {"office", "importer", "day", "week", "month", "weekday"}:
            return {}
        by_id, groups = {d.row["declaration_id"]: d for d in self.all}, defaultdict(list)
        for r in self.audits:
            if not r["closed_on"] or not first <= date(r["closed_on"]) <= last:
                continue
            d = by_id.get(r["declaration_id"])
            at = Stamp(r["closed_on"], self.zone(""))
            own = {"office": d.office if d else "", "importer": r["importer_id"] or (d.row["importer_id"] if d else "")}
            told = lambda name: own[name] if name in own else self.time_value(name, at)
            if all(told(n) in v for n, v in where.items()):
                groups[tuple(told(n) for n in by)].append((Fraction(r["assessed"]) if r["assessed"] else None, Fraction(r["collected"] or 0)))
        return groups

    def kpi_pca_strike_rate(self, by, where, first, last, now):
        out = {}
        for key, found in self.closed(by, where, first, last).items():
            known = [a > 0 for a, _ in found if a is not None]
            out[key] = {"rate": (sum(known) / len(known) if known else None, len(known)), "coverage": len(known) / len(found)}
        return out

    def audit_ratio(self, of, by, where, first, last):
        out = {}
        for key, found in self.closed(by, where, first, last).items():
            known = [(a, c) for a, c in found if a is not None]
            top, bottom = of(known)
            out[key] = {"ratio": (float(top / bottom) if bottom else None, len(known))}
        return out

    def kpi_pca_yield(self, by, where, first, last, now):
        return self.audit_ratio(lambda known: (sum(a for a, _ in known), len(known)), by, where, first, last)

    def kpi_pca_recovery_rate(self, by, where, first, last, now):
        return self.audit_ratio(lambda known: (sum(c for _, c in known), sum(a for a, _ in known)), by, where, first, last)

    # -- the published standard -----------------------------------------------------------------------------------
    def standard(self, d):
        """Hours: the target of release_time_total in force on the day of arrival; a post's own before a mode's, that before a flow's."""
        fits = lambda t, name: t[name] in ("", d.row[name])
        found = [t for t in self.targets if t["kpi"] == "release_time_total" and t["first"] <= d.arr.day <= t["last"]
                 and all(fits(t, name) for name in ("office", "mode", "flow"))]
        if found:
            return max(found, key=lambda t: (t["office"] != "", t["mode"] != "", t["flow"] != ""))["value"]
        return 24 if d.row["mode"] == "4" else 48

    def kpi_sla_met_rate(self, by, where, first, last, now):
        kept = lambda d, end: None if d.rel and d.rel.day_only else bool(d.rel) and d.rel.utc <= end.utc
        return self.deadline(lambda d: d.arr, self.standard, kept, by, where, first, last, now)

    # -- values far below the usual -------------------------------------------------------------------------------
    def kpi_unit_value_gap(self, by, where, first, last, now):
        """In minor units, rounded item by item."""
        by_id = {d.row["declaration_id"]: d for d in self.live}
        end = last if last < dt.date.max else max(d.ldg.day for d in self.all)
        start = min(first, end - 364 * DAY) if first > dt.date.min else dt.date.min
        classes = defaultdict(list)
        for r in self.items:
            d = by_id.get(r["declaration_id"])
            if not d or not r["cif_value"] or Fraction(r["cif_value"]) <= 0:
                continue
            if not start <= Stamp(d.row["registered_at"], self.zone(d.office)).day <= end:  # by the column, as the items are looked up
                continue
            if d.row["currency"] not in ("", REPORTING):
                continue
            by_count = float(r["quantity"] or 0) > 0
            quantity = float(r["quantity"] if by_count else r["net_kg"] or 0)
            if quantity > 0:
                kind = (r["hs"][:8], r["origin"] or d.own_origin, r["unit"] if by_count else "")
                classes[kind].append((d, float(Fraction(r["cif_value"]) * 10 ** DECIMALS), quantity, r["tax_rate"]))
        rates = [float(r["tax_rate"]) for r in self.items if float(r["tax_rate"] or 0) > 0]
        unit = 100 if sum(r > 1 for r in rates) * 2 > len(rates) else 1
        groups, n = defaultdict(int), defaultdict(int)
        for lines in classes.values():
            if len(lines) < 20:
                continue
            logs = [math.log(value / quantity) for _, value, quantity, _ in lines]
            middle = statistics.median(logs)
            fence = middle - 3 * statistics.median(abs(x - middle) for x in logs)
            for (d, value, quantity, tax), x in zip(lines, logs):
                if tax and self.passes(d, where, d.ldg) and first <= d.ldg.day <= last:
                    gap = max(0, math.exp(middle) - value / quantity) * quantity * float(tax) / unit if x < fence else 0
                    for key in self.keys(d, by, registered(d)):
                        groups[key] += math.floor(gap + .5)
                        n[key] += 1
        return {k: {"sum": (v / 10 ** DECIMALS, n[k])} for k, v in groups.items()}
