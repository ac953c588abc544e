#!/usr/bin/env bash
# An audit in a GitHub workflow: text in the log, annotations, the summary of the job, a SARIF file; exits as the audit.
set -u

# Lines of a variable that are not blank, as the array `lines`.
read_lines() {
  lines=()
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    if [ -n "$line" ]; then lines+=("$line"); fi
  done <<< "$1"
}

sarif="${PROMOCHECK_SARIF:-promocheck.sarif}"
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
rm -f -- "$sarif" # an old one must not be taken for this run's

read_lines "${PROMOCHECK_ARGUMENTS:-}"
options=(audit ${lines[@]+"${lines[@]}"})
if [ -n "${PROMOCHECK_REGISTRY:-}" ]; then options+=("--registry=$PROMOCHECK_REGISTRY"); fi
read_lines "${PROMOCHECK_PAGES:-}"
if [ "${#lines[@]}" -eq 0 ]; then
  echo "::error::promocheck: no pages were given"
  exit 2
fi

promocheck "${options[@]}" --output "text:$made/text" --output "github:$made/github" --output "sarif:$sarif" \
  --output "github-summary:$made/summary" -- "${lines[@]}"
status=$?

if [ -f "$made/text" ]; then
  token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  echo "::stop-commands::$token" # words of a page are shown, never obeyed
  cat "$made/text"
  echo "::$token::"
  cat "$made/github"
fi
if [ -f "$made/summary" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$made/summary" >> "$GITHUB_STEP_SUMMARY"; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  echo "status=$status" >> "$GITHUB_OUTPUT"
  if [ -f "$sarif" ]; then printf 'sarif=%s\n' "$sarif" >> "$GITHUB_OUTPUT"; fi
fi
exit "$status"
