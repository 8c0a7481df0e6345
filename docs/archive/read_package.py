#!/usr/bin/env python3
"""Reads the whole-life dossier of a case without the system that made it, and judges the case again from it.

    python3 read_package.py PACKAGE.zip [--json]

Nothing but the Python standard library (3.8 or later) is needed. It looks whether every file is what the list says, computes the chains of
the record again, entry by entry, and derives each decision from what it rests on: the panel's result from the score sheets, the last day of a
notice from its period, what became of it from the objections, the assessment from its scores. What does not come out as it was recorded is
named, and the answer of the program is 1.
"""
import base64
import datetime
import decimal
import hashlib
import io
import json
import sys
import unicodedata
import zipfile

SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\\": "\\\\"}
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def canonical(values):
    """A list of texts as the record hashed it: JSON in which whatever HTML minds, and whatever is no plain character, is escaped."""
    def one(char):
        if char in SHORT:
            return SHORT[char]
        if ord(char) > 0xFFFF:
            pair = char.encode("utf-16-be")
            return "\\u%02X%02X\\u%02X%02X" % tuple(pair)
        kind = unicodedata.category(char)
        plain = char == " " or kind not in ("Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
        return char if plain and char not in "\"&'+<>`" else "\\u%04X" % ord(char)
    return "[" + ",".join("null" if v is None else '"' + "".join(map(one, v)) + '"' for v in values) + "]"


def instant(text):
    """An instant of the package, whatever its offset and however many digits its second has."""
    text = text.replace("Z", "+00:00")
    head, offset = text[:19], text[-6:]
    fraction = (text[19:-6].lstrip(".") + "0" * 7)[:7]
    at = datetime.datetime.fromisoformat(head + offset).astimezone(datetime.timezone.utc)
    return at, fraction


def written(text):
    at, fraction = instant(text)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + fraction + "+00:00"


class Package:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.faults, self.checks = [], {}
        self.manifest = json.loads(self.zip.read("manifest.json"))
        self.parts = {name: json.loads(self.zip.read(name)) for name in self.zip.namelist()
                      if name.endswith(".json") and name != "manifest.json"}

    def holds(self, name):
        part = self.parts.get(name + ".json")
        return part["holds"] if part else None

    def expect(self, what, recorded, rebuilt):
        if recorded != rebuilt:
            self.faults.append("%s: recorded %r, rebuilt %r" % (what, recorded, rebuilt))

    def files(self):
        """Integrity: what is listed is there, and is what was listed; nothing else is."""
        listed = {}
        for line in self.zip.read("manifest.sha256").decode("utf-8").splitlines():
            digest, name = line.split("  ", 1)
            listed[name] = digest
        for name in self.zip.namelist():
            if name != "manifest.sha256":
                self.expect("file " + name, listed.pop(name, None), hashlib.sha256(self.zip.read(name)).hexdigest())
        for name in listed:
            self.faults.append("file %s is listed and not there" % name)
        if "application.zip" in self.zip.namelist():
            own = zipfile.ZipFile(io.BytesIO(self.zip.read("application.zip")))
            if own.testzip():
                self.faults.append("application.zip cannot be read")
        self.checks["completeness"] = not self.manifest["missing"]
        return len(self.zip.namelist())

    def record(self):
        """Authenticity: every entry of every chain is hashed again, from 32 zero bytes on."""
        entries = []
        for name, part in self.parts.items():
            for chain in part["chains"]:
                previous = bytes(32)
                for e in chain["audit"]:
                    text = canonical([e["caseId"], written(e["at"]), e["account"], e["actorName"], e.get("onBehalfOf"),
                                      e.get("remoteAddress"), e["what"], e.get("article"), e.get("policyVersion"), e.get("details")])
                    digest = hashlib.sha256(previous + text.encode("utf-8")).digest()
                    self.expect("%s entry %s" % (name, e["position"]), e["hash"], base64.b64encode(digest).decode())
                    previous = digest
                    entries.append(dict(service=name[:-5], at=instant(e["at"])[0], by=e["actorName"], step=e["what"],
                                        article=e.get("article")))
                if chain["audit"]:
                    self.expect(name + " head", chain["head"], previous.hex())
        return sorted(entries, key=lambda one: one["at"])

    def judgements(self):
        """Every decision, derived once more from what the package holds of it."""
        found = []
        review, certification = self.holds("review"), self.holds("certification")
        intake, grant = self.holds("intake"), self.holds("funding")
        if intake and intake["stage"] in ("passed", "refused"):
            unmet = [c["code"] for c in intake["conditions"] if c.get("officerMet") is False]
            if intake["stage"] == "passed" and unmet:
                self.faults.append("formal review passed although %s is not met" % ", ".join(unmet))
            found.append(("formalReview", intake["stage"], "%d conditions" % len(intake["conditions"])))
        if review and review.get("sheets"):
            for sheet in review["sheets"]:
                self.expect("sheet of " + sheet["name"], sheet["total"], sum(sheet["scores"].values()))
            totals = [decimal.Decimal(sum(sheet["scores"].values())) for sheet in review["sheets"]]
            mean = (sum(totals) / len(totals)).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)
            if review.get("averageScore") is not None:
                self.expect("average score", decimal.Decimal(str(review["averageScore"])).quantize(decimal.Decimal("0.01")), mean)
            found.append(("panel", "recommended" if review.get("recommended") else "notRecommended", str(mean)))
        if certification and certification.get("determination"):
            d = certification["determination"]
            declined = bool(d["reasons"])
            proposed = any(n["kind"] == "recognition" for n in certification["notices"])
            if declined and proposed:
                self.faults.append("declined and announced")
            if proposed and review and not review.get("recommended"):
                self.faults.append("announced without the panel's recommendation")
            found.append(("determination", "declined" if declined else "proposed" if proposed else "open", d.get("decidedBy")))
        for notice in (certification or {}).get("notices", []):
            found.append(("notice", *self.notice(notice, certification)))
        for objection in (certification or {}).get("objections", []):
            settled = objection["state"] in ("upheld", "dismissed")
            self.expect("answer to " + (objection.get("number") or objection["id"]), settled, bool(objection.get("answer")))
            found.append(("objection", objection["state"], objection.get("number")))
        if certification and certification.get("certificate"):
            c = certification["certificate"]
            found.append(("recognition", c["status"], c["certificateNumber"]))
        if grant:
            required = grant["grantFen"] * grant["matchRatio"]
            verified = sum(p["amountFen"] for p in grant["proofs"] if p["state"].lower() == "accepted")
            self.expect("matching that is required", grant["requiredMatchingFen"], required)
            self.expect("matching that was proved", grant["verifiedMatchingFen"], verified)
            self.expect("matching", grant["matchingMet"], verified >= required)
            found.append(("grant", grant["state"], str(grant["grantFen"])))
        for assessment in (self.holds("monitoring") or {}).get("assessments", []):
            if assessment.get("passed") and assessment["score"] < assessment["passMark"]:
                self.faults.append("cycle %s passed below the mark" % assessment["cycle"])
            outcome = {True: "passed", False: "failed", None: "open"}[assessment.get("passed")]
            found.append(("assessment", outcome, str(assessment["cycle"])))
        return [dict(kind=kind, outcome=outcome, detail=detail) for kind, outcome, detail in found]

    def notice(self, notice, certification):
        """Its last day is the seventh after its publication, or a later working day; no objection was open when it was decided."""
        published = datetime.date.fromisoformat(notice["publishedOn"])
        nominal = published + datetime.timedelta(days=7)
        self.expect("nominal last day of " + notice["title"], notice["nominalLastDay"], nominal.isoformat())
        if notice.get("lastDay"):
            last = datetime.date.fromisoformat(notice["lastDay"])
            if last < nominal:
                self.faults.append("%s ends before its period is over" % notice["title"])
            closes = instant(notice["closesAt"])[0].astimezone(BEIJING)
            self.expect("end of " + notice["title"], closes.isoformat(),
                        datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time(), BEIJING).isoformat())
        objections = [o for o in certification["objections"] if o["noticeId"] == notice["noticeId"]]
        certificate = certification.get("certificate")
        if certificate and notice["kind"] == "recognition" and any(o["state"] in ("open", "upheld", "unconfirmed") for o in objections):
            replaced = notice.get("replacedById")
            if not replaced:
                self.faults.append("recognised although an objection to %s was open or upheld" % notice["title"])
        upheld = sum(o["state"] == "upheld" for o in objections)
        return ("upheld" if upheld else "dismissed" if objections else "noObjection"), notice.get("lastDay") or notice["nominalLastDay"]


def main(arguments):
    package = Package(arguments[0])
    files, entries, judgements = package.files(), package.record(), package.judgements()
    package.checks["authenticity"] = package.checks["integrity"] = not package.faults
    if "--json" in arguments:
        print(json.dumps(dict(name=package.manifest["name"], files=files, entries=len(entries), judgements=judgements,
                              checks=package.checks, faults=package.faults), ensure_ascii=False))
    else:
        print(package.manifest["name"])
        for one in entries:
            print("%s  %-14s %-28s %s %s" % (one["at"].astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"), one["service"], one["step"],
                                           one["by"], one["article"] or ""))
        for one in judgements:
            print("= %(kind)s: %(outcome)s (%(detail)s)" % one)
        print("%d files, %d entries, %s" % (files, len(entries), "everything fits" if not package.faults else "FAULTS:"))
        print("\n".join(package.faults))
    return 1 if package.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
