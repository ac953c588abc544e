"""The fixed words of the registry: measures, designs, ranks and the like."""

from __future__ import annotations

MEASURES = (
    "median_time",
    "rate",
    "hazard_ratio",
    "odds_ratio",
    "risk_ratio",
    "rate_ratio",
    "risk_reduction",
    "mean",
    "mean_change",
    "difference",
    "fold",
    "count",
    "median",
    "time",
    "dose",
    "p_value",
    "threshold",
    "other",
)
APPROVALS = ("regular", "accelerated", "conditional", "investigational")
MARKETS = ("us", "uk", "eu")
SOURCE_KINDS = ("label", "article", "congress", "guideline", "data-on-file", "registry", "authority", "other")
DESIGNS = (
    "rct",
    "single_arm",
    "ni_rct",
    "observational",
    "nma",
    "modelled",
    "in_vitro",
    "animal",
    "pd_clamp",
    "testimonial",
)
ROLES = ("experimental", "control", "reference")
ANALYSIS_KINDS = ("primary", "interim", "final", "updated", "exploratory", "pooled")
POPULATION_KINDS = ("itt", "per_protocol", "safety", "prespecified_subgroup", "post_hoc")
DIRECTIONS = ("lower", "higher")
INTERVAL_KINDS = ("confidence", "credible")
SIDES = ("1", "2")
RANKS = ("primary", "key_secondary", "secondary", "exploratory")
MULTIPLICITY = ("controlled", "nominal", "none", "failed_hierarchy")
LABEL_STATUS = ("in_label", "consistent_with_label", "unapproved")
STATUS = ("approved", "draft", "withdrawn")
SCOPES = ("block", "section", "page")
INDIRECT = ("forbid", "allow")
DERIVED = ("allow", "needs_wording", "forbid")
