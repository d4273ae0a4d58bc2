"""Verify an audit pack without ims: python3 verify.py FILE.zip (Python 3.9 or newer, and ssh-keygen).

It runs nothing of the pack, unpacks nothing, and asks no network. Lines that begin with FAIL name a
file that is not as it was; the last line is the verdict: intact, not intact, or cannot tell.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from pathlib import Path

LARGEST = 2**31 - 1
MANIFEST, ABOUT, REPORT, BUNDLE = "MANIFEST.sha256", "pack.json", "verify.json", "repository.bundle"
LIST = "trust/allowed_signers"
OWN = ("approvals/", "baselines/", "trust/")
DEVICES = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
STATEMENT = re.compile(
    r"(?:ims-approval/v1|ims-approval/v2)\ndocument: (?P<document>[A-Z]{2,5}-[0-9]{4}|[a-z][a-z0-9-]{0,59})\n"
    r"version: (?P<version>(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})|[1-9][0-9]{0,3})\n"
    r"digest: (?P<digest>sha256:[0-9a-f]{64})\n"
    r"meaning: (?P<meaning>prepared|approved|approved-alone|reviewed|withdrawn|returned)\n"
    r"signer: (?P<who>PER-[0-9]{4})\nsigned-at: (?P<when>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z\n"
    r"previous: (?:none|sha256:[0-9a-f]{64})\n(?:clauses: [^\n]+\n)?(?:reason: [^\n]+\n)?"
)
BASELINE = re.compile(
    r"ims-baseline/v1\nname: (?P<name>[a-z0-9][a-z0-9.-]{0,59})\ncommit: (?P<commit>[0-9a-f]{40})\n"
    r"commits: [1-9][0-9]{0,8}\nprevious: (?:none|sha256:[0-9a-f]{64})\nmade-by: (?P<who>PER-[0-9]{4})\n"
    r"made-at: (?P<when>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z\n"
    r"(?P<files>(?:[0-9a-f]{64} (?:100644|100755|120000) [^\0\n\r]+\n)*)"
)
SIGNER = re.compile(
    r'(PER-[0-9]{4})[ \t]+((?:[a-z-]+="[^"*?!]*",?)+)[ \t]+((?:ssh|ecdsa|sk)-[a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/=]+)(?:[ \t]+(.*))?'
)
MOMENT = re.compile("[0-9]{8}(?:[0-9]{4}(?:[0-9]{2})?)?Z")
IDENTIFIER = re.compile(r"^id:[ \t]*[\"']?([A-Z]{2,5}-[0-9]{4})\b", re.MULTILINE)
VERSION = re.compile(r"^version:[ \t]*[\"']?([0-9]+\.[0-9]+)[\"']?[ \t]*$", re.MULTILINE)


class Broken(Exception):
    """A file that is no pack."""


class Pack:
    """One pack, and what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name, self.faults, self.notes, self.open = name, {}, [], []
        self.files: dict[str, bytes] = {}

    def fail(self, name: str, text: str) -> None:
        self.faults[f"FAIL {shown(name or self.name)}: {shown(text)}"] = None

    def judge(self, data: bytes) -> str:
        try:
            self.read(data)
        except Broken as error:
            self.fail("", str(error))
        if not self.faults:
            self.compare()
            self.look()
        if self.faults:
            return "not intact"
        return "cannot tell" if self.open else "intact"

    def read(self, data: bytes) -> None:
        """The heads of each file are written down as they have to be, and compared."""
        if len(data) > LARGEST or data[:4] != b"PK\3\4":
            raise Broken("it is no pack as ims writes it: it does not begin as a ZIP")
        tail, end = data[-22:], len(data) - 22
        if len(tail) < 22 or tail[:4] != b"PK\5\6":
            raise Broken("it is cut off, or something was put behind its end")
        _, disk, first, here, total, size, place, more = struct.unpack("<4s4H2IH", tail)
        if disk or first or more or here != total or place + size != end:
            raise Broken("it is cut off, or something was put into it")
        seen: dict[str, str] = {}
        at, after, count = place, 0, 0
        while at < end:
            if at + 46 > end or data[at : at + 4] != b"PK\1\2":
                raise Broken("its list of files is damaged")
            head = struct.unpack("<4s6H3I5H2I", data[at : at + 46])
            crc, length, start = head[7], head[9], head[16]
            raw = data[at + 46 : at + 46 + head[10]]
            name = raw.decode("utf-8", "backslashreplace")
            flag = 0 if max(raw, default=0) < 0x80 else 0x800
            own = (20, flag, 0, 0, 33, crc, length, length, len(raw), 0)
            wanted = (0x314, *own, 0, 0, 0, 0o100644 << 16, start)
            step = 46 + head[10] + head[11] + head[12]
            if data[at : at + step] != struct.pack("<4s6H3I5H2I", b"PK\1\2", *wanted) + raw:
                self.fail(name, odd(head))
                length = min(length, len(data))
            local = struct.pack("<4s5H3I2H", b"PK\3\4", *own) + raw
            if start != after or data[start : start + len(local)] != local:
                self.fail(name, "its two heads do not fit each other")
            body = data[start + len(local) : start + len(local) + length]
            if len(body) != length or zlib.crc32(body) != crc:
                self.fail(name, "its bytes are damaged")
            self.name_faults(name, seen)
            self.files[name] = body
            at, after, count = at + step, start + len(local) + length, count + 1
        if after != place or count != total:
            self.fail("", "there are bytes that belong to no file")

    def name_faults(self, name: str, seen: dict[str, str]) -> None:
        parts = name.split("/")
        plain = unicodedata.normalize("NFC", name).lower()
        if {"", ".", ".."} & set(parts) or set(name) & set('\\:*?"<>|'):
            self.fail(name, "its name leads out of the folder, or no computer keeps it")
        elif not name.isprintable() or len(name) > 1000:
            self.fail(name, "its name cannot be shown, or is too long")
        elif any(one[-1] in ". " or one.split(".")[0].rstrip().lower() in DEVICES for one in parts):
            self.fail(name, "its name is none that every computer keeps")
        if plain in seen:
            same = seen[plain] == name
            self.fail(
                name, "it is there twice" if same else f"some computers take it for {seen[plain]}"
            )
        seen[plain] = name

    def compare(self) -> None:
        """The files and the manifest."""
        if MANIFEST not in self.files:
            return self.fail(MANIFEST, "it is not there")
        listed: dict[str, str] = {}
        lines = self.files[MANIFEST].decode("utf-8", "backslashreplace").split("\n")
        for number, line in enumerate(lines[:-1] if not lines[-1] else lines, 1):
            match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
            if match is None or match[2] in listed:
                self.fail(MANIFEST, f"line {number} cannot be read, or names a file again")
            else:
                listed[match[2]] = match[1]
        for name in sorted({*listed, *self.files} - {MANIFEST}):
            if name not in self.files:
                self.fail(name, "the manifest names it, and it is not there")
            elif name not in listed:
                self.fail(name, "it is there, and the manifest does not name it")
            elif sha256(self.files[name]) != listed[name]:
                self.fail(name, "it is not the file that the manifest names")
        return None

    def look(self) -> None:
        """What the files prove by themselves."""
        try:
            about = json.loads(self.files.get(ABOUT, b""))
            self.level, self.baseline, self.commit = (
                about["level"],
                about["baseline"],
                about["commit"],
            )
            self.audience, left_out, self.day = about["audience"], about["left_out"], about["as_of"]
            if about["form"] != "ims-pack/v1" or not isinstance(left_out, list):
                raise ValueError
            self.left_out = {str(one) for one in left_out}
        except (ValueError, KeyError, TypeError, RecursionError):
            return self.fail(ABOUT, "it cannot be read")
        try:
            said = json.loads(self.files.get(REPORT, b""))["verdict"]
            if said == "not intact":
                self.fail(REPORT, "the history was not intact when the pack was made; it says why")
            elif said == "cannot tell":
                self.open.append(
                    "when this pack was made, not everything in the history could be looked at"
                )
            elif said != "intact":
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            self.fail(REPORT, "it cannot be read")
        if BUNDLE not in self.files and not self.audience:
            self.fail(BUNDLE, "the history is gone: a pack in which nothing is left out has it")
        self.signers()
        self.statements = {}
        for name in sorted(self.files):
            if name.startswith("approvals/") and not re.fullmatch(
                r"approvals/[^/]+/removed\.txt", name
            ):
                self.statement(name)
            elif name.startswith("baselines/") and name.endswith(".txt"):
                self.fixed(name)
        self.texts()
        self.state()
        bare = sum(f"{name}.sig" not in self.files for name in self.statements)
        if bare and not self.faults:
            self.notes.append(
                f"{bare} statements carry no signature: they say what was recorded, and prove no person"
            )
        if self.statements and LIST not in self.files:
            self.open.append("there is no list of signers here: who signed, this cannot tell")
        self.notes.append(
            "the history in repository.bundle was not looked into: ims verify --pack does"
        )
        self.notes.append("what the pages and the PDF files show was not compared with the texts")
        return None

    def signers(self) -> None:
        """The list of those who may sign: one line, one person, one key."""
        self.keys, holders = {}, {}
        self.lines = (
            self.files.get(LIST, b"").decode("ascii", "replace").replace("\r\n", "\n").split("\n")
        )
        for number, line in enumerate(self.lines, 1):
            text = line.strip(" \t")
            if not text or text.startswith("#"):
                continue
            match = SIGNER.fullmatch(text)
            options = re.findall(r'([a-z-]+)="([^"]*)"', match[2]) if match else []
            names = [name for name, _ in options]
            moments = [value for name, value in options if name != "namespaces"]
            if (
                match is None
                or len({*names}) != len(names)
                or "namespaces" not in names
                or {*names} - {"namespaces", "valid-after", "valid-before"}
                or not all(MOMENT.fullmatch(one) for one in moments)
            ):
                self.fail(LIST, f"line {number}: it cannot be read, or stands for too much")
                continue
            if holders.setdefault(match[4], match[1]) != match[1]:
                self.fail(
                    LIST,
                    f"line {number}: the key of {match[1]} is also that of {holders[match[4]]}",
                )
            self.keys[match[1], match[4]] = match[5] or ""
        signature, root = self.files.get(f"{LIST}.sig"), self.files.get("trust/root.pub", b"")
        if signature is None and "trust/root.pub" in self.files:
            self.fail(f"{LIST}.sig", "there is a root key, and its signature of the list is gone")
        elif signature is not None:
            rows = [line.split() for line in root.decode("ascii", "replace").split("\n")]
            roots = "".join(
                f'root namespaces="trust-root@ims-docs" {one[0]} {one[1]}\n'
                for one in rows
                if len(one) > 1
            )
            if said := ssh_keygen(
                roots, "root", "trust-root@ims-docs", signature, self.files.get(LIST, b""), ""
            ):
                self.fail(LIST, f"it is not the list that the root key signed ({said})")
            else:
                blob = next((one[1] for one in rows if len(one) > 1), "")
                digest = (
                    base64.b64encode(hashlib.sha256(base64.b64decode(blob)).digest())
                    .decode()
                    .rstrip("=")
                )
                self.notes.append(
                    f"root key SHA256:{digest}: compare it with the one that you have from elsewhere"
                )

    def signed(self, name: str, who: str, when: str, use: str) -> None:
        """Whether a signature is that of the person, for this use, at that time."""
        signature = self.files.get(f"{name}.sig")
        if signature is None:
            if self.level != "recorded":
                self.fail(name, "it is not signed")
            return
        if LIST not in self.files:
            return
        moment = re.sub("[^0-9]", "", when)
        said = ssh_keygen(
            "\n".join(self.lines) + "\n", who, use, signature, self.files[name], moment
        )
        try:
            said = said or self.misused(who, signature)
        except (ValueError, IndexError, AttributeError, RecursionError):
            said = "what the passkey says cannot be read"
        if said:
            self.fail(name, f"its signature does not count: {said}")

    def misused(self, who: str, signature: bytes) -> str:
        """What ssh-keygen does not ask of a passkey: was anybody there, and at which page."""
        raw = base64.b64decode(b"".join(signature.split(b"\n")[1:-2]))
        blob, at = field(raw, 10)
        for _ in range(3):
            inner, at = field(raw, at)
        inner, _ = field(raw, at)
        kind, place = field(inner, 0)
        remark = self.keys.get((who, base64.b64encode(blob).decode()), "")
        passkey = re.match(r"origin=(\S+) credential=\S+ (synced|device-bound)", remark)
        if not kind.startswith(b"webauthn-"):
            return "a passkey signed outside a browser" if passkey else ""
        _, place = field(inner, place)
        flags, (origin, place) = inner[place], field(inner, place + 5)
        client, _ = field(inner, place)
        said = json.loads(client)
        if flags & 5 != 5:
            return "nobody touched the passkey, or it did not ask who did"
        if (
            passkey is None
            or origin.decode("ascii", "replace") != passkey[1]
            or said.get("origin") != passkey[1]
        ):
            return "the passkey signed at another address than the list names"
        if flags & 8 and passkey[2] != "synced":
            return "a passkey listed as one of one device signed as one that can be copied"
        if (
            said.get("crossOrigin", False) is not False
            or "topOrigin" in said
            or said.get("type") != "webauthn.get"
        ):
            return "the passkey was asked inside a page of another site, or for something else"
        return ""

    def statement(self, name: str) -> None:
        if name.endswith(".txt.sig") and name[:-4] not in self.files:
            self.fail(name, "the statement that it signs is gone")
        if not name.endswith(".txt"):
            return
        match = STATEMENT.fullmatch(self.files[name].decode("utf-8", "backslashreplace"))
        if match is None:
            return self.fail(name, "it is no statement")
        self.statements[name] = match
        start = (
            f"approvals/{match['document']}/v{match['version']}/{match['meaning']}-{match['who']}"
        )
        if not name.startswith(start) or not re.fullmatch(
            r"(?:-[1-9][0-9]{0,3})?\.txt", name[len(start) :]
        ):
            self.fail(
                name,
                f"it is about {match['document']} version {match['version']}, and lies elsewhere",
            )
        return self.signed(name, match["who"], match["when"], "doc-approval@ims-docs")

    def fixed(self, name: str) -> None:
        match = BASELINE.fullmatch(self.files[name].decode("utf-8", "backslashreplace"))
        if match is None:
            return self.fail(name, "it is no baseline")
        if name != f"baselines/{match['name']}.txt":
            self.fail(name, f"it calls itself {match['name']}")
        return self.signed(name, match["who"], match["when"], "doc-baseline@ims-docs")

    def texts(self) -> None:
        """A text that says a version that was approved has to be the text that was approved."""
        for name, data in sorted(self.files.items()):
            if (
                not name.startswith("tree/docs/")
                or name.startswith("tree/docs/records/")
                or not name.endswith(".md")
            ):
                continue
            text = data.replace(b"\r\n", b"\n")
            head = text[:16384].decode("utf-8", "replace").partition("\n---\n")[0]
            identifier, version = IDENTIFIER.search(head), VERSION.search(head)
            if identifier is None or version is None:
                continue
            parts = (b"doc-digest/v1", identifier[1].encode(), version[1].encode(), text)
            digest = sha256(b"".join(len(one).to_bytes(8, "big") + one for one in parts))
            folder = f"approvals/{identifier[1]}/v{version[1]}/"
            said = {
                one["digest"]
                for place, one in self.statements.items()
                if place.startswith(folder) and one["meaning"].startswith("approved")
            }
            if said and f"sha256:{digest}" not in said:
                self.fail(name, f"it is not the text that was approved as version {version[1]}")

    def state(self) -> None:
        """A pack of a baseline holds every file as it lists it, and no other."""
        if not self.baseline:
            return
        own = f"baselines/{self.baseline}"
        data = self.files.get(f"{own}.txt", b"")
        match = BASELINE.fullmatch(data.decode("utf-8", "backslashreplace"))
        if match is None or match["commit"] != self.commit:
            return self.fail(
                f"{own}.txt", "it is the baseline of this pack, and is about something else"
            )
        code = sha256(data)[:16]
        self.notes.append(
            f"baseline {self.baseline}, code {'-'.join(code[n : n + 4] for n in (0, 4, 8, 12))}"
        )
        rows = (line.split(" ", 2) for line in match["files"].split("\n")[:-1])
        listed = {path: digest for digest, _, path in rows if path not in self.left_out}
        for path, digest in listed.items():
            place = path if path.startswith(OWN) else f"tree/{path}"
            if place not in self.files:
                self.fail(place, "the baseline lists it, and it is not here")
            elif sha256(self.files[place]) != digest:
                self.fail(place, "it is not the file that the baseline lists")
        for name in sorted(self.files):
            path = name if name.startswith(OWN) else name[5:] if name.startswith("tree/") else ""
            if (
                path
                and path not in listed
                and path not in {f"{own}{end}" for end in (".txt", ".txt.sig", ".tsr")}
            ):
                self.fail(name, "it is here, and the baseline does not list it")
        return None


def odd(head: tuple) -> str:
    if (head[15] >> 16) & 0o170000 not in (0, 0o100000):
        return "it is a link or a folder, and no file"
    if head[3] & 1:
        return "it is encrypted"
    return (
        "it is compressed; a pack holds files as they are" if head[4] else "its head is otherwise"
    )


def field(data: bytes, at: int) -> tuple[bytes, int]:
    end = at + 4 + int.from_bytes(data[at : at + 4], "big")
    return data[at + 4 : end], end


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def shown(text: str) -> str:
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)[:300]


def ssh_keygen(
    signers: str, who: str, use: str, signature: bytes, message: bytes, moment: str
) -> str:
    """Why ssh-keygen says no; empty where it says yes."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("signers", signers.encode()), ("signature", signature)):
            Path(folder, name).write_bytes(data)
        command = [
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            "signers",
            "-I",
            who,
            "-n",
            use,
            "-s",
            "signature",
        ]
        command += ["-O", f"verify-time={moment}"] if moment else []
        environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
        done = subprocess.run(
            command, cwd=folder, input=message, capture_output=True, env=environment, check=False
        )
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().split("\n")
    return "" if done.returncode == 0 else lines[-1] or "no reason given"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    try:
        data = Path(sys.argv[1]).read_bytes()
    except OSError as error:
        print(f"{sys.argv[1]} cannot be read: {error.strerror}")
        return 2
    pack = Pack(Path(sys.argv[1]).name)
    try:
        verdict = pack.judge(data)
    except FileNotFoundError:
        pack.open.append("ssh-keygen is not installed: no signature was checked")
        verdict = "not intact" if pack.faults else "cannot tell"
    print(f"{shown(sys.argv[1])}: {len(pack.files)} files\nsha256:{sha256(data)}")
    print("Compare this with the minutes. If it is the same, nothing was changed since.\n")
    print(
        "\n".join(
            [
                *pack.faults,
                *(f"note {shown(one)}" for one in (*pack.open, *pack.notes)),
                "",
                verdict,
            ]
        )
    )
    return {"intact": 0, "not intact": 1}.get(verdict, 3)


if __name__ == "__main__":
    sys.exit(main())
