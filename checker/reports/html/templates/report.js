"use strict";
// Shows the details of a claim or finding, filters the lists and the draft, listens to keys. Words of pages only ever
// become text, never markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const side = byId("side"), detail = byId("detail"), lists = byId("lists"), status = byId("status");
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const cards = [...lists.querySelectorAll(".card")];
  const findings = [...byId("list-findings").children];
  let chosen = null;   // the anchor that is open
  let opener = null;   // what had the focus before it was opened

  // --- making elements: text only ---
  function element(name, options = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") made.className = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }
  const text = (name, words, className = "") => element(name, className ? { class: className } : {}, words);
  const button = (words, act, title = "") => {
    const made = element("button", title ? { type: "button", title } : { type: "button" }, words);
    made.addEventListener("click", act);
    return made;
  };
  function table(heads, rows, label) {
    const head = element("tr", {}, ...heads.map((words) => element("th", { scope: "col" }, words)));
    const body = rows.map(([className, first, ...cells]) =>
      element("tr", className ? { class: className } : {}, element("th", { scope: "row" }, first), ...cells.map((words) => text("td", words))));
    return element("table", { "aria-label": label }, element("thead", {}, head), element("tbody", {}, ...body));
  }

  // --- details ---
  const bare = (anchor) => anchor.startsWith("f-") ? byId(anchor)?.dataset.claim || "" : anchor;

  function open(anchor, { focus = true, scroll = true } = {}) {
    const isFinding = anchor.startsWith("f-");
    if (!(isFinding ? byId(anchor)?.matches("li") : Object.hasOwn(data.claims, anchor))) return false;
    if (detail.hidden) opener = document.activeElement;
    const claim = bare(anchor);
    chosen = anchor;
    detail.replaceChildren(bar(), ...(claim ? ofClaim(claim, anchor) : ofFinding(anchor)));
    detail.hidden = false;
    lists.hidden = true;
    side.classList.add("open");
    side.scrollTop = 0;
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    const target = claim || byId(anchor).dataset.shown || anchor;
    for (const piece of document.querySelectorAll(`#draft [data-to="${CSS.escape(target)}"]`)) piece.classList.add("chosen");
    const place = byId(`in-${target}`);
    if (place && scroll) show(place);
    history.replaceState(null, "", `#${anchor}`);
    underline(claim);
    if (focus) detail.focus({ preventScroll: true });
    return true;
  }

  // The words of the draft that filled the claim's slots, where the browser can mark them without touching the text.
  function underline(anchor) {
    if (!globalThis.CSS?.highlights) return;
    const claim = anchor ? data.claims[anchor] : null;
    const ranges = (claim?.spots ?? []).map(([block, start, end]) => {
      const place = document.querySelector(`#page-${claim.page} [data-block="${block}"]`);
      return place && rangeOf(place, start, end);
    }).filter(Boolean);
    if (ranges.length) CSS.highlights.set("read", new Highlight(...ranges));
    else CSS.highlights.delete("read");
  }

  function rangeOf(place, start, end) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("sup, sub, .lifted, .vh, .sev, .before") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const range = new Range();
    let at = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const behind = at + node.length;
      if (!begun && start < behind) { range.setStart(node, Math.max(0, start - at)); begun = true; }
      if (begun && end <= behind) { range.setEnd(node, end - at); return range; }
      at = behind;
    }
    return null;
  }

  function show(place) {
    // On a narrow window the details cover the lower part of it.
    const bottom = getComputedStyle(side).position === "fixed" ? side.getBoundingClientRect().top : innerHeight;
    const box = place.getBoundingClientRect();
    if (box.top < 40 || box.bottom > bottom - 40) scrollBy({ top: box.top - bottom / 3, behavior: "instant" });
  }

  function close() {
    if (detail.hidden) return;
    detail.hidden = true;
    lists.hidden = false;
    side.classList.remove("open");
    underline("");
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    const card = chosen && byId(chosen);
    history.replaceState(null, "", location.pathname + location.search);
    if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
    if (card && card.getClientRects().length && getComputedStyle(side).position !== "static") card.scrollIntoView({ block: "nearest" });
  }

  function bar() {
    const live = findings.filter((card) => !card.hidden);
    const at = live.findIndex((card) => card.id === chosen);
    const where = at >= 0 ? `${at + 1} of ${live.length}` : "";
    return element("div", { class: "bar" }, button("‹ Lists", close, "Back to the lists (Esc)"),
      button("Previous", () => step(-1), "Previous finding (p)"), button("Next", () => step(1), "Next finding (n)"), text("span", where, "quiet"));
  }

  function card(anchor) {
    const copy = byId(anchor).cloneNode(true);
    const made = element("div", { class: copy.className + (anchor === chosen ? " picked" : "") });
    made.append(...copy.childNodes);
    for (const one of made.querySelectorAll("[id]")) one.removeAttribute("id");
    return made;
  }

  // Findings about words that something else is seen at: a shorter finding, a claim.
  const hidden = (target, known) => findings.filter((one) => one.dataset.shown === target && !known.includes(one.id)).map((one) => one.id);

  function ofFinding(anchor) {
    const others = hidden(byId(anchor).dataset.shown || anchor, [anchor]);
    return [text("h2", "Finding"), card(anchor), ...(others.length ? [text("h3", "At the same words"), ...others.map(card)] : [])];
  }

  function ofClaim(anchor) {
    const claim = data.claims[anchor];
    const parts = [
      element("p", { class: "head" }, text("span", data.verdicts[claim.verdict], `badge ${claim.verdict}`), " ", text("span", claim.place, "place")),
      text("h2", claim.quote), text("p", claim.reason)];
    if (claim.standing) parts.push(text("p", `It stands in: ${claim.standing}`, "quiet"));
    if (claim.findings.length) parts.push(text("h3", claim.findings.length === 1 ? "Finding" : "Findings"), ...claim.findings.map(card));
    const others = hidden(anchor, claim.findings);
    if (others.length) parts.push(text("h3", "About these words too"), ...others.map(card));
    const compared = claim.facts.length > 0;
    parts.push(text("h3", "Slot by slot"), compared
      ? table(["slot", "the page says", "the registry has", ""], claim.slots.map(([slot, said, known, how, note]) =>
        [how, slot, said || "-", known || "-", [data.agreements[how], note].filter(Boolean).join(": ")]), "The claim beside the fact")
      : table(["slot", "the page says"], claim.slots.map(([slot, said, known]) => ["", slot, said || "-"]), "What the claim says"));
    if (compared) parts.push(text("h3", claim.facts.length === 1 ? "The fact and its source" : `The facts it follows from${claim.derived ? ` (${claim.derived})` : ""}`), ...claim.facts.map(fact));
    if (claim.candidates.length) parts.push(text("h3", claim.verdict === "ambiguous" ? "Facts that fit equally" : "Nearest facts"), ...claim.candidates.map(fact));
    if (claim.cited.length) parts.push(text("h3", "What the page cites"), element("ul", {}, ...claim.cited.map((number) => {
      const words = data.references[claim.page][number];
      return text("li", words ? `${number}. ${words}` : `${number}: not in the page's reference list`);
    })));
    parts.push(element("details", {}, text("summary", "The words that filled each slot"),
      table(["slot", "value", "words on the page", "place", "pattern"], claim.read.map((row) => ["", row[0], row[1], row[2] || "-", row[3], row[4]]), "The words that filled each slot")));
    return parts;
  }

  function fact(name) {
    const one = data.facts[name];
    const made = element("div", { class: "fact" }, element("p", {}, text("span", one.number, "number"), ` ${one.subject}${one.trial ? `, ${one.trial}` : ""}`));
    if (one.status) made.append(text("p", `This fact is ${one.status}.`, "slip"));
    if (one.superseded) made.append(text("p", `Superseded by ${one.superseded}.`, "slip"));
    for (const [id, at] of one.sources) made.append(source(id, at));
    for (const words of one.caveats) if (words) made.append(text("p", `Caveat: ${words}`, "quiet"));
    if (one.note) made.append(text("p", `Note: ${one.note}`, "quiet"));
    made.append(text("p", `Registry: ${name}, ${one.place}`, "place"));
    return made;
  }

  function source(id, at) {
    const one = data.sources[id];
    const made = element("p", {}, one ? one.citation : id, at ? text("b", ` ${at}`) : "");
    if (one) {
      const more = [one.kind, one.date, one.expires && `expires ${one.expires}`, one.superseded && `superseded by ${one.superseded}`, one.document].filter(Boolean);
      if (more.length) made.append(text("span", ` (${more.join(", ")})`, "quiet"));
      for (const [name, url] of one.addresses) made.append(" ", element("a", { class: "out", href: url, rel: "noopener noreferrer", target: "_blank" }, name));
    }
    return made;
  }

  // --- next and previous finding, among those that the filters leave ---
  function step(by) {
    const live = findings.filter((one) => !one.hidden);
    if (!live.length) { status.textContent = "No finding to go to."; return; }
    let at = live.findIndex((one) => one.id === chosen);
    if (at < 0 && chosen) {
      const own = data.claims[chosen]?.findings ?? [];
      at = live.findIndex((one) => own.includes(one.id)) - (by > 0 ? 1 : 0);
      if (at < 0) at = by > 0 ? -1 : 0;
    } else if (at < 0) at = by > 0 ? -1 : 0;
    open(live[(at + by + live.length) % live.length].id);
  }

  // --- filters ---
  const words = new Map();
  const said = (one) => {
    if (!words.has(one)) words.set(one, one.textContent.toLowerCase());
    return words.get(one);
  };
  const checked = (name) => [...document.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
  const has = (one, name, wanted) => !wanted.length || (one.dataset[name] ?? "").split(/\s+/).some((token) => wanted.includes(token));

  function filter() {
    const search = byId("text").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const severity = checked("severity"), verdict = checked("verdict");
    const rule = byId("rule").value ? [byId("rule").value] : [];
    const page = byId("page")?.value ? [byId("page").value] : [];
    for (const one of cards) {
      one.hidden = !(has(one, "severity", severity) && has(one, "verdict", verdict) && has(one, "rule", rule) && has(one, "page", page)
        && search.every((word) => said(one).includes(word)));
    }
    for (const one of document.querySelectorAll(".page")) one.hidden = page.length > 0 && !page.includes(one.dataset.page);
    const live = new Set(cards.filter((one) => !one.hidden).map((one) => one.dataset.claim ? "" : one.dataset.shown || one.id));
    for (const one of document.querySelectorAll("#draft [data-to]")) one.classList.toggle("off", !live.has(one.dataset.to));
    byId("clear").hidden = !(search.length || severity.length || verdict.length || rule.length || page.length);
    tell();
  }

  function tell() {
    for (const tab of tabs) {
      const all = [...byId(tab.getAttribute("aria-controls")).querySelectorAll(".card")];
      const live = all.filter((one) => !one.hidden).length;
      tab.querySelector(".count").textContent = live === all.length ? `${live}` : `${live} of ${all.length}`;
    }
    const tab = tabs.find((one) => one.getAttribute("aria-selected") === "true");
    status.textContent = byId("clear").hidden ? "" : `Shown: ${tab.textContent.trim().toLowerCase()}`;
  }

  function clear() {
    for (const box of document.querySelectorAll("#filters input[type=checkbox]")) box.checked = false;
    for (const id of ["text", "rule", "page"]) if (byId(id)) byId(id).value = "";
    filter();
  }

  // --- tabs ---
  function choose(tab, focus = false) {
    for (const one of tabs) {
      const isIt = one === tab;
      one.setAttribute("aria-selected", isIt);
      one.tabIndex = isIt ? 0 : -1;
      byId(one.getAttribute("aria-controls")).hidden = !isIt;
    }
    if (focus) tab.focus();
    tell();
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) choose(tabs[(at + by + tabs.length) % tabs.length], true);
    });
  });

  // --- dialogs ---
  function manual(rule) {
    const page = byId(`rule-${rule}`);
    if (!page) return;
    const box = byId("reading").querySelector(".text");
    box.replaceChildren(text("h2", page.querySelector("summary").textContent), ...page.querySelector(".text").cloneNode(true).childNodes);
    byId("reading").showModal();
  }
  for (const dialog of document.querySelectorAll("dialog")) dialog.querySelector(".close").addEventListener("click", () => dialog.close());

  // --- what the reader does ---
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-to], [data-rule-of]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.ruleOf) manual(link.dataset.ruleOf);
    else open(link.dataset.to);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.matches("input[type=search], select, textarea");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else close();
      return;
    }
    if (typing) return;
    const act = { n: () => step(1), p: () => step(-1), "?": () => byId("keys").showModal(), "/": () => { close(); byId("text").focus(); } }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("clear").addEventListener("click", clear);
  byId("text").addEventListener("input", filter);
  byId("filters").addEventListener("change", filter);
  document.documentElement.classList.remove("no-script");
  choose(tabs[0]);
  const follow = () => open(location.hash.slice(1));
  addEventListener("hashchange", follow);
  follow();
})();
