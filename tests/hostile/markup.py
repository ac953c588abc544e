"""Pages of markup that is nested, open, wide or endless."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.bad import NOTHING, SAYS, Bad


def markup() -> Iterator[Bad]:
    deep = "nested more than"
    yield Bad("divs.html", b"<div>" * 20_000 + SAYS.encode(), deep)
    yield Bad("lists.html", b"<ul><li>" * 10_000 + SAYS.encode(), deep)
    yield Bad("tables.html", b"<table><tr><td>" * 3_000 + SAYS.encode(), deep)
    yield Bad("bold.html", b"<b><i><u>" * 5_000 + SAYS.encode(), deep)
    yield Bad("svg.html", b"<svg><g>" * 5_000 + b"<text>ORR 41.7%", deep)
    yield Bad("quotes.md", b">" * 5_000 + b" ORR 41.7%\n", "line not read")
    yield Bad("lists.md", b"".join(b"  " * at + b"- ORR 41.7%\n" for at in range(200)), "line not read")
    yield Bad("emphasis.md", b"*" * 20_000 + b"a" + b"*" * 20_000, NOTHING)
    yield Bad("brackets.md", b"[" * 20_000 + b"41.7%", "characters without a space")
    yield Bad("links.md", b"[a](" * 15_000, "characters without a space")
    yield Bad("images.md", b"![" * 15_000, "characters without a space")
    yield Bad("backticks.md", b"".join(b"`" * at + b" " for at in range(300)), NOTHING)
    yield Bad("footnotes.md", b"[^1]: [^1]: " * 5_000, "empty page")
    yield Bad("definitions.md", b"".join(b"[%d]: /a\n" % at for at in range(5_000)) + b"ORR 41.7%", NOTHING)
    yield Bad("html-in.md", b"5% <b> a " * 200, NOTHING)
    yield Bad("open-tags.html", b"<a " * 20_000 + SAYS.encode(), "never closed")
    yield Bad("open-comments.html", b"<!-- " * 10_000 + SAYS.encode(), "never closed")
    yield Bad(
        "open-script.html", b"<p>ORR 5%<script>" + SAYS.encode() * 200, "script element opened here is never closed"
    )
    yield Bad("open-php.html", b"<p>ORR 5%<?php " + SAYS.encode() * 200, "never closed; what follows was not read")
    yield Bad("templates.html", b"{{ " * 20_000 + b"<p>ORR 41.7%", NOTHING)
    yield Bad("attributes.html", b"<p " + b"a=1 " * 20_000 + b">ORR 41.7%</p>", NOTHING)
    yield Bad("quotes.html", b'<p a="' * 10_001 + b">ORR 41.7%</p>", "never closed")
    yield Bad("entities.html", b"<p>" + b"&#" * 30_000 + b"ORR 41.7%", "characters without a space")
    yield Bad(
        "huge-entities.html",
        b"<p>ORR 41.7% &#" + b"9" * 20_000 + b"; &#x110000; &#0; &#xD800;",
        "characters without a space",
    )
    yield Bad("doctype.html", b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>ORR 41.7% &a;", NOTHING)
    yield Bad(
        "json-ld.html", b'<script type="application/ld+json">' + b'{"a":[' * 20_000 + b"41.7</script><p>ORR 5%", NOTHING
    )
    yield Bad(
        "json-ld-strings.html",
        b'<script type="application/ld+json">"' + b"\\" * 40_001 + b"</script><p>ORR 5%",
        NOTHING,
    )


def tables() -> Iterator[Bad]:
    yield Bad("spans.html", b"<table><tr><td colspan=99999 rowspan=99999>ORR 41.7%" * 50, NOTHING)
    yield Bad("rowspans.html", b"<table>" + b"<tr><td rowspan=65534>5%" * 200, NOTHING)
    yield Bad(
        "odd-spans.html", b"<table><tr><td colspan=-1 rowspan=0>5%<td colspan=1e9>6%<td colspan=\xd9\xa3>7%", NOTHING
    )
    yield Bad("columns.html", b"<table><tr>" + b"<td>9" * 500, NOTHING)
    yield Bad("columns.txt", b"a\t" * 10_000 + b"\n" + b"9\t" * 100, NOTHING)
    yield Bad("columns.md", b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|9" * 1_000 + b"|\n", NOTHING)
    yield Bad("rows.html", b"<table><tr><th>x<th>y" + b"<tr><th>z<td>5%" * 200, NOTHING)
    yield Bad("heads.html", b"<table>" + b"<tr><th>head" * 10_000 + b"<tr><td>5%", NOTHING)
