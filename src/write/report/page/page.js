// Puts the page together.

/** Milliseconds from 1970 to the last time of a JavaScript date, and back to the first. */
const LAST_TIME = 8.64e15;

/** What this script was allowed to run by. */
const { nonce } = document.currentScript;
const page = JSON.parse(byId("data").textContent);
const candidates = page.candidates.map(drawable);
const byCandidate = new Map(candidates.map((one) => [one.id, one]));

/** A candidate without what no figure can show: places that are none, times beyond those that JavaScript knows. */
function drawable(one) {
  const isTime = (time) => Math.abs(time) <= LAST_TIME;
  const isPlace = ([lat, lon]) => isNumber(lat) && isNumber(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 720;
  const isSpan = ([from, to]) => isTime(from) && isTime(to) && from <= to;
  const isTimed = ([time, value]) => isTime(time) && isNumber(value);
  const path = (places) => places.filter(isPlace);
  const hull = (one) => [one.heading_deg, one.to_bow_m, one.to_stern_m, one.to_port_m, one.to_starboard_m].every(isNumber);
  const closest = one.closest && [one.closest.east_m, one.closest.north_m].every(isNumber) && one.closest.hulls.every(hull) ? one.closest : null;
  const region = one.region ? path(one.region) : [];
  return {
    ...one, closest, start: one.start_ms, end: one.end_ms,
    placed: isPlace([one.lat, one.lon]), timed: isSpan([one.start_ms, one.end_ms]),
    region: region.length > 2 ? region : null,
    contacts: one.contacts.filter(isSpan), samples: one.samples.filter(([time]) => isTime(time)),
    coast: { land: one.coast.land.map(path), lines: one.coast.lines.map(path) },
    parties: one.parties.slice(0, 2).map((party) => ({
      ...party, track: party.track.filter(([time, ...place]) => isTime(time) && isPlace(place)), dark: party.dark.filter(isSpan),
      gaps: party.gaps.filter(isSpan), draughts: party.draughts.filter(isTimed),
    })),
  };
}

function header() {
  const { summary } = page;
  const title = page.title || "Lightering report";
  document.title = title;
  byId("title").replaceChildren(foreign(title));
  const span = summary.from && summary.to ? period(Date.parse(summary.from), Date.parse(summary.to)) : "";
  byId("lead").textContent = [
    span && span !== "–" ? `AIS reports from ${span}.` : "",
    summary.events.length ? `Found: ${listed(summary.events.map(({ kind, count }) => `${whole(count)} ${kind}`))}.` : "",
    page.total ? `${plural(page.total, "candidate")} for a transfer between ships at sea` + (page.total > candidates.length ? `; the ${whole(candidates.length)} with the highest rank are on this page.` : ", by rank.") : "",
  ].filter(Boolean).join(" ");
  const facts = [
    ["Rows read", whole(summary.rows_read)], ["Rows used", whole(summary.rows_accepted)],
    ...summary.events.map(({ kind, count }) => [kind, whole(count)]), ["Made by", `lightering ${summary.version}`.trim()],
  ];
  byId("facts").replaceChildren(...facts.map(([name, value]) => element("div", {}, element("dt", {}, foreign(name)), element("dd", {}, foreign(value)))));
  byId("notes").replaceChildren(...summary.notes.map((note) => element("li", {}, foreign(note))));
  byId("footer").replaceChildren(`Made by lightering ${summary.version}. This file holds all that it shows and asks no network for anything. Times are UTC.`);
}

/** The id in the address, if the page has it. */
function idInAddress() {
  try {
    const id = decodeURIComponent(location.hash.slice(1));
    return byCandidate.has(id) ? id : null;
  } catch {
    return null;
  }
}

function start() {
  header();
  if (!candidates.length) {
    byId("empty").hidden = false;
    byId("empty").textContent = "No candidates were found. That is a finding about these data and these parameters, not about the sea.";
    byId("about").open = true;
    return;
  }
  byId("work").hidden = false;
  let chosen = null;
  const table = candidateTable(candidates, (id, wanted) => {
    choose(id, true);
    if (wanted) reveal();
  });

  function choose(id, keep) {
    if (keep && idInAddress() !== id) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    if (chosen === id) return;
    chosen = id;
    table.mark(id);
    showDetail(byCandidate.get(id), byCandidate, table.neighbours(id));
  }

  /** Where the panel stands below the list, brings it onto the screen. */
  function reveal() {
    const panel = byId("detail");
    if (panel.getBoundingClientRect().top > window.innerHeight * 0.6) panel.scrollIntoView({ block: "start" });
  }

  window.addEventListener("hashchange", () => {
    const panel = byId("detail");
    const inside = panel.contains(document.activeElement);
    choose(idInAddress() || candidates[0].id, false);
    // The link that was followed is gone from the panel.
    if (inside) {
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "start" });
    } else reveal();
  });
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    byId("detail").focus();
    byId("detail").scrollIntoView({ block: "start" });
  });
  choose(idInAddress() || candidates[0].id, false);

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    drawSoon();
  });
  darkMode.addEventListener("change", drawAll);
  let wasOpen = false;
  const paper = (on) => {
    if (printing === on) return;
    printing = on;
    const about = byId("about");
    if (on) wasOpen = about.open;
    about.open = on || wasOpen;
    document.documentElement.classList.toggle("paper", on);
    drawAll();
  };
  window.addEventListener("beforeprint", () => paper(true));
  window.addEventListener("afterprint", () => paper(false));
}

/** Runs the plotting library. It lies in the file as text, so that a reader has the table before a browser has read all of it. */
function runLibrary() {
  const library = element("script", {});
  library.nonce = nonce;
  library.textContent = byId("library").textContent;
  document.head.append(library);
  drawSoon();
}

start();
window.addEventListener("load", () => setTimeout(runLibrary, 0));
