// Figures over time, and the hulls.

/** Samples further apart than this are not joined by a line, in milliseconds. */
const BREAK_MS = 1500000;
/** Around the meeting, the long time line shows at least this. */
const LEAST_DAYS_MS = 86400000;

const shade = (spans, colours) => spans.map(([x0, x1]) => ({
  type: "rect", xref: "x", yref: "paper", x0, x1, y0: 0, y1: 1, layer: "below", line: { width: 0 }, fillcolor: colours.contact,
}));

/** A value over the samples, with a break where none were taken. */
function series(samples, nth) {
  const [x, y] = [[], []];
  samples.forEach((sample, at) => {
    if (at && sample[0] - samples[at - 1][0] > BREAK_MS) {
      x.push(samples[at - 1][0] + 1);
      y.push(null);
    }
    x.push(sample[0]);
    y.push(sample[nth]);
  });
  return { x, y };
}

/** An axis for headings that is not cut where they are: it is centred on their mean, and north is a line like another. */
function compassAxis(headings) {
  const radians = Math.PI / 180;
  const mean = Math.atan2(sum(headings.map((value) => Math.sin(value * radians))), sum(headings.map((value) => Math.cos(value * radians)))) / radians;
  const turned = (value) => isNumber(value) ? mean + normal(value - mean) : null;
  const values = headings.map(turned);
  const [low, high] = [values.reduce((least, value) => Math.min(least, value), Infinity), values.reduce((most, value) => Math.max(most, value), -Infinity)];
  const room = Math.max(12, (90 - (high - low)) / 2);
  const step = high - low + 2 * room > 200 ? 90 : 45;
  const tickvals = [];
  for (let value = Math.ceil((low - room) / step) * step; value <= high + room; value += step) tickvals.push(value);
  const names = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
  return { turned, axis: { range: [low - room, high + room], rangemode: "normal", tickvals, ticktext: tickvals.map((value) => names[((value / 45) % 8 + 8) % 8]) } };
}

/** Distance, speeds and headings over one axis of time. */
function meetingFigure(candidate) {
  const { samples, contacts } = candidate;
  if (!samples.length || !candidate.timed) return null;
  const has = (...columns) => samples.some((sample) => columns.some((nth) => isNumber(sample[nth])));
  const rows = [
    has(1) ? { title: "Distance, m", nths: [1], weight: 1.2 } : null,
    has(2, 3) ? { title: "Speed, kn", nths: [2, 3], weight: 1 } : null,
    has(4, 5) ? { title: "Heading", nths: [4, 5], weight: 1, compass: true } : null,
  ].filter(Boolean);
  if (!rows.length) return null;
  const pad = Math.max((candidate.end - candidate.start) * 0.04, 600000);
  const compass = compassAxis(samples.flatMap((sample) => [sample[4], sample[5]]).filter(isNumber));
  const range = [Math.min(candidate.start, samples[0][0]) - pad, Math.max(candidate.end, samples.at(-1)[0]) + pad];
  const make = () => {
    const colours = theme();
    const traces = [];
    const arrangement = { hovermode: "x unified", hoversubplots: "axis", margin: { l: 52, r: 12, t: 20, b: 40 }, shapes: shade(contacts, colours), annotations: [] };
    const unit = (1 - 0.09 * (rows.length - 1)) / rows.reduce((total, row) => total + row.weight, 0);
    let top = 1;
    rows.forEach((row, place) => {
      const id = place ? String(place + 1) : "";
      const bottom = Math.max(top - unit * row.weight, 0);
      arrangement[`yaxis${id}`] = axis({
        domain: [bottom, top], nticks: 4, rangemode: "tozero",
        ...(row.compass ? compass.axis : {}),
      });
      arrangement.annotations.push({ text: row.title, xref: "paper", yref: "paper", x: 0, y: top, xanchor: "left", yanchor: "bottom", showarrow: false, font: { size: 12, color: colours.quiet } });
      for (const nth of row.nths) {
        const which = nth === 1 ? null : nth % 2;
        const color = which === null ? colours.ink : colours.vessels[which];
        const measure = { 1: "%{y:,.0f} m", 2: "%{y:.1f} kn", 3: "%{y:.1f} kn", 4: "%{text}", 5: "%{text}" }[nth];
        const { x, y } = series(samples, nth);
        traces.push({
          type: "scatter", x, y: row.compass ? y.map(compass.turned) : y, text: row.compass ? y.map((value) => `${decimals(value, 0)}°`) : undefined, xaxis: "x", yaxis: `y${id}`, mode: row.compass ? "markers" : "lines",
          name: which === null ? "distance" : `${VESSELS[which]} ${row.compass ? "heading" : "speed"}`, hovertemplate: measure,
          line: { color, width: 1.8, dash: which === 1 && !row.compass ? "4px,2px" : "solid" }, marker: { color, size: 4.5, symbol: which === 1 ? "square-open" : "circle" },
        });
      }
      if (place === rows.length - 1) arrangement.xaxis = timeAxis(range, { anchor: `y${id}`, hoverformat: "%-d %b %H:%M UTC" });
      top = bottom - 0.09;
    });
    return { traces, arrangement };
  };
  const distances = samples.map((sample) => sample[1]).filter(isNumber);
  const speeds = samples.flatMap((sample) => [sample[2], sample[3]]).filter(isNumber);
  const label = `How they lay, ${period(candidate.start, candidate.end)}: `
    + (distances.length ? `antennas ${metres(Math.min(...distances))} to ${metres(Math.max(...distances))} apart` : "distance not known")
    + (speeds.length ? `, speeds up to ${decimals(Math.max(...speeds), 1)} knots.` : ".");
  return figure("How they lay", label, rows.length > 1 ? 150 * rows.length : 200, make, {
    legend: key(["line a", "A"], candidate.parties[1] ? ["line b", "B"] : null, contacts.length ? ["contact", "in contact"] : null),
  });
}

/** Silences and draughts over the days about the meeting. */
function daysFigure(candidate) {
  const known = parties(candidate).filter(Boolean);
  const gaps = known.some((party) => party.gaps.length);
  const draughts = known.some((party) => party.draughts.length);
  if ((!gaps && !draughts) || !candidate.timed) return null;
  const times = known.flatMap((party) => [...party.gaps.flatMap(([from, to]) => [from, to]), ...party.track.map(([time]) => time)]).filter(isNumber);
  let range = [candidate.start, candidate.end, ...times].reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [Infinity, -Infinity]);
  const pad = Math.max((range[1] - range[0]) * 0.03, (LEAST_DAYS_MS - range[1] + range[0]) / 2);
  range = [range[0] - pad, range[1] + pad];
  const classes = [...new Set(known.flatMap((party) => party.gaps.map((gap) => gap[2])))];
  const make = () => {
    const colours = theme();
    const lanes = known.map((_, which) => VESSELS[which]);
    const share = draughts && gaps ? 0.3 : 1;
    const spans = candidate.contacts.length ? candidate.contacts : [[candidate.start, candidate.end]];
    const arrangement = { hovermode: "closest", margin: { l: 52, r: 12, t: 20, b: 40 }, barmode: "overlay", shapes: shade(spans, colours), annotations: [] };
    const traces = [];
    const title = (text, y) => arrangement.annotations.push({ text, xref: "paper", yref: "paper", x: 0, y, xanchor: "left", yanchor: "bottom", showarrow: false, font: { size: 12, color: colours.quiet } });
    arrangement.xaxis = timeAxis(range, { anchor: "y" });
    if (gaps) {
      arrangement.yaxis = axis({ domain: [draughts ? 0 : 0, draughts ? share : 1], tickvals: lanes.map((_, nth) => -nth), ticktext: lanes, range: [0.6 - lanes.length, 0.6], showgrid: false });
      title("Silences", draughts ? share : 1);
      known.forEach((party, which) => {
        for (const [from, to, kind] of party.gaps) {
          traces.push({
            type: "scatter", mode: "lines", x: [from, (from + to) / 2, to], y: [-which, -which, -which],
            line: { width: 12, color: colours.gaps[kind] || colours.quiet }, text: Array(3).fill(`${VESSELS[which]}: silent ${hours(from, to)}, ${inert(kind)}`),
            hovertemplate: `%{text}<br>${moment(from)} to ${moment(to)} UTC<extra></extra>`,
          });
        }
      });
    }
    if (draughts) {
      const id = gaps ? "2" : "";
      arrangement[`yaxis${id}`] = axis({ domain: gaps ? [share + 0.16, 1] : [0, 1], nticks: 5 });
      title("Draught, m", 1);
      known.forEach((party, which) => {
        if (!party.draughts.length) return;
        const steps = [...party.draughts, [range[1], party.draughts.at(-1)[1]]];
        traces.push({
          type: "scatter", mode: "lines", x: steps.map((step) => step[0]), y: steps.map((step) => step[1]), yaxis: `y${id}`,
          line: { shape: "hv", width: 2.2, color: colours.vessels[which], dash: which ? "6px,2px" : "solid" },
          hovertemplate: `${VESSELS[which]}: %{y:.1f} m<br>%{x|%-d %b %H:%M} UTC<extra></extra>`,
        });
      });
    }
    return { traces, arrangement };
  };
  const told = known.map((party, which) => {
    const depth = party.draughts.map((step) => `${decimals(step[1], 1)} m`);
    const silent = party.gaps.map(([from, to, kind]) => `${hours(from, to)} (${kind})`);
    return `${VESSELS[which]}: ${silent.length ? "silent " + silent.join(", ") : "no silences"}${depth.length ? "; draught " + depth.join(", then ") : ""}.`;
  });
  const legend = key(draughts ? ["line a", "A"] : null, draughts && known[1] ? ["line b", "B"] : null,
    ...classes.map((kind) => [`gap-${kind in LIGHT.gaps ? kind : "coverage"}`, `silence: ${kind}`]),
    ["contact", candidate.contacts.length ? "in contact" : "when it can have been"]);
  const height = (gaps ? 50 + 30 * known.length : 0) + (draughts ? 170 : 0) + 50;
  return figure(draughts ? gaps ? "Silences and draught" : "Draught" : "Silences", told.join(" "), height, make, { legend });
}

/** The bow is drawn pointed over this share of the length; clearances are those of whole rectangles. */
const BOW = 0.14;

/** The outline of a hull about its antenna, in metres to east and north. */
function outline(hull, east, north) {
  const turn = hull.heading_deg * Math.PI / 180;
  const at = (ahead, starboard) => [
    east + ahead * Math.sin(turn) + starboard * Math.cos(turn), north + ahead * Math.cos(turn) - starboard * Math.sin(turn)];
  const [bow, stern, port, starboard] = [hull.to_bow_m, -hull.to_stern_m, -hull.to_port_m, hull.to_starboard_m];
  const [middle, half, fore] = [(port + starboard) / 2, (starboard - port) / 2, (bow - stern) * BOW];
  const side = (sign) => [0, 0.25, 0.5, 0.75, 0.9].map((share) => at(bow - fore * (1 - share), middle + sign * half * Math.sqrt(1 - share ** 1.6)));
  return [at(stern, port), ...side(-1), at(bow, middle), ...side(1).reverse(), at(stern, starboard), at(stern, port)];
}

function hullsFigure(candidate) {
  const closest = candidate.closest;
  if (!closest) return null;
  const places = [[0, 0], [closest.east_m, closest.north_m]];
  const hulls = closest.hulls.map((hull, which) => outline(hull, ...places[which]));
  const edge = box(hulls.flat());
  const [width, height] = [edge.east - edge.west, edge.north - edge.south];
  const length = nice(Math.max(width, height, 20) * 0.35);
  const room = Math.max(width, height, 20) * 0.1;
  // On each side of the hulls, room for a label; the rest to scale.
  const [beside, tall] = [96, 320];
  const make = (across) => {
    const colours = theme();
    const metresInPixel = Math.max(width / Math.max(across - 2 * beside, 60), (height + 2 * room) / (tall - 50));
    const [halfWidth, halfHeight] = [across * metresInPixel / 2, tall * metresInPixel / 2];
    const traces = hulls.map((ring, which) => ({
      type: "scatter", mode: "lines", x: ring.map((at) => at[0]), y: ring.map((at) => at[1]), fill: "toself", fillcolor: colours.vessels[which] + "40",
      line: { color: colours.vessels[which], width: 2, dash: closest.hulls[which].assumed ? "5px,3px" : "solid" }, hoverinfo: "skip",
    }));
    traces.push({
      type: "scatter", mode: "markers", x: places.map((at) => at[0]), y: places.map((at) => at[1]), hoverinfo: "skip",
      marker: { size: 7, color: colours.vessels, line: { color: colours.paper, width: 1 } },
    });
    const low = edge.south - room;
    traces.push({ type: "scatter", mode: "lines", x: [edge.west, edge.west + length], y: [low, low], line: { color: colours.ink, width: 3 }, hoverinfo: "skip" });
    const text = (words, x, y, more) => ({ text: words, x, y, showarrow: false, font: { size: 12, color: colours.ink }, ...more });
    const middles = hulls.map((ring) => box(ring)).map((one) => [(one.west + one.east) / 2, (one.south + one.north) / 2]);
    const annotations = hulls.map((ring, which) => {
      const east = middles[which][0] > middles[1 - which][0] || (which === 1 && middles[0][0] === middles[1][0]);
      return text(`<b>${VESSELS[which]}</b><br>heading ${decimals(closest.hulls[which].heading_deg, 0)}°`, east ? edge.east : edge.west, middles[which][1],
        { xanchor: east ? "left" : "right", xshift: east ? 8 : -8, align: east ? "left" : "right", font: { size: 12, color: colours.vessels[which] } });
    });
    annotations.push(text(`${length} m`, edge.west + length / 2, low, { yanchor: "top", yshift: -2 }));
    annotations.push(text("▲<br>N", 1, 0.97, { xref: "paper", yref: "paper", xanchor: "right", yanchor: "top", xshift: -8, font: { size: 11, color: colours.quiet } }));
    const bare = { visible: false, fixedrange: true };
    const arrangement = {
      margin: { l: 0, r: 0, t: 0, b: 0 }, hovermode: false, annotations, dragmode: false,
      xaxis: { ...bare, range: [(edge.west + edge.east) / 2 - halfWidth, (edge.west + edge.east) / 2 + halfWidth] },
      yaxis: { ...bare, range: [(low + edge.north) / 2 - halfHeight, (low + edge.north) / 2 + halfHeight], scaleanchor: "x", scaleratio: 1 },
    };
    return { traces, arrangement };
  };
  const apart = Math.hypot(closest.east_m, closest.north_m);
  const clear = isNumber(closest.clearance_m) ? `hulls ${decimals(closest.clearance_m, 0)} m apart` : "clearance not known";
  const guessed = closest.hulls.some((hull) => hull.assumed);
  const words = `At ${moment(closest.time_ms)} UTC: ${clear}, antennas ${metres(apart)} apart.`;
  return figure("Hulls at the closest", `Hull outlines to scale. ${words}${guessed ? " Some of it is assumed." : ""}`, tall, make, {
    note: `${words} Dots are the antennas.${guessed ? " Dashed: heading or dimensions are assumed." : ""}`,
  });
}
