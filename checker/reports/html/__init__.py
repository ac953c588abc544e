"""A report -> one HTML file that needs nothing else: the draft as read, its claims and findings, what they rest on."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from checker.catalogue import GROUPS
from checker.coverage import coverage
from checker.model import Report
from checker.reports.html.details import details
from checker.reports.html.draft import groups, shown_as
from checker.reports.html.inlined import embedded, policy
from checker.reports.html.lists import Lists, lists, nearest, verdict_words
from checker.reports.json import summary
from checker.reports.manual import markdown
from checker.reports.told import troubles_of
from checker.reports.visible import inert
from checker.rules import RULES

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = "templates"
SIGNS = {"error": "✕", "warning": "!", "note": "i"}  # never by colour alone


def render(report: Report) -> str:
    """The whole file; same report, same text."""
    names = [*(page.path for page in report.pages), *(page.path for page in report.unreadable)]
    script, style = _file("report.js"), _file("report.css")
    drafts = [tuple(groups(page, number)) for number, page in enumerate(report.pages, start=1)]
    shown = {
        anchor: over
        for number, page in enumerate(report.pages, start=1)
        for anchor, over in shown_as(page, number).items()
    }
    told = lists(report, shown)
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            summary=summary(report),
            pages=[
                {
                    "number": number,
                    "report": page,
                    "groups": draft,
                    "coverage": coverage(page),
                    "troubles": list(troubles_of(page)),
                }
                for number, (page, draft) in enumerate(zip(report.pages, drafts, strict=True), start=1)
            ],
            lists=told,
            subject=names[0] if len(names) == 1 else f"{len(names)} pages",
            called=verdict_words(report.registry),
            many=len(report.pages) > 1,
            paths={number: page.path for number, page in enumerate(report.pages, start=1)},
            by_anchor=told.by_anchor,
            heaviest_at=told.heaviest_at,
            manual=_manual(told),
            signs=SIGNS,
            policy=policy(script, style),
            script=script,
            style=style,
            data=embedded(details(report)),
        )
    )


def _manual(told: Lists) -> list[dict[str, Any]]:
    """The manual pages of the rules that found something, as HTML made of our own Markdown."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up stays light
    from markupsafe import Markup  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False})
    found = told.rules
    return [
        {
            "id": rule.id,
            "title": rule.title,
            "group": GROUPS[rule.group],
            "html": Markup(parser.render("\n\n".join(list(markdown(rule.manual))[1:]))),  # noqa: S704 - no page's words
        }
        for rule in RULES
        if rule.id in found
    ]


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - start-up stays light

    environment = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["nearest"] = nearest
    return environment


def _inert(value: Any) -> Any:
    """Texts of pages, without the characters that a browser would act on."""
    return inert(value) if type(value) is str or (isinstance(value, str) and not hasattr(value, "__html__")) else value


def _file(name: str) -> str:
    return (files(__package__) / TEMPLATES / name).read_text("utf-8")
