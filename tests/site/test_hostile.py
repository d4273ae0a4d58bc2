"""Text of a repository is shown, never run; its configuration is not obeyed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from reviewed import GONE, HEAD, RISKS, Reviewed, entry
from site_reader import AS_OF, Html, commit, edit

from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build.sanitise import sanitise
from ims_docs.site.pages import markup
from ims_docs.site.plugin import ImsPlugin

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
POLICY = "docs/leadership/innovation-policy.md"
ISSUES = "docs/registers/issues.yaml"
ACTIVE = (
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "style",
    "use",
    "animate",
    "foreignobject",
    "base",
    "meta",
)


@pytest.fixture(scope="module")
def hostile(scaffold, tmp_path_factory) -> Path:
    """The site of a repository whose author wants to run code in a reader's browser."""
    folder = tmp_path_factory.mktemp("hostile")
    root = Path(shutil.copytree(scaffold, folder / "acme", symlinks=True))
    organisation = f'A"cme</title>{SCRIPT} &lt;img src=x onerror=alert(1)&gt;'
    edit(root / "ims.yml", 'organisation: "Acme R&D"', f"organisation: '{organisation}'")
    edit(root / POLICY, "title: Innovation policy", f"title: 'P\"</title>{SCRIPT}'")
    edit(root / POLICY, 'version: "0.1"', f"version: '{SCRIPT}|x'")
    edit(
        root / POLICY, "## Our commitments",
        '## Our "onmouseover="alert(1) commitments\n\n[a](JaVaScRiPt:alert(1)) [b](data:text/html,x) '
        "[c][d] ![e](https://evil.example/e.png) ![f](//evil.example/f.png)\n\n[d]: javascript:alert(1)\n",
    )  # fmt: skip
    edit(
        root / "docs/registers/risks.yaml",
        "source: Culture survey\n",
        f"source: '{SCRIPT} | [x](javascript:alert(1))'\n",
    )
    edit(root / "docs/registers/people.yaml", 'name: "Alex Example"', f"name: '{SCRIPT}'")
    commit(root, f"{SCRIPT} | `x` [y](javascript:alert(1)) **z**")
    site_build.build(Workspace(root=root), folder / "out", as_of=AS_OF)
    return folder / "out"


@pytest.fixture(scope="module")
def hostile_past(tmp_path_factory) -> Path:
    """The site of a repository whose past, baselines and people want to run code."""
    folder = tmp_path_factory.mktemp("hostile-past")
    here = Reviewed(folder / "acme", folder / "keys")
    here.begin()
    edit(
        here.root / RISKS,
        "title: A supplier fails",
        f"title: '{SCRIPT} | [x](javascript:alert(1))'",
    )
    edit(here.root / RISKS, "title: Risks and opportunities", f"title: 'R\"</title>{SCRIPT}'")
    edit(here.root / "docs/registers/people.yaml", "name: Ben Boss", f"name: 'B\"{SCRIPT}'")
    edit(here.root / GONE, "title: Nonconformity procedure", f"title: 'P\"</title>{SCRIPT}'")
    edit(
        here.root / GONE, "## Review",
        '## Our "onmouseover="alert(1) x\n\n[a](JaVaScRiPt:alert(1)) ![e](https://evil.example/e.png)\n',
    )  # fmt: skip
    issues = (here.root / RISKS).read_text(encoding="utf-8").replace("type: risks", "type: issues")
    here.office.put(ISSUES, issues)
    here.save(f"{SCRIPT} | `x`", "2026-01-20", name=f'A"{SCRIPT}')
    for name, path in (("risks", RISKS), ("NCP-0001", GONE)):
        version = "2" if name == "risks" else "1.0"
        here.office.approves(version, "2026-01-21", document=name, text=path)
    here.save("docs: approve it", "2026-01-22")
    made = here.fix("2026-start", "2026-02-01")
    listed = f"docs/{SCRIPT}[x](javascript:alert(1)) `y`"
    wrong = replace(made, name="wrong", files=(*made.files, made.files[0]._replace(path=listed)))
    here.office.put(wrong.path, wrong.text)
    here.office.put("baselines/no-baseline.txt", IMAGE)
    here.office.put(f"baselines/{IMAGE}.txt", IMAGE)
    (here.root / GONE).unlink()
    (here.root / ISSUES).unlink()
    here.office.put(RISKS, HEAD + entry(1, "A quiet one"))
    here.save(f"{SCRIPT} | `x` [y](javascript:alert(1)) **z**", "2026-02-03", name=f'A"{SCRIPT}')
    site_build.build(Workspace(root=here.root), folder / "out", as_of=AS_OF)
    return folder / "out"


@pytest.mark.parametrize("made", ["hostile", "hostile_past"])
def test_no_page_runs_what_somebody_wrote(made, request):
    for path in request.getfixturevalue(made).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert SCRIPT not in text, path
        assert IMAGE not in text, path
        for tag, given in Html(text).tags:
            assert not [name for name in given if name.startswith("on")], (path, tag, given)
            for name in ("href", "src"):
                value = (given.get(name) or "").strip().lower()
                assert not value.startswith(("javascript:", "data:text", "vbscript:")), (
                    path,
                    given,
                )
            assert "evil.example" not in (given.get("src") or ""), path


def test_the_past_is_shown_all_the_same(hostile_past):
    def page(path: str) -> Html:
        return Html((hostile_past / path).read_text(encoding="utf-8"))

    gone = page("gone/improvement/nonconformity-procedure.html")
    said = " ".join("".join(gone.words).split())
    name = f'A"{SCRIPT}'.replace("<", "").replace(">", "")  # as git keeps it
    assert f"Gone: removed on 2026-02-03 by {name}" in said
    assert f"): {SCRIPT} | `x` [y](javascript:alert(1)) **z**" in said
    for path in ("gone/registers/issues.html", "former/registers/risks/version-2.html"):
        assert page(path).table("Id")[0][1] == f"{SCRIPT} | [x](javascript:alert(1))"
    rows = {row[0]: row for row in page("baselines.html").table("Baseline")}
    assert rows["2026-start"][2] == f'B"{SCRIPT}'
    assert {"baselines/no-baseline.txt", f"baselines/{IMAGE}.txt"} <= {*rows}
    assert "It is not signed" in rows["wrong"][6]


def test_it_is_shown_all_the_same(hostile):
    page = Html((hostile / "leadership/innovation-policy.html").read_text(encoding="utf-8"))
    assert page.fact("Version") == f"{SCRIPT}|x"
    assert page.table("Date")[0][3] == f"{SCRIPT} | `x` [y](javascript:alert(1)) **z**"
    risks = Html((hostile / "registers/risks.html").read_text(encoding="utf-8"))
    assert f"{SCRIPT} | [x](javascript:alert(1))" in [row[1] for row in risks.rows if len(row) == 2]


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=//e></iframe>",
        "<svg onload=alert(1)></svg>",
        '<svg><use href="//e#x"/><animate attributeName="x"/><image href="//e"/></svg>',
        '<svg><a href="javascript:alert(1)"><text onclick="alert(1)">x</text></a></svg>',
        "<svg><style>*{display:none}</style><foreignObject><form></form></foreignObject></svg>",
        "<svg><desc><iframe src=//e></iframe></desc></svg>",
        '<svg><title><img src="x" onerror="alert(1)"></title></svg>',
        "<form action=//e><button>x</button></form>",
        "<details open ontoggle=alert(1)>x</details>",
        '<a href="java&#10;script:alert(1)">x</a>',
        '<p style="position:fixed;inset:0">x</p>',
        '<p hidden style="display:none">x</p>',
        '<td style="text-align: left; background: url(//e)">x</td>',
        '<meta http-equiv="refresh" content="0;url=//e">',
        "<base href=//e>",
        '<img alt="[TODO: a" onerror="alert(1)]">',
    ],
)
def test_sanitiser(fragment):
    for tag, given in Html(sanitise(fragment)).tags:
        assert tag not in ACTIVE
        assert not [
            name for name in given if name.startswith("on") or name in ("style", "hidden", "action")
        ]
        assert not (given.get("href") or "").lower().startswith("java")


@pytest.mark.parametrize(
    "kept",
    [
        '<div class="admonition warning"><p class="admonition-title">x</p></div>',
        '<h2 id="x">y<a class="headerlink" href="#x" title="Permanent link">¶</a></h2>',
        '<pre class="mermaid"><code>a --&gt; b</code></pre>',
        '<td style="text-align: right;">1</td>',
        '<details class="abstract"><summary>x</summary></details>',
    ],
)
def test_sanitiser_keeps_what_the_theme_needs(kept):
    table = f"<table><tbody><tr>{kept}</tr></tbody></table>" if kept.startswith("<td") else kept
    assert sanitise(table) == table


def test_sanitiser_keeps_task_lists_inert():
    assert Html(sanitise('<li><input type="text" checked> x</li>')).tags[1][1] == {
        "type": "checkbox", "disabled": "", "checked": "",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["R&D", "A & B", "plain"])
def test_ordinary_titles_stay(text):
    assert markup.page_title(text) == text


def test_a_word_in_angle_brackets_hides_nothing_that_follows():
    shown = sanitise("<p>docs/<template>/x</p><p><title></p><p><select>last</p>")
    assert shown == "<p>docs/&lt;template&gt;/x</p><p>&lt;title&gt;</p><p>&lt;select&gt;last</p>"


def test_the_repository_does_not_configure_the_build(acme, tmp_path):
    mark = tmp_path / "executed"
    (acme / "hook.py").write_text(f"open({str(mark)!r}, 'w')\n", encoding="utf-8")
    (acme / "mkdocs.yml").write_text(
        f'site_name: x\nhooks: [hook.py]\nextra: {{x: !!python/object/apply:os.system ["touch {mark}"]}}\n',
        encoding="utf-8",
    )
    built = site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    assert built.pages
    assert not mark.exists()


def test_files_that_can_run_stay_away(acme, tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
    active = drawing.format("<script>alert(1)</script>")
    for name in ("x.html", "x.svg", "x.js", "x.png"):
        (acme / "docs/context" / name).write_text(active, encoding="utf-8")
    (acme / "docs/context/still.svg").write_text(drawing.format("<g/>"), encoding="utf-8")
    built = site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    assert built.left_out == ("docs/context/x.html", "docs/context/x.js", "docs/context/x.svg")
    assert (tmp_path / "out/context/x.png").is_file()
    assert not (tmp_path / "out/context/x.svg").exists()
    assert (tmp_path / "out/context/still.svg").is_file()


def test_the_plugin_is_the_entry_point():
    from importlib.metadata import entry_points

    (found,) = entry_points(group="mkdocs.plugins", name="ims")
    assert found.load() is ImsPlugin
