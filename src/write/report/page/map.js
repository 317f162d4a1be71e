// The map: degrees on plain axes whose units are in the proportion of the latitude, so that it is true to scale
// about the candidate.

const NAUTICAL_MILE_M = 1852;
const DEGREE_M = 60 * NAUTICAL_MILE_M;
const MAP_MARGIN = { l: 62, r: 10, t: 6, b: 26 };
/** The map shows this much at least, in degrees of latitude: about a kilometre. */
const LEAST_DEGREES = 0.01;
/** Before and after, tracks belong to the view of the meeting for this long. */
const APPROACH_MS = 3600000;
/** The locator shows the coast up to this far from the meeting, in degrees of latitude, … */
const LOCATOR_DEGREES = 4;
/** … in this many pixels, where the map has room for it. */
const LOCATOR = { width: 132, height: 104, least: 380 };
/** A leg this fast gets an arrow; below, the direction is that of the noise. */
const ARROW_KN = 2;
const ARROWS = 8;

function mapFigure(candidate) {
  if (!candidate.placed) return null;
  const near = (longitude) => candidate.lon + normal(longitude - candidate.lon);
  const place = ([lat, lon]) => [near(lon), lat];
  const cosine = Math.max(Math.cos(candidate.lat * Math.PI / 180), 0.02);
  const tracks = parties(candidate).map((party) => party ? party.track.map(([time, lat, lon]) => ({ time, lat, lon: near(lon) })) : []);
  const region = candidate.region ? candidate.region.map(place) : null;
  const centre = [candidate.lon, candidate.lat];
  const boxes = { meeting: meetingBox(candidate, tracks, region), all: box([...tracks.flat().map((at) => [at.lon, at.lat]), ...(region || []), centre]) };
  const locator = locatorBox(candidate.coast, place, centre, cosine);
  const dark = tracks.some((track, which) => silenceEnds(track, candidate.parties[which]).length);
  let view = null;

  const scale = element("div", { class: "scale", "aria-hidden": "true" });
  const zoomIn = button("+", "Zoom in", () => zoom(0.6));
  const zoomOut = button("−", "Zoom out", () => zoom(1 / 0.6));
  const over = [
    element("div", { class: "north", "aria-hidden": "true" }, element("span", {}, "▲"), "N"),
    element("div", { class: "zoom" }, zoomIn, zoomOut), scale,
  ];
  const tools = element("div", { class: "tools" },
    button("Meeting", "Show the meeting place", () => fit("meeting")), button("Whole tracks", "Show the whole tracks", () => fit("all")));
  const legend = key(
    ...parties(candidate).map((party, which) => party ? [`line ${"ab"[which]}`, `${VESSELS[which]}: `, foreign(called(party))] : null),
    dark ? ["dash", "not heard, between ○ and ○"] : null, candidate.contacts.length ? ["thick", "in contact"] : null,
    region ? ["region", "where they can have met"] : null, ["cross", region ? "likeliest place" : "meeting place"]);
  const holder = figure("Where", mapLabel(candidate, tracks, region), mapHeight(), make, {
    class: "map", over, tools, legend, resize: refit, config: { scrollZoom: true, doubleClick: false },
    note: "Drag to move. To zoom, use the buttons, the keys + and −, or the wheel after a click on the map. Times on the tracks are UTC.",
  });
  const canvas = holder.querySelector(".canvas");
  const record = drawn.at(-1);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "map");
  canvas.addEventListener("keydown", onKey);
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }), true);
  // A wheel over a map that nobody chose scrolls the page.
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== canvas) event.stopPropagation();
  }, true);
  let listening = false;
  return holder;

  function size() {
    return [Math.max((canvas.clientWidth || 600) - MAP_MARGIN.l - MAP_MARGIN.r, 50), mapHeight() - MAP_MARGIN.t - MAP_MARGIN.b];
  }

  /** The view that shows a box: its centre and degrees of latitude in a pixel. */
  function viewOf({ west, east, south, north }) {
    const [width, height] = size();
    const pixel = 1.16 * Math.max((east - west) * cosine / width, (north - south) / height, LEAST_DEGREES / height);
    return { lon: (west + east) / 2, lat: (south + north) / 2, pixel };
  }

  function ranges() {
    const [width, height] = size();
    const [east, north] = [width * view.pixel / cosine / 2, height * view.pixel / 2];
    return { "xaxis.range": [view.lon - east, view.lon + east], "yaxis.range": [view.lat - north, view.lat + north] };
  }

  function ticks() {
    const [width, height] = size();
    const along = (centre, half, pixels, spell) => {
      const step = tickStep(2 * half, pixels);
      const places = step < 1 / 60 - 1e-9 ? 1 : 0;
      const values = [];
      // Beyond the edges, too, so that they come into view while the map is dragged.
      for (let nth = Math.ceil((centre - 3 * half) / step); nth * step <= centre + 3 * half && values.length < 100; nth++) values.push(nth * step);
      return [values, values.map((value) => spell(value, places))];
    };
    const [x, xText] = along(view.lon, width * view.pixel / cosine / 2, width / 80, longitude);
    const [y, yText] = along(view.lat, height * view.pixel / 2, height / 60, latitude);
    return { "xaxis.tickvals": x, "xaxis.ticktext": xText, "yaxis.tickvals": y, "yaxis.ticktext": yText };
  }

  function show() {
    if (!canvas.layout) return;
    record.done = Plotly.relayout(canvas, { ...ranges(), ...ticks(), shapes: frame() });
    drawScale();
  }

  function hasLocator() {
    return locator !== null && size()[0] >= LOCATOR.least;
  }

  /** What the map shows, as a frame in the locator. */
  function frame() {
    if (!hasLocator()) return [];
    const { "xaxis.range": x, "yaxis.range": y } = ranges();
    return [{ type: "rect", xref: "x2", yref: "y2", x0: x[0], x1: x[1], y0: y[0], y1: y[1], line: { color: theme().mark, width: 1.2 } }];
  }

  function locatorParts(colours) {
    if (!hasLocator()) return { traces: [], axes: {} };
    const [width, height] = size();
    const on = (trace) => ({ ...trace, xaxis: "x2", yaxis: "y2", hoverinfo: "skip", hovertemplate: undefined });
    const bare = { fixedrange: true, showgrid: false, zeroline: false, showticklabels: false, ticks: "", showline: true, mirror: true, linecolor: colours.quiet };
    return {
      traces: [...coastTraces(candidate.coast, place, colours).map(on),
        on({ type: "scatter", mode: "markers", x: [candidate.lon], y: [candidate.lat], marker: { size: 5, color: colours.mark } })],
      axes: {
        xaxis2: { ...bare, anchor: "y2", domain: [1 - (LOCATOR.width + 8) / width, 1 - 8 / width], range: [locator.west, locator.east] },
        yaxis2: { ...bare, anchor: "x2", domain: [8 / height, (LOCATOR.height + 8) / height], range: [locator.south, locator.north] },
      },
    };
  }

  function fit(name) {
    view = viewOf(boxes[name]);
    show();
  }

  function zoom(factor) {
    if (!view) return;
    view.pixel = Math.min(Math.max(view.pixel * factor, 1e-6), 1);
    show();
  }

  /** Keeps what was seen at another width. */
  function refit() {
    if (view) drawScale();
  }

  function onKey(event) {
    if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
    const [width, height] = size();
    const [east, north] = [width * view.pixel / cosine * 0.2, height * view.pixel * 0.2];
    const steps = { ArrowLeft: [-east, 0], ArrowRight: [east, 0], ArrowUp: [0, north], ArrowDown: [0, -north] };
    if (steps[event.key]) {
      view.lon += steps[event.key][0];
      view.lat += steps[event.key][1];
      show();
    } else if (event.key === "+" || event.key === "=") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
    else if (event.key === "0") fit("meeting");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onMove(change) {
    if (!Object.keys(change).some((name) => name.includes("axis.range"))) return;
    const [x, y] = [canvas.layout.xaxis.range, canvas.layout.yaxis.range];
    const pixel = (y[1] - y[0]) / size()[1];
    const same = Math.abs((x[0] + x[1]) / 2 - view.lon) < pixel && Math.abs((y[0] + y[1]) / 2 - view.lat) < pixel && Math.abs(pixel / view.pixel - 1) < 1e-6;
    if (same) return;
    view = { lon: (x[0] + x[1]) / 2, lat: (y[0] + y[1]) / 2, pixel };
    show();
  }

  function drawScale() {
    const metresInPixel = view.pixel * DEGREE_M;
    const bar = (unit, spell) => {
      const length = nice(130 * metresInPixel / unit);
      return element("div", { class: "bar", style: `width:${(length * unit / metresInPixel).toFixed(1)}px` }, spell(length));
    };
    scale.replaceChildren(
      bar(1, (length) => length >= 1000 ? `${length / 1000} km` : `${length} m`),
      bar(NAUTICAL_MILE_M, (length) => `${length} nmi`));
  }

  function make() {
    if (!view) view = viewOf(boxes.meeting);
    const colours = theme();
    const traces = [...coastTraces(candidate.coast, place, colours)];
    if (region) {
      const ring = [...region, region[0]];
      traces.push({
        type: "scatter", mode: "lines", x: ring.map((at) => at[0]), y: ring.map((at) => at[1]), fill: "toself", fillcolor: colours.region + "33",
        line: { color: colours.region, width: 1.5, dash: "dot" }, hoverinfo: "skip",
      });
    }
    tracks.forEach((track, which) => traces.push(...trackTraces(track, candidate, which, colours)));
    traces.push({
      type: "scatter", mode: "markers", x: [candidate.lon], y: [candidate.lat], hovertemplate: `${region ? "likeliest" : "meeting"} place<extra></extra>`,
      marker: { symbol: "x-thin", size: 11, line: { width: 2.5, color: colours.mark } },
    });
    const inset = locatorParts(colours);
    traces.push(...inset.traces);
    const [r, t] = [ranges(), ticks()];
    const mapAxis = (name, more) => axis({
      range: r[`${name}.range`], tickvals: t[`${name}.tickvals`], ticktext: t[`${name}.ticktext`], fixedrange: false, showline: true, mirror: true, ...more,
    });
    const arrangement = {
      margin: MAP_MARGIN, dragmode: "pan", hovermode: "closest", plot_bgcolor: colours.sea, shapes: frame(), ...inset.axes,
      xaxis: mapAxis("xaxis"), yaxis: mapAxis("yaxis", { scaleanchor: "x", scaleratio: 1 / cosine }),
    };
    // After the drawing: the listener hangs on what the library makes of the element.
    queueMicrotask(() => {
      if (!listening && canvas.on) {
        listening = true;
        canvas.on("plotly_relayout", onMove);
      }
      drawScale();
    });
    return { traces, arrangement };
  }
}

const mapHeight = () => Math.round(Math.min(460, Math.max(300, window.innerHeight * 0.55)));
const button = (words, label, act) => {
  const made = element("button", { type: "button", "aria-label": label, title: label }, words);
  made.addEventListener("click", act);
  return made;
};

function box(places) {
  const [x, y] = [0, 1].map((nth) => places.map((at) => at[nth]).filter(isNumber));
  const low = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
  return x.length && y.length ? { west: low(x), east: high(x), south: low(y), north: high(y) } : { west: 0, east: 0, south: 0, north: 0 };
}

function meetingBox(candidate, tracks, region) {
  const approach = region ? 0 : APPROACH_MS;
  const during = tracks.flat().filter((at) => at.time >= candidate.start - approach && at.time <= candidate.end + approach);
  const ends = region ? tracks.flatMap((track, which) => silenceEnds(track, candidate.parties[which], candidate)) : [];
  return box([[candidate.lon, candidate.lat], ...(region || []), ...(region ? ends : during).map((at) => [at.lon, at.lat])]);
}

/** The points between which a vessel was not heard: of all its silences, or of those during a candidate. */
function silenceEnds(track, party, during = null) {
  if (!party) return [];
  const spans = party.dark.filter(([from, to]) => !during || (from < during.end && to > during.start));
  const silence = (from, to) => from && to ? silenceBetween(spans, from, to) : -1;
  return track.filter((at, nth) => silence(track[nth - 1], at) !== silence(at, track[nth + 1]));
}

/** Which silence a leg lies in; -1 where it was observed. */
const silenceBetween = (spans, one, other) => spans.findIndex(([from, to]) => (one.time + other.time) / 2 >= from && (one.time + other.time) / 2 <= to);

/** The coast near a place, in the proportions of the locator; null where there is none. */
function locatorBox(coast, place, [lon, lat], cosine) {
  const near = [...coast.land, ...coast.lines].flat().map(place)
    .filter((at) => Math.abs(at[1] - lat) <= LOCATOR_DEGREES && Math.abs(at[0] - lon) * cosine <= LOCATOR_DEGREES);
  if (!near.length) return null;
  const { west, east, south, north } = box([...near, [lon, lat]]);
  const pixel = 1.1 * Math.max((east - west) * cosine / LOCATOR.width, (north - south) / LOCATOR.height, 0.1 / LOCATOR.height);
  const [halfWidth, halfHeight] = [LOCATOR.width * pixel / cosine / 2, LOCATOR.height * pixel / 2];
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return { west: x - halfWidth, east: x + halfWidth, south: y - halfHeight, north: y + halfHeight };
}

/** The largest of 1, 2 and 5 times a power of ten that is not above a value. */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9));
  return Number((digit * power).toPrecision(1));
}

/** Degrees between ticks: a round count of minutes. */
function tickStep(span, most) {
  const minutes = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800];
  const wanted = span * 60 / Math.max(most, 1);
  return (minutes.find((step) => step >= wanted) || 3600) / 60;
}

function coastTraces(coast, place, colours) {
  const joined = (paths) => {
    const [x, y] = [[], []];
    for (const path of paths) {
      for (const [lon, lat] of path.map(place)) {
        x.push(lon);
        y.push(lat);
      }
      x.push(null);
      y.push(null);
    }
    return { type: "scatter", mode: "lines", x, y, hoverinfo: "skip" };
  };
  const traces = [];
  if (coast.land.length) traces.push({ ...joined(coast.land), fill: "toself", fillcolor: colours.land, line: { width: 0, color: colours.land } });
  if (coast.lines.length) traces.push({ ...joined(coast.lines), line: { width: 1.2, color: colours.shore } });
  return traces;
}

/** A track in parts: silent, in contact, and the rest; its fixes; and arrows where it moves. */
function trackTraces(track, candidate, which, colours) {
  if (!track.length) return [];
  const party = candidate.parties[which];
  const within = (spans, time) => spans.some(([from, to]) => time >= from && time <= to);
  const parts = { plain: [[], []], dark: [[], []], contact: [[], []] };
  const arrows = [];
  const every = Math.max(1, Math.floor(track.length / ARROWS));
  track.slice(1).forEach((to, nth) => {
    const from = track[nth];
    const middle = (from.time + to.time) / 2;
    const part = silenceBetween(party.dark, from, to) >= 0 ? "dark" : within(candidate.contacts, middle) ? "contact" : "plain";
    parts[part][0].push(from.lon, to.lon, null);
    parts[part][1].push(from.lat, to.lat, null);
    const east = (to.lon - from.lon) * Math.cos(from.lat * Math.PI / 180);
    const knots = Math.hypot(east, to.lat - from.lat) * 60 / Math.max((to.time - from.time) / 3600000, 1e-6);
    arrows.push(part !== "dark" && knots > ARROW_KN && nth % every === every - 1 ? 13 : 0);
  });
  const color = colours.vessels[which];
  const symbol = ["circle", "square"][which];
  const ends = new Set(silenceEnds(track, party));
  const line = ([x, y], style) => ({ type: "scatter", mode: "lines", x, y, hoverinfo: "skip", line: { color, ...style } });
  const [x, y] = [track.map((at) => at.lon), track.map((at) => at.lat)];
  return [
    // The first is drawn wider, so that it shows beside the second where both are side by side.
    line(parts.plain, { width: 1.8 }), line(parts.contact, { width: which ? 3 : 7 }), line(parts.dark, { width: 1.8, dash: "6px,5px" }),
    { type: "scatter", mode: "markers", x, y, hoverinfo: "skip", marker: { symbol: "arrow", angleref: "previous", size: [0, ...arrows], color } },
    {
      type: "scatter", mode: "markers", x, y,
      marker: { symbol: track.map((at) => ends.has(at) ? `${symbol}-open` : symbol), size: track.map((at) => ends.has(at) ? 9 : 4.5), color, line: { width: track.map((at) => ends.has(at) ? 2 : 0) } },
      text: track.map((at) => `${VESSELS[which]}: ${moment(at.time)} UTC<br>${latitude(at.lat)} ${longitude(at.lon)}`), hovertemplate: "%{text}<extra></extra>",
    },
  ];
}

function mapLabel(candidate, tracks, region) {
  const where = `${latitude(candidate.lat)} ${longitude(candidate.lon)}`;
  const fixes = tracks.map((track, which) => track.length ? `${VESSELS[which]} ${plural(track.length, "point")}` : null).filter(Boolean);
  return `Map, north up. ${region ? "Region in which they can have met, about" : "Meeting at"} ${where}. Tracks: ${fixes.join(", ") || "none"}. Arrow keys move, plus and minus zoom, 0 returns.`;
}
