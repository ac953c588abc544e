"""Which registered source a printed reference is: by identifier, by volume and pages, by words, or none."""

from __future__ import annotations

import re

import pytest

from references.imprint import imprint, plain_doi, plain_url
from references.index import Index
from references.model import Registry, Source, Where

SOURCES = """\
products:
  - {id: exemplar, brand: EXEMPLAR, generic: examplimab-abcd}
  - {id: samplar, brand: SAMPLAR, generic: samplinib}
sources:
  - {id: pi-2024, kind: label, citation: EXEMPLAR. Prescribing information. Example Inc.; 2024., superseded_by: pi-2025}
  - {id: pi-2025, kind: label, citation: EXEMPLAR. Prescribing information. Example Inc.; 2025.}
  - {id: smpc, kind: label, citation: EXEMPLAR. Summary of product characteristics. Example Europe; 2025.}
  - {id: samplar-pi, kind: label, citation: SAMPLAR. Prescribing information. Sample Ltd; 2025.}
  - id: interim
    kind: article
    citation: >-
      Muster B, Doe A, Svensson D, et al. Examplimab plus rolmidib and dexamethasone in relapsed multiple myeloma
      (EXAMPLE-1): interim analysis of a randomized phase 3 trial. J Invent Hematol. 2023;10(2):115-127.
    doi: 10.5555/jih.2023.0115
    pmid: "35000001"
  - id: supplement
    kind: article
    citation: "Supplement to: Muster B, Doe A, Svensson D, et al. J Invent Hematol. 2023;10(2):115-127."
    doi: 10.5555/jih.2023.0115
  - id: final
    kind: article
    citation: >-
      Muster B, Doe A, Bianchi C, et al. Examplimab plus rolmidib and dexamethasone in relapsed multiple myeloma
      (EXAMPLE-1): final analysis of a randomized phase 3 trial. J Invent Hematol. 2025;12(4):301-312.
    doi: 10.5555/jih.2025.0301
  - id: criteria
    kind: guideline
    citation: Roe F, Specimen G. Uniform response criteria for plasma cell disorders. Ann Fict Oncol. 2016;8(3):45-58.
  - {id: short, kind: article, citation: "Nguyên-Đình T, et al. Real-world use of examplimab. Biomark Invent. 2021;4:7."}
  - id: congress-spring
    kind: congress
    citation: >-
      Bianchi C, Novak E, Doe A, et al. Depth of response in EXAMPLE-1. Presented at: Invented Congress of Hematology;
      June 9-12, 2023; Sampletown. Abstract S204.
  - id: congress-autumn
    kind: congress
    citation: >-
      Bianchi C, Novak E, Doe A, et al. Depth of response in EXAMPLE-1. Presented at: Fictional Meeting on Blood
      Cancers; December 1-4, 2024; Mustercity. Abstract 88.
  - {id: file-17, kind: data-on-file, citation: Data on file. EX-2025-017. Example Inc.; 2025., document: files/EX-2025-017.pdf}
  - {id: file-18, kind: data-on-file, citation: Data on file. Example Inc., document: EX-2025-018.pdf}
  - {id: registry, kind: registry, citation: "ClinicalTrials.gov results record, NCT01234567.", nct: NCT01234567}
  - {id: guide-1, kind: guideline, citation: Sample Guidelines in Oncology. Multiple Myeloma. Version 1.2025., superseded_by: guide-2}
  - {id: guide-2, kind: guideline, citation: Sample Guidelines in Oncology. Multiple Myeloma. Version 2.2026.}
  - {id: page, kind: other, citation: Burden of an invented disease. Example Society., url: "https://www.example.org/burden/figures"}
facts: [{id: f, endpoint: PFS, measure: rate, value: 1, sources: [pi-2025]}]
"""


@pytest.fixture
def index(registry_of) -> Index:
    return Index(registry_of(SOURCES))


def ids(index: Index, printed: str) -> list[str]:
    return [source.id for source in index.sources.tied(printed).sources]


@pytest.mark.parametrize(
    ("printed", "source", "how"),
    [
        ("Muster B, et al. doi:10.5555/JIH.2025.0301.", "final", "DOI"),
        ("Available at: https://doi.org/10.5555/jih.2025.0301", "final", "DOI"),
        ("Muster B, et al. J Invent Hematol. 2023. PMID: 35000001", "interim", "PMID"),
        ("https://pubmed.ncbi.nlm.nih.gov/35000001/", "interim", "PMID"),
        (
            "Supplement to: Muster B, et al. J Invent Hematol. 2023;10:115. doi:10.5555/jih.2023.0115",
            "supplement",
            "DOI",
        ),
        ("Muster B, Doe A, et al. J. Invent. Hematol. 2025 ;12(4): 301-312", "final", "volume and pages"),
        ("Muster B et al., J Invent Hematol 2025; 12: 301-12", "final", "volume and pages"),
        (
            "Muster, B., Doe, A. (2025). Examplimab plus rolmidib. Journal of Invented Hematology, 12(4), 301–312.",
            "final",
            "volume and pages",
        ),
        ("Nguyen-Dinh T. Real-world use of examplimab. Biomarker Invent. 2021;4:7-19.", "short", "volume and pages"),
        (
            (
                "Muster B, Doe A, et al. Examplimab plus rolmidib and dexamethasone in relapsed multiple myeloma (EXAMPLE-1): "
                "final analysis of a randomised phase 3 trial. J Invent Hematol."
            ),
            "final",
            "words",
        ),
        (
            "Uniform response criteria for plasma cell disorders. Roe F, Specimen G. Annals of Fictional Oncology.",
            "criteria",
            "words",
        ),
        (
            "Bianchi C, et al. Depth of response in EXAMPLE-1. Invented Congress of Hematology, June 2023.",
            "congress-spring",
            "words",
        ),
        ("EXEMPLAR® (examplimab-abcd) [package insert]. Sampletown: Example Inc; July 2025.", "pi-2025", "product"),
        ("EXEMPLAR. Prescribing information. Example Inc.; 2024. Accessed March 3, 2025.", "pi-2024", "product"),
        ("EXEMPLAR SmPC. Example Europe; 2025.", "smpc", "product"),
        ("SAMPLAR US Prescribing Information.", "samplar-pi", "product"),
        ("Data on file, Example Inc. EX 2025-017 [EX-2025-017]. 3 March 2025.", "file-17", "document id"),
        ("ClinicalTrials.gov. NCT01234567. Accessed May 1, 2025.", "registry", "NCT id"),
        (
            (
                "Referenced with permission from the Sample Guidelines in Oncology for Multiple Myeloma V.1.2025. © Sample "
                "Network, Inc. 2024. All rights reserved. Accessed September 24, 2024."
            ),
            "guide-1",
            "words",
        ),
        ("Example Society. Available at: http://example.org/burden/figures/ (accessed 3 May 2025).", "page", "address"),
    ],
)
def test_a_reference_is_tied_to_its_source(index: Index, printed: str, source: str, how: str) -> None:
    tied = index.sources.tied(printed)
    assert [found.id for found in tied.sources] == [source]
    assert tied.likeness
    assert tied.likeness.how == how
    assert tied.likeness.differences == ()


@pytest.mark.parametrize(
    "printed",
    [
        # another paper of the same group
        "Muster B, Doe A, Svensson D, et al. Examplimab in relapsed multiple myeloma: subgroups. J Invent Hematol. 2024;11(1):20-31.",
        "Muster B, Doe A, et al. J Invent Hematol. 2025;12(4):340-351.",
        # the same title under another DOI and no pages: a preprint
        "Roe F, Specimen G. Preprint. doi:10.9999/2015.01.01.123",
        # an NCT id makes no paper the registry's record
        "Moe K, et al. Another trial, NCT01234567. Ann Fict Oncol. 2020;1:1-9.",
        # other forms, products, versions, files
        "EXEMPLAR. Medication Guide. Example Inc.; 2025.",
        "OTHERAR. Prescribing information. Other Inc.; 2025.",
        "Sample Guidelines in Oncology. Multiple Myeloma. Version 3.2027.",
        "Data on file. EX-2025-099. Example Inc.; 2025.",
        "Data on file. Other Company.",
        # a congress of another year
        "Bianchi C, et al. Depth of response in EXAMPLE-1. Invented Congress of Hematology, June 2021.",
        "Entry 7",
        "",
    ],
)
def test_another_document_is_tied_to_none(index: Index, printed: str) -> None:
    assert ids(index, printed) == []


@pytest.mark.parametrize(
    ("printed", "sources"),
    [
        ("Prescribing Information.", ["pi-2024", "pi-2025", "samplar-pi"]),
        ("EXEMPLAR. Prescribing information.", ["pi-2024", "pi-2025"]),
        ("EXEMPLAR. Product information. 2025.", ["pi-2025", "smpc"]),
        ("Data on file. Example Inc.", ["file-17", "file-18"]),
    ],
)
def test_a_reference_that_fits_several_is_tied_to_all(index: Index, printed: str, sources: list[str]) -> None:
    assert ids(index, printed) == sources


def test_a_supplement_that_is_not_registered_is_part_of_its_paper(index: Index) -> None:
    assert ids(index, "Supplementary appendix to: Muster B, et al. J Invent Hematol. 2025;12(4):301-312.") == ["final"]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Muster B, et al. J Invent Hematol. 2024;12(4):301-312. doi:10.5555/jih.2025.0301", ["year 2024 2025"]),
        ("Muster B, et al. J Invent Hematol. 2025;13(4):301-312. doi:10.5555/jih.2025.0301", ["volume 13 12"]),
        ("Muster B, et al. J Invent Hematol. 2025;12(4):301-321. doi:10.5555/jih.2025.0301", ["pages 301-321 301-312"]),
        (
            (
                "Muster B, Doe A, Bianchi C, et al. Examplimab plus rolmidib and dexamethasone in relapsed multiple myeloma "
                "(EXAMPLE-1): final analysis of a randomized phase 3 trial. J Invent Hematol. 2025;12(4):301-312. "
                "doi:10.5555/jih.2025.0310"
            ),
            ["DOI 10.5555/jih.2025.0310 10.5555/jih.2025.0301"],
        ),
        (
            (
                "Muster B, Doe A, Bianchi C, et al. Examplimab plus rolmidib and dexamethasone in relapsed multiple myeloma "
                "(EXAMPLE-1): final analysis of a randomized phase 3 trial. J Invent Hematol. 2025;12(4):310-312."
            ),
            ["pages 310-312 301-312"],
        ),
        ("SAMPLAR. Prescribing information. Sample Ltd; 2022.", ["year 2022 2025"]),
        ("Muster B, et al. J Invent Hematol. 2025;12:301. doi:10.5555/jih.2025.0301", []),
        ("Muster B, et al. J Invent Hematol. 2025;12(4):301-12. doi:10.5555/jih.2025.0301", []),
        ("Muster B, et al. J Invent Hematol. 2025;12(suppl 1):301-312. doi:10.5555/jih.2025.0301", []),
    ],
)
def test_a_misprint_is_told_part_by_part(index: Index, printed: str, parts: list[str]) -> None:
    likeness = index.sources.tied(printed).likeness
    assert likeness
    assert [f"{one.part} {one.printed} {one.registered}" for one in likeness.differences] == parts


def test_a_copied_identifier_makes_no_paper_another(index: Index) -> None:
    other = "Roe F, Specimen G. Uniform response criteria for plasma cell disorders. Ann Fict Oncol. 2016;8(3):45-58."
    tied = index.sources.tied(f"{other} doi:10.5555/jih.2025.0301")
    assert [source.id for source in tied.sources] == ["criteria"]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("https://doi.org/10.1016/S0140-6736(21)00592-4", "10.1016/s0140-6736(21)00592-4"),
        ("(doi:10.5555/Abc.1).", "10.5555/abc.1"),
        ("10.5555%2Fabc.1", "10.5555/abc.1"),
        ("https://dx.doi.org/10.5555/abc/full", "10.5555/abc"),
    ],
)
def test_plain_doi(words: str, plain: str) -> None:
    assert plain_doi(words) == plain


def test_plain_url() -> None:
    assert plain_url("HTTPS://www.Example.org/A?x=1#part-2.") == "example.org/a?x=1"


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Kim JY, et al. J Invent. 2021;43:1706.", "kim"),
        ("van der Berg JK, O'Neil S. Title. J Invent. 2024;1:1.", "van der berg"),
        ("Hernández-Rivas JA, Roe F. Title.", "hernandez rivas"),
        ("Lal et al., J Invent 2015; 372:2087-2096", "lal"),
        ("Doe, A., Muster, B. (2025). Title.", "doe"),
        ("EXEMPLAR. Prescribing information. Example Inc.; 2025.", None),
        ("Example Healthcare Pty Ltd. EXEMPLAR Product Information.", None),
        ("US Food and Drug Administration. Guidance for industry. 2018.", None),
        ("Example AG. Figures of the year. 2023.", None),
    ],
)
def test_first_author(printed: str, author: str | None) -> None:
    assert imprint(printed).author == author


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("EXEMPLAR SmPC. Revised 03/2025", {"2025"}),
        ("EXEMPLAR SmPC. Stand: 03.2025.", {"2025"}),
        ("Doe A. Survival from 1989 to 2003. J Invent.", set()),
        ("Doe A. Survival, 1989-2003. J Invent. 2007;1:1-9.", {"2007"}),
        ("Presented at: Invented Congress; June 9-12, 2023; Sampletown.", {"2023"}),
        ("Data on file. EX-2025-017. Example Inc.", set()),
        ("Accessed September 24, 2024. © Sample Network, Inc. 2023.", set()),
        ("Guidelines V.1.2025.", set()),
    ],
)
def test_years_of_the_work(printed: str, years: set[str]) -> None:
    assert imprint(printed).years == years


def test_a_very_long_text_is_read_at_its_front() -> None:
    assert imprint("Doe A. Title. J Invent. 2007;1:1-9. " + "and more words " * 100_000).volume == "1"


def test_one_of_many_thousand_is_found_by_its_rare_words() -> None:
    sources = tuple(
        Source(
            id=f"s{number}",
            where=Where("sources.yaml", number),
            kind="article",
            citation=f"Doe{chr(97 + number % 26)}{chr(97 + number // 26 % 26)} A, et al. Examplimab in cohort"
            f" {''.join(chr(97 + int(digit)) for digit in f'{number:04d}')}zz. J Invent Hematol."
            f" {2000 + number % 25};{number % 40 + 1}:{number}-{number + 9}.",
        )
        for number in range(3000)
    )
    index = Index(Registry(path="", sha256="", sources=sources))
    for source in sources[::500]:
        whole = source.citation or ""
        assert ids(index, whole) == [source.id]
        assert ids(index, re.sub(r"Examplimab in cohort \w+\. ", "", whole)) == [source.id]
