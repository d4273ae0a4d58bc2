import json
from inspect import signature

from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from ims_docs.reporters import REPORTERS

ORDERS = (
    "::",
    "##[",
    "\n",
    "\r\n",
    "\x1b[2J",
    "]]>",
    "%0A",
    "\u202e",
    "\udcff",
    "error",
    " ",
    "<!",
)

anything = st.lists(st.sampled_from(ORDERS) | st.characters(), max_size=12).map("".join)


def test_names():
    assert list(REPORTERS) == ["text", "json", "sarif", "junit", "github"]


def test_every_reporter_is_pure_text(report, clean, capfd):
    for name, render in REPORTERS.items():
        for one in (report, clean):
            written = render(one)
            assert written == render(one), name
            assert written.endswith("\n"), name
            assert not written.endswith("\n\n"), name
    assert capfd.readouterr() == ("", "")


def test_every_option_has_a_default():
    for render in REPORTERS.values():
        first, *options = signature(render).parameters.values()
        assert first.name == "report"
        assert all(option.default is not option.empty for option in options)


@settings(deadline=None)
@given(text=anything, line=st.integers(0, 3))
def test_no_text_breaks_a_format(spoilt, report_schema, sarif_schema, text, line):
    report = spoilt(text, line)
    written = {name: render(report) for name, render in REPORTERS.items()}

    report_schema.validate(json.loads(written["json"]))
    sarif_schema.validate(json.loads(written["sarif"]))
    (suite,) = JUnitXml.fromstring(written["junit"].encode())
    assert len(list(suite)) == len(report.rules)

    *commands, last = written["github"].split("\n")[:-1]
    assert [command[: command.index(" ")] for command in commands] == [
        "::error",
        "::warning",
        "::notice",
    ]
    for shown in (*written["text"].split("\n"), last):
        assert not shown.lstrip().startswith("::")
        assert shown.isprintable()
    for name in ("text", "json", "sarif", "junit"):
        assert "##[" not in written[name]
    for name in ("json", "sarif", "junit"):
        assert written[name].isascii()
