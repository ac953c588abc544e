"""Registries, configurations and waivers that must be refused."""

from __future__ import annotations


def yaml_bombs() -> dict[str, bytes]:
    """Registries, configurations and waivers that must be refused, each with a line that says where and why."""
    laughs = "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 10))
    return {
        "aliases": laughs.encode(),
        "deep-flow": b"[" * 100_000,
        "deep-block": b"".join(b" " * at + b"- \n" for at in range(500)),
        "deep-keys": b"".join(b" " * at + b"a:\n" for at in range(500)),
        "huge-number": b"facts:\n- id: a\n  value: " + b"9" * 1_000_000,
        "huge-exponent": b"facts:\n- id: a\n  value: 1e999999999\n",
        "same-keys": b"facts: []\n" * 50_000,
        "stray-keys": b"".join(b"k%d: 1\n" % at for at in range(50_000)),
        "tag": b"!!python/object/apply:os.system [echo]\n",
        "documents": b"---\nfacts: []\n" * 1_000,
        "binary": bytes(range(256)) * 20,
        "utf-16": "facts: []".encode("utf-16")[:-1],
        "nul": b"facts: [\x00]\n",
        "merge": b"facts:\n- <<: {id: a}\n",
        "complex-key": b"? [a, b]\n: 1\n",
        "tabs": b"facts:\n\t- id: a\n",
        "open-quote": b'facts: "' + b"a" * 500_000,
        "long-line": b"facts: [" + b"{id: a}," * 20_000 + b"]",
        "words": b"just words",
    }
