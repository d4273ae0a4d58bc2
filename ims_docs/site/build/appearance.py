"""What our pages need from MkDocs and Material, set in one place for every way to build them."""

from __future__ import annotations

from html import escape

from mkdocs.config.defaults import MkDocsConfig

from ims_docs.formats.markdown import rendering
from ims_docs.site import ASSETS
from ims_docs.site.pages import SiteContent, navigation, page_title, verdict_line, verdict_warning

_WORKER = "assets/ims/iframe-worker.js"


def set_appearance(config: MkDocsConfig, content: SiteContent) -> None:
    """Give a site its name, navigation, style, scripts and notices."""
    config.site_name = page_title(content.organisation)
    config.nav = navigation(content)
    config.copyright = _footer(content)
    config.extra["generator"] = False
    config.extra["ims_notice"] = _notice(content)
    config.extra["ims_verdict"] = escape(verdict_warning(content))
    config.extra["ims_report"] = "about/" if config.use_directory_urls else "about.html"
    config.extra["ims_state"] = f"as of {content.report.as_of}, commit {content.commit_label}"
    config.extra["polyfills"] = [_WORKER]
    config.extra_css.insert(0, "assets/ims/ims.css")
    own = 1 if config.theme.custom_dir else 0
    config.theme.dirs.insert(own, str(ASSETS))
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    extensions = dict.fromkeys((*rendering.EXTENSIONS, *config.markdown_extensions))
    config.markdown_extensions = [one for one in extensions if one not in rendering.REFUSED]
    config.mdx_configs.update(rendering.settings())


def _footer(content: SiteContent) -> str:
    label = escape(content.commit_label)
    files = "modified files" if content.modified else "committed files"
    told = f" · {escape(content.edition.told)}" if content.edition.told else ""
    return f'As of {content.report.as_of} · commit <code title="{escape(content.commit)}">{label}</code> · built from {files} · integrity: {escape(verdict_line(content))}{told}'


def _notice(content: SiteContent) -> str:
    """A sentence for the top of every page when the site is not what the commit holds."""
    if not content.modified:
        return ""
    number = len(content.modified)
    differ = f"{number} file differs" if number == 1 else f"{number} files differ"
    return f"Built from modified files: {differ} from commit {escape(content.commit_label)}."
