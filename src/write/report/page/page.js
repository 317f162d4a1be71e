// Puts the page together.

const page = JSON.parse(byId("data").textContent);
const candidates = page.candidates.map((one) => ({ ...one, start: one.start_ms, end: one.end_ms }));
const byCandidate = new Map(candidates.map((one) => [one.id, one]));

function header() {
  const { summary } = page;
  const title = page.title || "Lightering report";
  document.title = title;
  byId("title").replaceChildren(foreign(title));
  const span = summary.from && summary.to ? period(Date.parse(summary.from), Date.parse(summary.to)) : "";
  byId("lead").textContent = [
    span && span !== "–" ? `AIS reports from ${span}.` : "",
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

start();
document.addEventListener("DOMContentLoaded", drawAll);
