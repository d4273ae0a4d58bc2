"""An organisation that keeps things from some readers: every word below stands in one hidden place only."""

from __future__ import annotations

from complete_records import NONCONFORMITY
from reviewed import RISKS, Reviewed, document
from support import POLICY

HIDDEN = (
    "quokka",  # text of a confidential document
    "wombat",  # its title
    "numbat",  # its file name
    "bilby",  # reason of the change that brought it
    "CAP-0009",  # its id
    "potoroo",  # its title before it was renamed
    "bettong",  # text of a confidential record
    "dibbler",  # title of the record
    "NCR-0777",  # id of the record
    "kowari",  # an entry of a register
    "mulgara",  # a former state of that entry
    "quoll",  # text of a document that was confidential once and is not any more
    "phascogale",  # its file name then
    "antechinus",  # the reason of the change in which it was confidential
    "dunnart",  # a former text of a document that is confidential today
    "ningaui",  # text of a confidential document that is gone
    "planigale",  # its title
    "kultarr",  # the reason for taking it out
    "thylacine",  # an attachment of a confidential document
    "pademelon",  # the text in that attachment
    "euro-hill",  # an attachment that a confidential text named and that is gone
    "wallaroo",  # classified with a word that nobody knows
    "boodie",  # an index page that says it is confidential
)
SHOWN = ("public-words", "internal-words", "declassified-words", "entry-for-all", "shared.txt")
NOT_PUBLIC = (
    "internal-words", "entry-for-all", "plain-reason", "baseline-of-ours", "Ada Author", "Ben Boss",
    "declassified-words",
)  # fmt: skip

PLANS = "docs/context/numbat-plan.md"
PLAN = document(
    "CAP-0009",
    "resource-plan",
    "Wombat plan",
    "0.1",
    "The quokka is bought in May.\n\nSee ![map](thylacine.txt).",
)
ONCE = document("SCO-0001", "ims-scope", "Scope", "0.1", "Only the quoll is in scope.")
LATER = document("VIS-0001", "innovation-intent", "Vision", "0.1", "We dream of the dunnart.")
ENDED = document(
    "STR-0001", "innovation-strategy", "Planigale strategy", "0.1", "The ningaui goes first."
)
INDICATORS = """\
type: indicators
title: Indicators
owner: innovation-manager
classification: internal
entries:
  - id: IND-0001
    title: Ideas, entry-for-all
    status: in use
  - id: IND-0002
    title: Readiness for the {name}
    classification: confidential
    status: in use
"""


def confidential(text: str, word: str = "confidential") -> str:
    """The text, classified."""
    return text.replace("classification: internal", f"classification: {word}")


def keep_secrets(here: Reviewed) -> None:
    """A year in which some of everything is kept from somebody."""
    here.begin()
    here.fix("baseline-of-ours", "2026-02-01")
    policy = document(
        "POL-0001", "innovation-policy", "Innovation policy", "1.1", "These are public-words."
    )
    here.save(
        "docs: plain-reason",
        "2026-02-02",
        {POLICY: policy.replace("classification: internal", "classification: public")},
    )
    here.save("docs: bilby begins", "2026-02-03", {
        "docs/context/potoroo-plan.md": confidential(PLAN).replace("Wombat", "Potoroo"),
        "docs/context/thylacine.txt": "pademelon\n",
        "docs/context/euro-hill.txt": "a hill\n",
        "docs/context/shared.txt": "for all\n",
        "docs/leadership/index.md": "---\ntitle: Leads\nclassification: confidential\n---\n\n# Leads\n\nThe boodie.\n",
    })  # fmt: skip
    here.git("mv", "docs/context/potoroo-plan.md", PLANS, day="2026-02-04")
    here.save(
        "docs: bilby is renamed",
        "2026-02-04",
        {PLANS: confidential(PLAN) + "\n[hill](euro-hill.txt)\n"},
    )
    (here.root / "docs/context/euro-hill.txt").unlink()
    here.save("docs: take the picture away", "2026-02-05", {PLANS: confidential(PLAN)})
    record = confidential(
        NONCONFORMITY.replace("NCR-0001", "NCR-0777").replace("title: ", "title: Dibbler ", 1)
    )
    if "classification:" not in record:
        record = record.replace(
            "type: nonconformity", "type: nonconformity\nclassification: confidential", 1
        )
    here.save("docs: another bilby", "2026-02-06", {
        "docs/records/nonconformity/NCR-0777.md": f"{record}\nA bettong.\n",
        "docs/registers/indicators.yaml": INDICATORS.format(name="mulgara"),
    })  # fmt: skip
    here.save(
        "docs: bilby again",
        "2026-02-07",
        {"docs/registers/indicators.yaml": INDICATORS.format(name="kowari")},
    )
    (here.root / "docs/context/ims-scope.md").unlink()
    here.save("docs: antechinus", "2026-02-08", {"docs/context/phascogale.md": confidential(ONCE)})
    here.git("mv", "docs/context/phascogale.md", "docs/context/ims-scope.md", day="2026-02-09")
    here.save("docs: antechinus ends", "2026-02-09", {
        "docs/context/ims-scope.md": ONCE.replace('"0.1"', '"0.2"').replace("Only the quoll is in scope.", f"All of it: declassified-words. {' '.join(map(str, range(40)))}"),
        "docs/context/vision.md": LATER,
    })  # fmt: skip
    here.save(
        "docs: bilby dreams",
        "2026-02-10",
        {
            "docs/context/vision.md": confidential(LATER)
            .replace("dunnart", "stars")
            .replace('"0.1"', '"0.2"')
        },
    )
    here.save(
        "docs: kultarr begins", "2026-02-11", {"docs/context/strategy.md": confidential(ENDED)}
    )
    (here.root / "docs/context/strategy.md").unlink()
    here.save("docs: kultarr is over", "2026-02-12")
    words = document("GLO-0001", "glossary", "Wallaroo words", "0.1", "Nothing.")
    linking = document(
        "PRI-0001", "innovation-principles", "Principles", "0.1",
        "These are internal-words. See [it](shared.txt).",
    )  # fmt: skip
    here.save(
        "docs: bilby has words",
        "2026-02-13",
        {"docs/context/words.md": confidential(words, "strictly-secret")},
    )
    here.save("docs: principles", "2026-02-14", {"docs/context/principles.md": linking})
    here.save(
        "docs: risks for all",
        "2026-02-15",
        {
            RISKS: (here.root / RISKS)
            .read_text()
            .replace("A supplier fails", "A supplier of ours fails")
        },
    )
