// The table: sorting, filtering and choosing.

const COLUMNS = [
  { name: "No.", key: (one) => one.rank, first: 1, class: "number" },
  { name: "Vessels", key: (one) => parties(one).filter(Boolean).map(called).join(" ").toLowerCase(), first: 1 },
  { name: "Kind", key: (one) => (KINDS[one.kind] || { name: one.kind }).name, first: 1, class: "roomy" },
  { name: "Start, UTC", key: (one) => one.start, first: 1, class: "roomy" },
  { name: "Hours", key: (one) => one.timed ? one.end - one.start : null, first: -1, class: "number roomy" },
  { name: "Score", key: (one) => one.score, first: -1, class: "number" },
  { name: "Label", key: (one) => one.label, first: 1, class: "roomy" },
];

/** The table of candidates; `choose` is called with the id of a row, and whether the reader wants to see the panel. */
function candidateTable(candidates, choose) {
  let order = { column: 0, direction: 1 };
  let shown = [...candidates];
  let chosen = null;
  const rows = new Map(candidates.map((one) => [one.id, tableRow(one, choose)]));
  const haystacks = new Map(candidates.map((one) => [one.id, haystack(one)]));

  const heads = COLUMNS.map((column, nth) => {
    const sorter = element("button", { type: "button" }, column.name, element("span", { class: "arrow", "aria-hidden": "true" }));
    sorter.addEventListener("click", () => sortBy(nth, order.column === nth ? -order.direction : column.first));
    return element("th", { scope: "col", class: column.class }, sorter);
  });
  byId("heads").replaceChildren(...heads);
  const kinds = [...new Set(candidates.map((one) => one.kind))];
  byId("kind").replaceChildren(element("option", { value: "" }, "all"), ...kinds.map((kind) => element("option", { value: kind }, (KINDS[kind] || { name: kind }).name)));
  byId("order").replaceChildren(...COLUMNS.map((column, nth) => element("option", { value: nth }, column.name)));
  byId("order").addEventListener("change", () => sortBy(Number(byId("order").value), COLUMNS[Number(byId("order").value)].first));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", update);
  byId("rows").addEventListener("keydown", onKey);
  sortBy(0, 1);
  return { mark, neighbours };

  function sortBy(column, direction) {
    order = { column, direction };
    heads.forEach((head, nth) => head.setAttribute("aria-sort", nth !== column ? "none" : direction > 0 ? "ascending" : "descending"));
    byId("order").value = column;
    update();
  }

  function update() {
    const words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const [kind, least] = [byId("kind").value, parseFloat(byId("least").value)];
    const benign = byId("benign").checked;
    const { key } = COLUMNS[order.column];
    shown = candidates.filter((one) => (!kind || one.kind === kind) && !(one.score < least) && !(benign && one.label)
      && words.every((word) => haystacks.get(one.id).includes(word)));
    const keys = new Map(shown.map((one) => [one.id, key(one)]));
    shown.sort((one, other) => order.direction * compare(keys.get(one.id), keys.get(other.id)) || one.rank - other.rank);
    byId("rows").replaceChildren(...shown.map((one) => rows.get(one.id)));
    byId("count").textContent = shown.length === candidates.length ? `${plural(shown.length, "candidate")} shown` : `${whole(shown.length)} of ${plural(candidates.length, "candidate")} shown`;
    return shown;
  }

  /** Marks the row of the chosen candidate and brings it into view within the list. */
  function mark(id) {
    if (chosen !== null) rows.get(chosen).removeAttribute("aria-current");
    chosen = id;
    const row = rows.get(id);
    row.setAttribute("aria-current", "true");
    const list = byId("scroll");
    const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    const head = byId("heads").getBoundingClientRect().height;
    if (!row.isConnected || list.scrollHeight <= list.clientHeight) return;
    if (inner.top < outer.top + head) list.scrollTop -= outer.top + head - inner.top;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  }

  /** Ids before and after in the table as it is shown. */
  function neighbours(id) {
    const at = shown.findIndex((one) => one.id === id);
    return [at > 0 ? shown[at - 1].id : null, at >= 0 && at + 1 < shown.length ? shown[at + 1].id : null];
  }

  function onKey(event) {
    const row = event.target.closest("tr");
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    if (!row || !(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = shown.findIndex((one) => rows.get(one.id) === row) + steps[event.key];
    const next = shown[Math.min(Math.max(at, 0), shown.length - 1)];
    if (!next) return;
    rows.get(next.id).querySelector("a").focus({ preventScroll: true });
    choose(next.id, false);
  }
}

function compare(one, other) {
  if (typeof one === "string") return one.localeCompare(other, "en");
  // What is not known comes last upwards.
  return (isNumber(one) ? one : Infinity) - (isNumber(other) ? other : Infinity) || 0;
}

const haystack = (one) => [one.id, one.label, (KINDS[one.kind] || { name: "" }).name, ...one.reasons,
  ...parties(one).filter(Boolean).flatMap((party) => [party.name, party.mmsi, party.imo, party.call_sign, party.flag, party.ship_type, party.watchlist])]
  .filter(Boolean).join(" ").toLowerCase();

function tableRow(one, choose) {
  const kind = (KINDS[one.kind] || { name: one.kind }).name;
  const vessel = (party, which) => element("span", { class: "vessel" },
    element("span", { class: party ? "name" : "small" }, foreign(called(party))),
    party ? element("span", { class: "small" }, party.watchlist ? element("span", { class: "flagged", title: "On a watchlist" }, "⚑ ", element("span", { class: "unseen" }, "on a watchlist, ")) : null,
      [party.ship_type, party.flag].filter(Boolean).flatMap((text, nth) => [nth ? ", " : null, foreign(text)])) : null);
  const long = one.timed ? decimals((one.end - one.start) / 3600000, 1) : "–";
  const cell = (nth, ...children) => element("td", { class: COLUMNS[nth].class }, ...children);
  const row = element("tr", {},
    cell(0, String(one.rank)),
    element("td", { class: "vessels" },
      element("a", { href: `#${encodeURIComponent(one.id)}` }, parties(one).map(vessel)),
      element("span", { class: "brief" }, `${kind} · ${moment(one.start)} · ${long} h`, one.label ? [" · ", foreign(one.label)] : null)),
    cell(2, kind), cell(3, moment(one.start)), cell(4, long),
    cell(5, element("strong", {}, decimals(one.score, 2)), element("span", { class: "small" }, ` ${percent(one.probability)}`)),
    cell(6, one.label ? element("span", { class: "label" }, foreign(one.label)) : null));
  row.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(window.getSelection())) return;
    choose(one.id, true);
  });
  return row;
}
