import html
import time
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import Carrier, Kind
from claims.pages.html import read_html
from claims.pages.raw import RawBlock, RawPage


def assert_spots(page: RawPage, source: str) -> None:
    """Every character of every block stands in the source where its spot says."""
    for block in page.blocks:
        assert len(block.spots) == len(block.text) + 1
        assert list(block.spots) == sorted(block.spots)
        for character, spot in zip(block.text, block.spots, strict=False):
            said = source[spot]
            if said == character:
                continue
            if said == "&":
                decoded = html.unescape(source[spot : spot + 33])
                assert character in decoded[:2] or (character == " " and decoded[0].isspace())
            elif character == " ":
                assert said.isspace() or block.carrier is Carrier.STRUCTURED
            elif character == "\n":
                assert said.isspace() or said == "<"  # of a br, or of a tag between two paragraphs of a cell
            else:
                assert said == "\\"
                assert block.carrier is Carrier.STRUCTURED


def read(source: str) -> tuple[RawBlock, ...]:
    page = read_html(source)
    assert_spots(page, source)
    return page.blocks


def texts(source: str, carrier: Carrier = Carrier.TEXT) -> list[str]:
    return [block.text for block in read(source) if block.carrier is carrier]


def raised(block: RawBlock) -> list[tuple[str, str]]:
    return [(block.text[stretch.start : stretch.end], stretch.kind) for stretch in block.raised]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Median PFS was <b>35.7</b> months</p>", ["Median PFS was 35.7 months"]),
        ("<p>  Two\n   lines\r\n\tone </p>", ["Two lines one"]),
        ("<p>ORR&nbsp;86.6%</p>", ["ORR 86.6%"]),
        ("<p>1&thinsp;000 and 1\u202f000</p>", ["1 000 and 1 000"]),
        ("<p>HR&le;0.55, p&lt;0.001, 95&#37; CI 0.37&#x2013;0.82</p>", ["HR≤0.55, p<0.001, 95% CI 0.37–0.82"]),
        ("<p>A & B, AT&T, &unknown; 5</p>", ["A & B, AT&T, &unknown; 5"]),
        ("<p>p&lt0.05</p>", ["p<0.05"]),
        ("<p>a &# b</p><p>c &# d</p><p>e</p>", ["a &# b", "c &# d", "e"]),
        ("<p>p<0.001 and n < 5</p>", ["p<0.001 and n < 5"]),
        ("<p>pro&shy;gression&#8203;-free</p>", ["progression-free"]),
        ("<p>one<br>two<br/>three</p>", ["one\ntwo\nthree"]),
        ("<p><br>only<br></p>", ["only"]),
        ("<p>one <br> two</p>", ["one\ntwo"]),
        ("<span>86</span><span>%</span>", ["86%"]),
        ("<div>86</div><div>120</div>", ["86", "120"]),
        ("<section>a<div>b</div>c</section>", ["a", "b", "c"]),
        ("<button>Dose 1</button><button>Dose 2</button>", ["Dose 1", "Dose 2"]),
        ("<select><option>8 mg<option>16 mg</select>", ["8 mg", "16 mg"]),
        ("<details><summary>Show 3 studies</summary>More</details>", ["Show 3 studies", "More"]),
        ('<span style="display:block">a</span><span style="display: block">b</span>', ["a", "b"]),
        ("<pre>a  1\n   b</pre>", ["a  1\n   b"]),
        ("<custom-tag>86.6%</custom-tag> of <foo>patients</foo>", ["86.6% of patients"]),
        ("<p>a<!-- 99% -->b</p>", ["ab"]),
        ("<!--[if IE]><p>old</p><![endif]--><p>new</p>", ["new"]),
        ("<![if !IE]><p>new</p><![endif]>", ["new"]),
        ("<script>var x = '<p>5%</p>';</script><style>p{width:5%}</style><p>6%</p>", ["6%"]),
        ("<script src='a.js'/><p>read</p>", ["read"]),
        ("<!DOCTYPE html><html><head><link title='x 5'></head><body>text</body></html>", ["text"]),
        ("<textarea>a\nb</textarea>", ["a\nb"]),
    ],
)
def test_text_of_a_page(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<ul><li>one<li>two</ul>three", ["one", "two", "three"]),
        ("</div></p>text</td></span>", ["text"]),
        ("<p class=a id=b data-x=5>text", ["text"]),
        ("<p class='a'b>text</p>", ["text"]),
        ("<b><p>one</b> two</p>", ["one two"]),
        ("<p>one<div>two</p>three</div>", ["one", "two", "three"]),
        ("<table><tr><td>a<td>b<tr><td>5%</table>after", ["a", "b", "5%", "after"]),
        ("<table>loose<tr><td>cell</table>", ["loose", "cell"]),
        ("<td>no table</td>", ["no table"]),
        ("<title>EXEMPLAR<p>text", ["text"]),
        ("<p>a</br>b", ["a\nb"]),
        ("text only", ["text only"]),
        ("<p>a <span", ["a <span"]),
        ('<a href="x>one</a><p>two</p>', ['<a href="x>one', "two"]),
        ("<!-- open <p>one</p>", ["open", "one"]),
        ("<![CDATA[5]]><p>x</p>", ["x"]),
        ("<p>a<![foo b", ["a[foo b"]),
        ("<p>a</", ["a</"]),
        ("<dl><dt>ORR<dd>86%<dt>CR<dd>9%</dl>", ["ORR", "86%", "CR", "9%"]),
    ],
)
def test_malformed_pages_lose_no_text(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_kinds_and_levels() -> None:
    blocks = read(
        "<h2>Efficacy</h2><p>Text</p><ul><li>One<ul><li>Two</li></ul>tail</li></ul>"
        "<div role=heading aria-level=4>Safety</div><figure><figcaption>Figure 1</figcaption></figure>"
        "<blockquote>Said</blockquote><h3>Open<h4>Next</h4>"
    )
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (Kind.HEADING, 2, "Efficacy"),
        (Kind.PARAGRAPH, 0, "Text"),
        (Kind.ITEM, 1, "One"),
        (Kind.ITEM, 2, "Two"),
        (Kind.ITEM, 1, "tail"),
        (Kind.HEADING, 4, "Safety"),
        (Kind.CAPTION, 0, "Figure 1"),
        (Kind.PARAGRAPH, 0, "Said"),
        (Kind.HEADING, 3, "Open"),
        (Kind.HEADING, 4, "Next"),
    ]


def test_paragraphs_of_one_container_share_a_group_and_headings_part_them() -> None:
    one, two, _, three, item, nested, other = (
        block.group for block in read("<div><p>1<p>2<h3>H</h3><p>3<ul><li>a<ul><li>b</ul></ul></div><ul><li>c</ul>")
    )
    assert one == two
    assert item == nested
    assert len({one, three, item, other}) == 4


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("months<sup>1</sup>", [("1", "super")]),
        ("H<sub>2</sub>O", [("2", "sub")]),
        ("months<sup>1,</sup><sup>2</sup>", [("1,2", "super")]),
        ("months<sup>1, 2</sup>", [("1, 2", "super")]),
        ("months<sup>1</sup> and <sup>2</sup>", [("1", "super"), ("2", "super")]),
        ("months <sup> 3 </sup>", [("3", "super")]),
        ("months<sup><a href='#ref3'>3</a></sup>", [("3", "super")]),
        ("months<a href='#fn-3'>3</a> x", [("3", "note")]),
        ("months<a href='#references'>[1-3]</a>", [("[1-3]", "note")]),
        ("patients<span class='ref-sup'>*</span>", [("*", "super")]),
        ("patients<span class='superscript'>a</span>", [("a", "super")]),
        ("patients<span style='font-size:8px;vertical-align:super'>&dagger;</span>", [("†", "super")]),
        ("C<span class='sub'>max</span>", [("max", "sub")]),
        ("see <a href='#efficacy'>5</a>", []),
        ("see <a href='#ref3'>the third study of 2024</a>", []),
        ("<span class='super-title'>5</span>", []),
        ("<span class='supply'>5</span>", []),
        ("<sup>* Small print that an author has set in sup from its first word to its last.</sup>", []),
        ("<p>one<sup>1<p>two", [("1", "super")]),
    ],
)
def test_raised_stretches(source: str, expected: list[tuple[str, str]]) -> None:
    assert [stretch for block in read(source) for stretch in raised(block)] == expected


@pytest.mark.parametrize(
    "opening",
    [
        "<div hidden>",
        "<div aria-hidden=true>",
        '<div style="color:red; display: none">',
        '<div style="visibility:hidden">',
        '<span class="sr-only">',
        '<p class="lead visually-hidden">',
        "<template>",
        "<noscript>",
        "<dialog>",
        "<video>",
    ],
)
def test_hidden_text_is_read_as_hidden(opening: str) -> None:
    tag = opening[1:-1].split(maxsplit=1)[0]
    source = f"<p>Seen 1</p>{opening}ORR <b>86.6%</b></{tag}><p>Seen 2</p>"
    assert texts(source) == ["Seen 1", "Seen 2"]
    assert texts(source, Carrier.HIDDEN) == ["ORR 86.6%"]


@pytest.mark.parametrize(
    "opening",
    [
        "<div aria-hidden=false>",
        "<dialog open>",
        "<details>",
        '<div style="display:block">',
        '<div class="hidden md:block">',
        '<div class="d-none d-lg-block">',
        '<div class="hidden-gem">',
    ],
)
def test_shown_text_is_not_hidden(opening: str) -> None:
    assert texts(f"{opening}ORR 86.6%") == ["ORR 86.6%"]


def test_hidden_words_inside_a_sentence_do_not_split_it() -> None:
    source = '<p>ORR was <span class="sr-only">eighty-six point six</span>86.6%.</p>'
    assert texts(source) == ["ORR was 86.6%."]
    assert texts(source, Carrier.HIDDEN) == ["eighty-six point six"]


def test_spoken_attributes_are_blocks_of_their_own_at_their_value() -> None:
    source = (
        "<p>Before <img src=a.png alt='PFS 35.7&nbsp;months' title=Chart> after</p><area alt=90%>"
        '<a aria-label="Open 2 studies" title="More">More</a><link title="5 x">'
    )
    found = [block for block in read(source) if block.carrier is Carrier.ALT]
    assert [block.text for block in found] == ["PFS 35.7 months", "90%", "Open 2 studies"]
    assert [block.spots[0] for block in found] == [source.index(v) for v in ("PFS", "90%", "Open")]
    assert texts(source) == ["Before after", "More"]


def test_drawings_give_their_texts() -> None:
    source = (
        "<p>Chart <svg aria-label='x'><title>PFS curve</title><style>.a{}</style><path d='M 5 6'/>"
        "<text><tspan>35</tspan><tspan>.7</tspan></text><text x=1><tspan x=1>a</tspan><tspan x=1 dy=2>b</tspan></text>"
        "stray 7</svg> end</p>"
    )
    assert texts(source, Carrier.SVG) == ["PFS curve", "35.7", "a\nb"]
    assert "stray 7" not in " ".join(block.text for block in read(source))
    assert texts(source) == ["Chart", "end"]


def test_meta_and_title() -> None:
    source = (
        "<title>EXEMPLAR 86%</title><meta name=description content='ORR 86.6% &amp; more'>"
        "<meta property='og:description' content=\"PFS 35.7\"><meta name=viewport content='width=5'>x"
    )
    assert texts(source, Carrier.META) == ["EXEMPLAR 86%", "ORR 86.6% & more", "PFS 35.7"]
    assert texts(source) == ["x"]


def test_json_ld_gives_each_value_with_a_digit() -> None:
    source = (
        '<script type="application/ld+json">{"@context": "https://schema.org/v2", "name": "EXEMPLAR",\n'
        '"description": "ORR 86.6\\u0025 in \\"A\\"", "rate": 35.7, "url": "https://example.org/5",'
        '"list": ["one 1", "two"], "broken": "7 </script><script>{"a": "9"}</script>'
    )
    blocks = [block for block in read(source) if block.carrier is Carrier.STRUCTURED]
    assert [block.text for block in blocks] == [
        'description: ORR 86.6% in "A"',
        "rate: 35.7",
        "list: one 1",
        "broken: 7",
    ]
    value = blocks[1]
    assert source[value.spots[value.text.index("35")] :].startswith("35.7,")
    percent = blocks[0].spots[blocks[0].text.index("%")]
    assert source[percent : percent + 6] == "\\u0025"


def test_template_left_overs_are_reported_once_a_kind() -> None:
    page = read_html(
        "<p>ORR {{ orr }}%</p>\n<p>{{ n }} <?php echo $x > 5 ?>of<% y %>\n{% if 5 %}<a href='<?= $u ?>'>x</a>"
    )
    assert [block.text for block in page.blocks] == ["ORR %", "of x"]
    assert [(problem.line, problem.message) for problem in page.problems] == [
        (1, "template left-over {{ }} not read"),
        (2, "template left-over <?php ?> not read"),
        (2, "template left-over <% %> not read"),
        (3, "template left-over {% %} not read"),
    ]


@pytest.mark.parametrize("source", ["<?xml version='1.0'?><p>x</p>", "<p>a {{ b</p>", "<p>set {1} and }}</p>"])
def test_what_only_resembles_a_left_over_is_no_problem(source: str) -> None:
    assert read_html(source).problems == ()


@pytest.mark.parametrize("source", ["", "<p> </p>", "<!-- 5 -->", "<script>5</script>", "<p>&nbsp;<br></p>"])
def test_page_without_text_is_a_problem(source: str) -> None:
    page = read_html(source)
    assert page.blocks == ()
    assert [problem.message for problem in page.problems] == ["no text on this page"]


def test_what_is_never_closed_is_reported_with_its_line() -> None:
    page = read_html("<p>x</p>\n<script>var a;\n<p>86%</p>")
    assert [(p.line, p.message[:6]) for p in page.problems] == [(2, "script")]
    page = read_html("<p>x</p>\n\n<!-- <p>86%</p>")
    assert [(p.line, p.message[:7]) for p in page.problems] == [(3, "comment")]
    page = read_html("<p>x</p>\n <a href='y>86%")
    assert [(p.line, p.column, p.message) for p in page.problems] == [(2, 2, "tag is never closed")]
    assert "86%" in page.blocks[-1].text


def test_hints_name_what_is_around_a_block() -> None:
    source = (
        '<body class="footer-fixed"><main class="page"><section class="ISI Safety" id="s1"><div class="extraNote">'
        "<p><sup>*</sup>Note</p></div></section></main><nav><div><p>Home 1</p></div></nav>"
        "<footer role=contentinfo><p>EX-2024</p></footer>"
    )
    note, home, code = (block.hint.split() for block in read(source))
    assert note == ["sup", "extranote", "isi", "safety", "s1", "page"]
    assert home == ["nav"]
    assert code == ["footer", "contentinfo"]


def test_crlf_and_character_offsets() -> None:
    source = "<p>ORR\r\n 86.6%</p>\r\n<p>β–blocker &le; 5</p>"
    first, second = read(source)
    assert first.text == "ORR 86.6%"
    assert source[first.spots[4] :].startswith("86.6%")
    assert second.text == "β–blocker ≤ 5"
    assert first.spots[-1] == source.index("</p>")
    assert second.spots[-1] == source.rindex("</p>")


WORDS = st.from_regex(r"[A-Za-z0-9%.]{1,6}", fullmatch=True)
INLINE = st.sampled_from(["b", "i", "em", "span", "sup", "sub", "a", "font", "u", "x-y"])
BLOCK = st.sampled_from(
    ["p", "div", "section", "ul", "li", "h2", "blockquote", "table", "tr", "td", "th", "dd", "form"]
)


def nodes() -> st.SearchStrategy[tuple[str, list[str]]]:
    """Random nested HTML, often malformed, with the words that a browser would show, in order."""
    leaf = WORDS.map(lambda word: (f" {word} ", [word]))
    gone = WORDS.map(lambda word: (f"<!-- {word} --><script>{word}</script>", []))
    entity = st.sampled_from(["&amp;", "&le;", "&#8805;", "&mdash;", "&lt", "&dagger;"]).map(
        lambda name: (f" {name} ", [html.unescape(name)])
    )
    loose = st.sampled_from(["</p>", "</div>", "</b>", "</td>", "<br>", "<hr/>", "<p>", "<li>", "<td>", "<tr>"]).map(
        lambda tag: (tag, [])
    )

    def around(children: st.SearchStrategy[tuple[str, list[str]]]) -> st.SearchStrategy[tuple[str, list[str]]]:
        def build(tag: str, inside: list[tuple[str, list[str]]], closed: bool) -> tuple[str, list[str]]:
            source = "".join(part for part, _ in inside)
            return f"<{tag}>{source}" + f"</{tag}>" * closed, [word for _, words in inside for word in words]

        return st.builds(build, INLINE | BLOCK, st.lists(children, max_size=4), st.booleans())

    return st.recursive(leaf | entity | gone | loose, around, max_leaves=30)


@given(nodes())
def test_every_visible_word_survives_in_order(node: tuple[str, list[str]]) -> None:
    source, words = node
    page = read_html(source)
    assert_spots(page, source)
    found = [(block.spots[i], block.text[i]) for block in page.blocks for i in range(len(block.text))]
    seen = "".join(character for _, character in sorted(found) if not character.isspace())
    assert seen == "".join(words)


@given(st.text(alphabet="<>/&;#!-?%{}[]\"'= \r\npdivtab5x\x00\xa0", max_size=60))
def test_no_input_breaks_the_reader(source: str) -> None:
    assert_spots(read_html(source), source)


@given(st.sampled_from(sorted(html5)), st.text(alphabet="x5; ", max_size=3))
def test_entities_as_html_has_them(name: str, behind: str) -> None:
    source = f"<p>a&{name}{behind}b"
    expected = html.unescape(f"a&{name}{behind}b")
    (block,) = read_html(source).blocks
    unseen = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063"
    assert block.text == " ".join("".join(c for c in expected if c not in unseen).split())


def test_deep_nesting_is_read_flat_and_reported() -> None:
    source = "<div>" * 100_000 + "ORR 86.6%<b>!</b>" + "</div>" * 100_000 + "<p>after</p>"
    began = time.process_time()
    page = read_html(source)
    assert [block.text for block in page.blocks] == ["ORR 86.6%!", "after"]
    assert [problem.message for problem in page.problems] == [
        "elements nested more than 200 deep; read flat from here (limits.nesting)"
    ]
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "piece",
    [
        "<a ", "<p>ORR 86.6%<sup>1</sup> ", "<a x=\"><a\" ", "&# & ", "<!-- ", "<script x=\"", "{{ ", "</b>", "<b><p>x</b>",
        "<table><tr><td>", "<tr><th colspan=1000 rowspan=60000>a",
    ],
)  # fmt: skip
def test_reading_time_grows_with_the_page_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        source = "<table>" + piece * (size // len(piece))
        began = time.process_time()
        read_html(source)
        return time.process_time() - began

    assert seconds(400_000) < 12 * seconds(100_000) + 0.5
