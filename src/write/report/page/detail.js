// The panel of the chosen candidate.

/** Both parties; null for a partner that was not seen. */
const parties = (candidate) => [candidate.parties[0] || null, candidate.parties[1] || null];

const idLink = (id, text) => element("a", { href: `#${encodeURIComponent(id)}` }, text);
const named = (candidate) => parties(candidate).map((party, which) => [
  which ? element("span", { class: "and" }, " and ") : null,
  party ? element("span", { class: `name ${"ab"[which]}` }, foreign(called(party))) : element("span", { class: "and" }, "an unseen partner")]).flat();

/** Fills the panel; its figures follow. */
function showDetail(candidate, all, neighbours) {
  forgetFigures();
  const kind = KINDS[candidate.kind] || { name: candidate.kind, what: "" };
  const panel = byId("detail");
  const step = (id, words, label) => id === null
    ? element("span", { class: "step", "aria-hidden": "true" }, words)
    : element("a", { class: "step", href: `#${encodeURIComponent(id)}`, "aria-label": label }, words);
  panel.replaceChildren(
    element("nav", { class: "steps", "aria-label": "Candidates" },
      step(neighbours[0], "← Before", "Candidate before this one in the table"), step(neighbours[1], "Next →", "Next candidate in the table")),
    element("p", { class: "kicker" }, `No. ${candidate.rank} · ${kind.name}`,
      candidate.label ? [" · ", element("span", { class: "label" }, foreign(candidate.label))] : null),
    element("h2", { id: "detail-title" }, named(candidate)),
    element("p", { class: "when" }, whenAndWhere(candidate)),
    element("p", { class: "what" }, kind.what),
    element("div", { class: "verdict" },
      element("p", {}, element("strong", {}, percent(candidate.probability)), " probability of a transfer"),
      element("p", {}, element("strong", {}, signed(candidate.score)), " score (log-odds), the sum of the evidence")),
    ...candidate.reasons.length ? [element("ul", { class: "reasons" }, candidate.reasons.map((reason) => element("li", {}, foreign(reason))))] : [],
    element("div", { class: "parties" }, parties(candidate).map((party, which) => partyCard(party, which))),
    ...[mapFigure(candidate), evidenceTable(candidate), meetingFigure(candidate), hullsFigure(candidate), daysFigure(candidate)].filter(Boolean),
    ...related(candidate, all));
  panel.setAttribute("aria-labelledby", "detail-title");
  drawSoon();
}

function whenAndWhere(candidate) {
  const where = `${latitude(candidate.lat)} ${longitude(candidate.lon)}`;
  if (!candidate.timed) return `Time not known, ${where}`;
  const long = hours(candidate.start, candidate.end);
  return candidate.kind === "dark-dark" || candidate.kind === "dark-visible"
    ? `Can have been from ${period(candidate.start, candidate.end)} (a window of ${long}), likeliest at ${where}`
    : `${period(candidate.start, candidate.end)} (${long}), ${where}`;
}

function partyCard(party, which) {
  const letter = element("span", { class: `letter ${"ab"[which]}` }, VESSELS[which]);
  if (!party) return element("section", { class: "party nobody" }, element("h3", {}, "Partner not seen"), element("p", {}, "Who it was, and whether anyone was there, the data do not tell."));
  const size = [party.length_m, party.beam_m].some(isNumber) ? `${decimals(party.length_m, 0)} × ${decimals(party.beam_m, 0)} m` : "";
  const facts = [["Flag", party.flag], ["Type", party.ship_type], ["Length × beam", size], ["MMSI", party.mmsi], ["IMO", party.imo], ["Call sign", party.call_sign]];
  return element("section", { class: `party ${"ab"[which]}` },
    element("h3", {}, letter, foreign(called(party))),
    party.watchlist ? element("p", { class: "watch" }, element("strong", {}, "On a watchlist: "), foreign(party.watchlist)) : null,
    element("dl", {}, facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value ? foreign(value) : "–")))));
}

/** Each share with its bar, and the sum, which is the score. */
function evidenceTable(candidate) {
  if (!candidate.evidence.length) return element("section", { class: "evidence" }, element("h3", {}, "Evidence"), element("p", {}, "None is listed."));
  const most = Math.max(0.5, ...candidate.evidence.map((one) => isNumber(one.share) ? Math.abs(one.share) : 0));
  const bar = (share) => {
    const width = isNumber(share) ? Math.min(Math.abs(share) / most, 1) * 50 : 0;
    const left = share < 0 ? 50 - width : 50;
    return element("span", { class: "axis", "aria-hidden": "true" }, element("span", { class: share < 0 ? "share against" : "share for", style: `left:${left.toFixed(2)}%;width:${width.toFixed(2)}%` }));
  };
  const row = (one) => element("tr", {},
    element("th", { scope: "row" }, foreign(one.name)), element("td", { class: "measure" }, foreign(one.measure)),
    element("td", { class: "number" }, signed(one.share)), element("td", { class: "bars" }, bar(one.share)), element("td", { class: "why" }, foreign(one.why)));
  const head = (words, attributes = {}) => element("th", { scope: "col", ...attributes }, words);
  const total = sum(candidate.evidence.map((one) => one.share));
  return element("section", { class: "evidence" }, element("h3", {}, "Evidence"),
    element("table", {},
      element("caption", {}, "What speaks for a transfer, to the right, and against, to the left; shares are log-odds and add up to the score."),
      element("thead", {}, element("tr", {}, head("What"), head("Measured"), head("Share", { class: "number" }), head("Against | for", { class: "bars" }), head("Why it counts"))),
      element("tbody", {}, candidate.evidence.map(row)),
      element("tfoot", {}, element("tr", { class: "total" }, element("th", { scope: "row", colspan: 2 }, Math.abs(total - candidate.score) < 0.005 ? "Sum = score" : `Sum (the score is ${signed(candidate.score)})`), element("td", { class: "number" }, signed(total)),
        element("td", { class: "sum", colspan: 2 }, `a probability of ${percent(candidate.probability)}`)))));
}

/** Candidates that this one is linked with, and the others of its group. */
function related(candidate, all) {
  const list = (title, ids) => ids.length ? [element("section", { class: "related" }, element("h3", {}, title), element("ul", {}, ids.map((id) => {
    const other = all.get(id);
    return element("li", {}, other
      ? [idLink(id, element("span", {}, `No. ${other.rank}: `, named(other))), ` ${moment(other.start)} UTC, ${percent(other.probability)}`]
      : [foreign(id), " (not on this page)"]);
  })))] : [];
  const group = candidate.group === null ? [] : [...all.values()].filter((other) => other.group === candidate.group && other !== candidate).map((other) => other.id);
  return [...list("Linked candidates", candidate.linked.filter((id) => id !== candidate.id)), ...list("Others of the same group", group)];
}
