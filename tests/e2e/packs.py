"""Random packs that are made to hurt: everything figures.md speaks of occurs, from a seed, in a few hundred declarations."""
import csv
import datetime as dt
import os
import random

OFFICES = {"AAA": ("Asia/Amman", "fri,sat"), "BBB": ("Europe/Paris", "sat,sun"), "CCC": ("UTC", ""), "DDD": ("Asia/Amman", "fri,sat")}
BOOKS_ONLY = "DDD"          # its declarations carry no paid amounts: the revenue file speaks for it
WIDE = {"ARR": "arrived_at", "DIS": "discharged_at", "LDG": "registered_at", "SEL": "selected_at", "ASG": "assigned_at",
        "INS_REQ": "exam_called_at", "INS_PRES": "goods_presented_at", "INS_S": "exam_started_at", "INS_E": "exam_ended_at",
        "ASM": "assessed_at", "PAY": "paid_at", "REL": "released_at", "GOUT": "exited_at"}
PAIRS = {"QRY": ("query_opened_at", "query_closed_at"), "OGA": ("hold_started_at", "hold_ended_at"),
         "DOC": ("document_started_at", "document_ended_at")}
LANES = ["green", "blue", "yellow", "orange", "red"]
TYPES = ["physical", "physical", "document", "scanner", "laboratory"]
OUTCOMES = ["conform", "conform", "minor", "noncompliant", ""]
FINDINGS = ["", "value", "prohibited"]
SEIZURES = ["drugs", "drugs", "heritage", "environment", "ipr", "revenue", "security", "currency"]
GOODS = [("61091000", 12.0, "NAR"), ("6109100090", 12.0, "NAR"), ("85171300", 300.0, "NAR"), ("10063098", 0.8, ""), ("87032319", 6000.0, "NAR")]
COLUMNS = (["declaration_id", "office", "flow", "regime", "status", "mode", "importer_id", "broker_id", "aeo", "origin", "hs",
            "cif_value", "currency", "assessed_initial", "assessed_final", "paid_amount", "exempt_amount", "payment_mode",
            "paper", "lane_initial", "lane_final", "select_reason", "rule_id", "officer_id", "assigned_by", "version", "inspection_type",
            "inspection_outcome", "inspection_finding", "tax_adjustment", "penalty"]
           + list(WIDE.values()) + [c for p in PAIRS.values() for c in p])
MILESTONES = ["declaration_id", "code", "at", "sequence"]
INSPECTIONS = ["inspection_id", "declaration_id", "type", "outcome", "finding", "called_at", "presented_at", "started_at", "ended_at",
               "tax_adjustment", "officer_id", "penalty", "penalty_paid"]
iso = lambda t: t.strftime("%Y-%m-%dT%H:%M:%S")


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.first = dt.datetime(2026, 1, 1)
        self.files = {}

    def chance(self, p):
        return self.r.random() < p

    def put(self, kind, **row):
        self.files.setdefault(kind, []).append(row)

    def text(self, t):
        """A stamp as an export might write it: local mostly, a date alone, or with an offset."""
        kind = self.r.random()
        if kind < 0.04:
            return t.strftime("%Y-%m-%d")
        if kind < 0.08:
            return t.strftime("%Y-%m-%dT%H:%M:%SZ")
        return t.strftime(self.r.choice(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]))

    def lognormal(self, hours, sigma=1.2):
        return dt.timedelta(seconds=int(self.r.lognormvariate(0, sigma) * hours * 3600))

    def day(self):
        return (self.first + dt.timedelta(self.r.randrange(150))).strftime("%Y-%m-%d")

    # -- one declaration ------------------------------------------------------------------------------------------
    def times(self):
        """Milestones of one declaration, mostly in order, some missing, some turned round."""
        t = self.first + dt.timedelta(seconds=self.r.randrange(150 * 86400))
        at = {"ARR": t}
        for code, hours in (("DIS", 3), ("LDG", 8), ("SEL", .1), ("ASG", .5), ("INS_REQ", 2), ("INS_PRES", 3), ("INS_S", 2), ("INS_E", 1),
                            ("ASM", 2), ("PAY", 6), ("REL", .5), ("GOUT", 10)):
            t += self.lognormal(hours)
            at[code] = t
        if self.chance(.3):
            at["LDG"] = at["ARR"] - self.lognormal(12)
        if self.chance(.03):
            a, b = self.r.sample(["LDG", "ASM", "PAY", "REL", "GOUT", "ARR"], 2)
            at[a], at[b] = at[b], at[a]
        examined = self.chance(.4)
        for code in list(at):
            gone = .06 if code != "LDG" else 0
            if code.startswith("INS") and not examined:
                gone = 1
            if self.chance(gone):
                del at[code]
        if self.chance(.08):
            for code in ("REL", "GOUT"):
                at.pop(code, None)
        pairs = {}
        for code in PAIRS:
            pairs[code] = []
            while self.chance(.25):
                a = at["LDG"] + self.lognormal(3)
                pairs[code].append((a, a + self.lognormal(6)))
        return at, pairs

    def declaration(self, i):
        r, (at, pairs) = self.r, self.times()
        row = dict.fromkeys(COLUMNS, "")
        released = "REL" in at
        row.update(declaration_id="D%05d" % i, office=r.choice(list(OFFICES)), flow=r.choice(["import", "import", "export", "transit"]),
                   regime=r.choice(["4000", "4000", "1000", "8000", "7100", "5100"]), mode=r.choice("1345"), importer_id="I%d" % r.randrange(30),
                   broker_id="B%d" % r.randrange(8), aeo=r.choice(["0", "0", "1", ""]), origin=r.choice(["CN", "DE", "TR", ""]),
                   hs="" if self.chance(.05) else "%02d%04d" % (r.randrange(1, 97) if self.chance(.3) else r.choice([61, 85, 87]), r.randrange(10000)),
                   currency=r.choices(["JOD", "EUR", "USD", ""], [88, 6, 2, 4])[0],
                   status=r.choices(["released" if released else "assessed", "cancelled", "rejected", "test", "seized"], [90, 4, 2, 1, 1])[0],
                   payment_mode=r.choice(["cash", "bank", "electronic", "deferred", ""]), paper=r.choice(["0", "0", "1", ""]),
                   lane_initial=r.choice(LANES + [""]), select_reason=r.choice(["rule", "random", "manual", "model", "none", ""]),
                   rule_id=r.choice(["", "R1", "R2", "R1|R2", "R3"]), officer_id="O%d" % r.randrange(6) if self.chance(.95) else "",
                   assigned_by=r.choices(["system", "manual", "self", ""], [70, 15, 10, 5])[0])
        if self.chance(.1):
            row["lane_final"] = r.choice(LANES)
        for column, scale in (("cif_value", 9000), ("assessed_initial", 900), ("assessed_final", 900), ("paid_amount", 900), ("exempt_amount", 90)):
            if self.chance(.9):
                row[column] = self.amount(row, scale) if self.chance(.97) else "0"
        if row["office"] == BOOKS_ONLY:
            row["paid_amount"] = ""
        if self.chance(.06):
            row.update(inspection_type=r.choice(TYPES), inspection_outcome=r.choice(OUTCOMES), inspection_finding=r.choice(FINDINGS),
                       tax_adjustment=self.amount(row, 50) if self.chance(.5) else "", penalty=self.amount(row, 90) if self.chance(.4) else "")
        return row, at, pairs

    def amount(self, row, scale):
        return "%.*f" % (2 if row["currency"] in ("EUR", "USD") else 3, self.r.lognormvariate(0, 1.5) * scale)

    def write_times(self, row, at, pairs):
        """Some in the milestone file, some in the wide columns, some in both and told differently."""
        key, in_file = row["declaration_id"], self.chance(.3)
        for code, t in at.items():
            if code == "LDG":
                row[WIDE[code]] = self.text(t)
                if self.chance(.1):
                    later = self.chance(.2)
                    self.put("milestones", declaration_id=key, code=code, sequence="1",
                             at=self.text(t + self.lognormal(20)) if later else iso(t))
            elif in_file and self.chance(.8):
                self.put("milestones", declaration_id=key, code=code, at=self.text(t), sequence="1")
                if self.chance(.1):
                    row[WIDE[code]] = self.text(t + self.lognormal(5))
            else:
                row[WIDE[code]] = self.text(t)
        for code, spans in pairs.items():
            if len(spans) == 1 and not in_file:
                for column, t in zip(PAIRS[code], spans[0]):
                    row[column] = iso(t) if self.chance(.95) else ""
            else:
                self.write_pairs(key, code, spans)

    def write_pairs(self, key, code, spans):
        numbered = self.chance(.7)
        order = list(range(2 * len(spans)))
        self.r.shuffle(order)
        for k, span in enumerate(spans):
            for i, (suffix, t) in enumerate(zip("SE", span)):
                if self.chance(.95):
                    number = str(k + 1 if numbered else 10 + order[2 * k + i])
                    self.put("milestones", declaration_id=key, code="%s_%s" % (code, suffix), sequence=number, at=iso(t))

    def inspections(self, row, at):
        for n in range(self.r.choice([0, 0, 0, 1, 1, 2])):
            one = dict.fromkeys(INSPECTIONS, "")
            one.update(inspection_id="%s-%d" % (row["declaration_id"], n), declaration_id=row["declaration_id"], type=self.r.choice(TYPES),
                       outcome=self.r.choice(OUTCOMES), finding=self.r.choice(FINDINGS),
                       tax_adjustment="%.3f" % self.r.lognormvariate(4, 2) if self.chance(.3) else "", officer_id="O%d" % self.r.randrange(6),
                       penalty=self.r.choice(["", "", "", "0", "%.3f" % self.r.lognormvariate(4, 1)]),
                       penalty_paid="%.3f" % self.r.lognormvariate(3, 1) if self.chance(.3) else "")
            if self.chance(.7):
                t = at["LDG"] + self.lognormal(5)
                for column in ("called_at", "presented_at", "started_at", "ended_at"):
                    if self.chance(.85):
                        one[column] = self.text(t)
                    t += self.lognormal(2)
            self.put("inspections", **one)

    def children(self, row, at):
        r, key = self.r, row["declaration_id"]
        if row["lane_initial"] and self.chance(.15):
            self.put("reroutes", declaration_id=key, at=iso(at["LDG"]), lane_from=row["lane_initial"], lane_to=r.choice(LANES),
                     automatic=r.choice("01"), reason=r.choice(["", "waiver", "documents"]))
        for k in range(r.choice([0, 0, 0, 1, 2])):
            self.put("permits", declaration_id=key, permit_id="P%d" % k, agency=r.choice(["FDA", "AGR", ""]), single_window=r.choice(["0", "1", ""]),
                     inspected=r.choice("01"))
        if self.chance(.02):
            self.put("seizures", seizure_id="Z" + key, at=iso(at["LDG"]), office=row["office"], type="drugs", declaration_id=key,
                     value="%.3f" % r.lognormvariate(6, 1))
        if self.chance(.12):
            self.put("audits", audit_id="A" + key, declaration_id=key, opened_on=at["LDG"].strftime("%Y-%m-%d"),
                     closed_on=r.choice(["", "2026-06-01", "2026-06-10"]), assessed=r.choice(["", "0", "12.500", "0.001"]),
                     importer_id=r.choice(["", "I%d" % r.randrange(30)]), collected=r.choice(["", "5.000", "0.001"]))
        for k in range(r.choice([0, 1, 1, 2, 3])):
            self.item(key, k + 1)

    def item(self, key, number):
        r = self.r
        hs, price, unit = r.choice(GOODS)
        quantity = r.lognormvariate(2, 1)
        factor = r.choice([.05, .2, .4]) if self.chance(.06) else r.lognormvariate(0, .15)
        counted = unit and self.chance(.95)
        self.put("items", declaration_id=key, item_no=str(number), hs=hs, origin=r.choice(["CN", "CN", "CN", "DE", ""]),
                 quantity="%.2f" % quantity if counted else "", unit=unit if counted else "",
                 net_kg="%.3f" % (quantity * 1.1) if self.chance(.9) else "", cif_value="%.3f" % (price * quantity * factor) if self.chance(.97) else "",
                 tax_rate=r.choice(["5", "10", "20", "0.5", "0", ""]))

    # -- the other books ------------------------------------------------------------------------------------------
    def books(self):
        r = self.r
        for n in range(25):
            self.put("seizures", seizure_id="S%d" % n, at=self.text(self.first + dt.timedelta(seconds=r.randrange(150 * 86400))),
                     office=r.choice(list(OFFICES)), type=r.choice(SEIZURES), declaration_id="",
                     value=r.choice(["", "%.3f" % r.lognormvariate(6, 2)]))
        for n in range(0, 30, 3):
            self.put("traders", trader_id="I%d" % n, name="Trader %d" % n, role="importer", aeo=r.choice(["0", "1", ""]))
        for n in range(40):
            day = self.day()
            for again in range(r.choice([1, 1, 1, 2, 3])):      # told again: the newest holds, the oldest tells what it was
                self.put("arrears", trader_id="I%d" % n, due_on=day, balance="%.3f" % r.lognormvariate(5 - again, 2),
                         disputed=r.choice(["0", "1", ""]))
        self.staff()
        for office, most in ((BOOKS_ONLY, .8), ("AAA", .2)):    # the second pays through its declarations: not added
            for n in range(150):
                day = (self.first + dt.timedelta(n)).strftime("%Y-%m-%d")
                for head in ("duty", "vat"):
                    if self.chance(most):
                        self.put("revenue", day=day, office=office, head=head, collected="%.3f" % r.lognormvariate(5, 1), refunds="")
        self.earlier_years()
        for month in range(1, 7):
            first = dt.date(2026, month, 1)
            last = (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
            for office in ("", "AAA", "DDD"):
                self.put("targets", kpi="revenue_collected", office=office, flow="", mode="", value="%.2f" % r.uniform(9000, 20000),
                         **{"from": first.isoformat(), "to": last.isoformat()})
        for office, flow, mode, first, last, value in (
                ("", "", "", "2026-01-01", "2026-03-31", 40), ("", "", "", "2026-04-01", "2026-12-31", 30), ("BBB", "", "", "2026-01-01", "2026-12-31", 36),
                ("", "", "4", "2026-02-01", "2026-12-31", 12.5), ("", "export", "", "2026-01-01", "2026-04-15", 20)):
            self.put("targets", kpi="release_time_total", office=office, flow=flow, mode=mode, value=str(value), **{"from": first, "to": last})
        for day, office, working in (("2026-01-01", "", "0"), ("2026-03-20", "", "0"), ("2026-03-20", "AAA", "1"), ("2026-05-01", "BBB", "0"),
                                     ("2026-02-06", "AAA", "1"), ("2026-04-10", "", "")):
            self.put("calendar", day=day, office=office, working=working, tag="feast")
        for day, rate in (("2025-12-01", "0.75"), ("2026-03-01", "0.8125")):
            self.put("rates", currency="EUR", day=day, rate=rate)
        for office, (zone, weekend) in OFFICES.items():
            self.put("posts", office=office, name="Post " + office, timezone=zone, weekend=weekend)

    def staff(self):
        """O5 is on no roster, O4 has no role, O3 examines; two posts share a pool."""
        r = self.r
        for n, (office, role, pool) in enumerate((("AAA", "assessor", "east"), ("BBB", "assessor", "east"), ("AAA", "assessor", ""),
                                                  ("CCC", "examiner", ""), ("DDD", "", ""))):
            self.put("officers", officer_id="O%d" % n, name="", office=office, role=role, pool=pool)
            for k in range(170):
                if self.chance(.7):
                    self.put("attendance", officer_id="O%d" % n, day=(self.first + dt.timedelta(k)).strftime("%Y-%m-%d"),
                             hours=r.choice(["8", "7.5", "4", "0"]), office=r.choice(["", "", "", "BBB"]))

    def earlier_years(self):
        """What a season is learnt from: one book over three years, the first of them cut short; more comes in spring and on tagged days."""
        for n in range((dt.date(2026, 1, 1) - dt.date(2023, 3, 10)).days):
            day = dt.date(2023, 3, 10) + dt.timedelta(n)
            if self.chance(.8):
                self.put("revenue", day=day.isoformat(), office=BOOKS_ONLY, head="duty", refunds="",
                         collected="%.3f" % (self.r.lognormvariate(4 + (day.month in (3, 4)) + (day.day > 25), .5)))
        for year, start in ((2023, "2023-03-23"), (2024, "2024-03-11"), (2025, "2025-03-01"), (2026, "2026-02-18")):
            for n in range(30):
                self.put("calendar", day=(dt.date.fromisoformat(start) + dt.timedelta(n)).isoformat(), office="", working="", tag="ramadan")

    def declarations(self, n):
        for i in range(n):
            row, at, pairs = self.declaration(i)
            self.write_times(row, at, pairs)
            self.put("declarations", **row)
            if self.chance(.05):
                self.put("declarations", **dict(row, version="2", assessed_final=self.amount(row, 900)))
            elif self.chance(.03):
                self.put("declarations", **row)
            self.inspections(row, at)
            self.children(row, at)


def make(folder, seed, n=400):
    os.makedirs(folder, exist_ok=True)
    m = Maker(seed)
    m.declarations(n)
    m.books()
    for kind, rows in m.files.items():
        with open(os.path.join(folder, kind + ".csv"), "w", newline="", encoding="utf-8") as f:
            w = csv.DictWriter(f, list(rows[0]))
            w.writeheader()
            w.writerows(rows)
