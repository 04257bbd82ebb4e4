"""Random packs that are made to hurt: everything figures.md speaks of occurs, from a seed, in a few hundred declarations."""
import csv
import datetime as dt
import os
import random

OFFICES = {"AAA": "Asia/Amman", "BBB": "Europe/Paris", "CCC": "UTC"}
ORDER = ["ARR", "DIS", "LDG", "SEL", "ASG", "INS_REQ", "INS_PRES", "INS_S", "INS_E", "ASM", "PAY", "REL", "GOUT"]
WIDE = {"ARR": "arrived_at", "DIS": "discharged_at", "LDG": "registered_at", "SEL": "selected_at", "ASG": "assigned_at",
        "INS_REQ": "exam_called_at", "INS_PRES": "goods_presented_at", "INS_S": "exam_started_at", "INS_E": "exam_ended_at",
        "ASM": "assessed_at", "PAY": "paid_at", "REL": "released_at", "GOUT": "exited_at"}
PAIRS = {"QRY": ("query_opened_at", "query_closed_at"), "OGA": ("hold_started_at", "hold_ended_at"),
         "DOC": ("document_started_at", "document_ended_at")}
LANES = ["green", "blue", "yellow", "orange", "red"]
COLUMNS = (["declaration_id", "office", "flow", "regime", "status", "mode", "importer_id", "broker_id", "aeo", "origin", "hs",
            "cif_value", "currency", "assessed_initial", "assessed_final", "paid_amount", "exempt_amount", "payment_mode",
            "paper", "lane_initial", "lane_final", "select_reason", "rule_id", "officer_id", "version"]
           + list(WIDE.values()) + [c for p in PAIRS.values() for c in p])


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.first = dt.datetime(2026, 1, 1)

    def chance(self, p):
        return self.r.random() < p

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
        r, at_pairs = self.r, self.times()
        at, pairs = at_pairs
        row = dict.fromkeys(COLUMNS, "")
        released = "REL" in at
        row.update(declaration_id="D%05d" % i, office=r.choice(list(OFFICES)), flow=r.choice(["import", "import", "export", "transit"]),
                   regime=r.choice(["4000", "1000", "8000"]), mode=r.choice("1345"), importer_id="I%d" % r.randrange(30),
                   broker_id="B%d" % r.randrange(8), aeo=r.choice(["0", "0", "1", ""]), origin=r.choice(["CN", "DE", "TR", ""]),
                   hs="%02d%04d" % (r.randrange(1, 97), r.randrange(10000)), currency="JOD",
                   status=r.choices(["released" if released else "assessed", "cancelled", "rejected", "test", "seized"], [90, 4, 2, 1, 1])[0],
                   payment_mode=r.choice(["cash", "bank", "electronic", "deferred", ""]), paper=r.choice(["0", "0", "1", ""]),
                   lane_initial=r.choice(LANES + [""]), select_reason=r.choice(["rule", "random", "manual", "model", "none", ""]),
                   rule_id=r.choice(["", "R1", "R2", "R1|R2", "R3"]), officer_id="O%d" % r.randrange(6))
        if self.chance(.1):
            row["lane_final"] = r.choice(LANES)
        for column, scale in (("cif_value", 9000), ("assessed_initial", 900), ("assessed_final", 900), ("paid_amount", 900), ("exempt_amount", 90)):
            if self.chance(.9):
                row[column] = "%.3f" % (r.lognormvariate(0, 1.5) * scale) if self.chance(.97) else "0"
        return row, at, pairs

    def inspections(self, row, at):
        out = []
        for n in range(self.r.choice([0, 0, 0, 1, 1, 2])):
            one = {"inspection_id": "%s-%d" % (row["declaration_id"], n), "declaration_id": row["declaration_id"],
                   "type": self.r.choice(["physical", "physical", "document", "scanner", "laboratory"]),
                   "outcome": self.r.choice(["conform", "conform", "minor", "noncompliant", ""]),
                   "finding": self.r.choice(["", "value", "prohibited"]), "called_at": "", "presented_at": "", "started_at": "", "ended_at": "",
                   "tax_adjustment": "%.3f" % self.r.lognormvariate(4, 2) if self.chance(.3) else ""}
            if self.chance(.7):
                t = at["LDG"] + self.lognormal(5)
                for column in ("called_at", "presented_at", "started_at", "ended_at"):
                    if self.chance(.85):
                        one[column] = self.text(t)
                    t += self.lognormal(2)
            out.append(one)
        return out


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as f:
        w = csv.DictWriter(f, columns)
        w.writeheader()
        w.writerows(rows)


def make(folder, seed, n=400):
    os.makedirs(folder, exist_ok=True)
    m = Maker(seed)
    declarations, milestones, inspections, reroutes, permits, seizures = [], [], [], [], [], []
    for i in range(n):
        row, at, pairs = m.declaration(i)
        key = row["declaration_id"]
        in_file = m.chance(.3)
        for code, t in at.items():
            if in_file and code != "LDG" and m.chance(.8):
                milestones.append({"declaration_id": key, "code": code, "at": m.text(t), "sequence": "1"})
                if m.chance(.1):
                    row[WIDE[code]] = m.text(t + m.lognormal(5))
            else:
                row[WIDE[code]] = m.text(t)
        for code, spans in pairs.items():
            if len(spans) == 1 and not in_file:
                row[PAIRS[code][0]], row[PAIRS[code][1]] = (t.strftime("%Y-%m-%dT%H:%M:%S") for t in spans[0])
            else:
                for k, span in enumerate(spans):
                    for suffix, t in zip("SE", span):
                        milestones.append({"declaration_id": key, "code": "%s_%s" % (code, suffix), "sequence": str(k + 1),
                                           "at": t.strftime("%Y-%m-%dT%H:%M:%S")})
        declarations.append(row)
        if m.chance(.05):
            again = dict(row, version="2", assessed_final="%.3f" % m.r.uniform(1, 2000))
            declarations.append(again)
        elif m.chance(.03):
            declarations.append(dict(row))
        inspections += m.inspections(row, at)
        if row["lane_initial"] and m.chance(.15):
            reroutes.append({"declaration_id": key, "at": at["LDG"].strftime("%Y-%m-%dT%H:%M:%S"), "lane_from": row["lane_initial"],
                             "lane_to": m.r.choice(LANES), "automatic": m.r.choice("01")})
        for k in range(m.r.choice([0, 0, 0, 1, 2])):
            permits.append({"declaration_id": key, "permit_id": "P%d" % k, "agency": m.r.choice(["FDA", "AGR"]),
                            "single_window": m.r.choice("01"), "inspected": m.r.choice("01")})
        if m.chance(.02):
            seizures.append({"seizure_id": "Z" + key, "at": at["LDG"].strftime("%Y-%m-%dT%H:%M:%S"), "office": row["office"], "type": "drugs",
                             "declaration_id": key})
    write(folder, "posts", ["office", "name", "timezone"],
          [{"office": o, "name": "Post " + o, "timezone": z} for o, z in OFFICES.items()])
    write(folder, "declarations", COLUMNS, declarations)
    write(folder, "milestones", ["declaration_id", "code", "at", "sequence"], milestones)
    write(folder, "inspections", ["inspection_id", "declaration_id", "type", "outcome", "finding", "called_at", "presented_at", "started_at",
                                  "ended_at", "tax_adjustment"], inspections)
    write(folder, "reroutes", ["declaration_id", "at", "lane_from", "lane_to", "automatic"], reroutes)
    write(folder, "permits", ["declaration_id", "permit_id", "agency", "single_window", "inspected"], permits)
    write(folder, "seizures", ["seizure_id", "at", "office", "type", "declaration_id"], seizures)
