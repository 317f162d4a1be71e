// Colours and manners of all figures. The two vessels have colours of Okabe and Ito's palette, which readers with
// any kind of colour vision tell apart; they differ in lightness, too.

const LIGHT = {
  ink: "#1d2730", quiet: "#5b6873", line: "#d5dce2", paper: "#ffffff", sea: "#eef3f7", land: "#dcd8cb", shore: "#8d8671",
  vessels: ["#0072b2", "#c8500a"], region: "#8a5a9e", contact: "rgba(0, 158, 115, 0.14)", mark: "#1d2730",
  gaps: { intentional: "#b3261e", coverage: "#8c99a4", moored: "#57707f", open: "#a87a00", outage: "#c3cbd2" },
};
const DARK = {
  ink: "#e8edf1", quiet: "#a3b0bb", line: "#34414c", paper: "#171e25", sea: "#131a21", land: "#35373a", shore: "#8b8f92",
  vessels: ["#5ab7ec", "#f0a13c"], region: "#c79bd9", contact: "rgba(64, 200, 160, 0.18)", mark: "#ffffff",
  gaps: { intentional: "#f2827a", coverage: "#84919c", moored: "#9fb4c2", open: "#e3bd4a", outage: "#55626d" },
};
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const darkMode = window.matchMedia("(prefers-color-scheme: dark)");
/** Paper is white. */
let printing = false;
const theme = () => darkMode.matches && !printing ? DARK : LIGHT;

/** Figures that are drawn: each can be drawn again in other colours or at another width. */
let drawn = [];

/** A layout with our colours; axes get theirs from `axis`. */
function layout(more) {
  const { ink } = theme();
  return {
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", showlegend: false, autosize: true,
    font: { family: FONT, size: 12, color: ink }, margin: { l: 52, r: 12, t: 8, b: 36 },
    hoverlabel: { bgcolor: theme().paper, bordercolor: theme().quiet, font: { family: FONT, size: 12, color: ink } },
    ...more,
  };
}

function axis(more) {
  const { line, quiet } = theme();
  return {
    gridcolor: line, linecolor: line, zeroline: false, tickcolor: line, ticklen: 4, tickfont: { color: quiet, size: 11 },
    fixedrange: true, automargin: false, ...more,
  };
}

const timeAxis = (range, more) => axis({
  type: "date", range, hoverformat: "%-d %b %H:%M UTC", nticks: 7, showgrid: true,
  tickformatstops: [
    { dtickrange: [null, 43200000], value: "%H:%M\n%-d %b" },
    { dtickrange: [43200000, "M1"], value: "%-d %b" },
    { dtickrange: ["M1", null], value: "%b %Y" },
  ],
  ...more,
});

/** Text for the plotting library, which would read tags in it. */
const inert = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A figure with its words; `make` gives traces, layout and what the drawing says of itself. */
function figure(title, label, height, make, extra = {}) {
  const canvas = element("div", { class: "canvas", role: "img", "aria-label": label, style: `height:${height}px` });
  const holder = element("figure", { class: extra.class }, element("h3", {}, title), extra.legend, extra.tools,
    element("div", { class: "stage" }, canvas, extra.over), extra.note ? element("figcaption", {}, extra.note) : null);
  const draw = () => {
    const width = canvas.clientWidth || 600;
    const { traces, arrangement } = make(width);
    const config = { displayModeBar: false, displaylogo: false, responsive: false, showTips: false, ...extra.config };
    return Plotly.react(canvas, traces, layout({ height, width, autosize: false, ...arrangement }), config);
  };
  drawn.push({ canvas, draw, resize: extra.resize, done: null });
  return holder;
}

/** Figures wait this long for the next key, so that a reader who holds an arrow key is not held up by them. */
const PAUSE_MS = 70;
let waiting = 0;

/** Draws the figures one by one, so that the page answers in between. */
function drawSoon() {
  clearTimeout(waiting);
  const left = [...drawn];
  const next = () => {
    if (!left.length) return;
    drawFigure(left.shift());
    waiting = setTimeout(next, 0);
  };
  waiting = setTimeout(next, PAUSE_MS);
}

/** Draws every figure at once, as colours or paper change. */
function drawAll() {
  clearTimeout(waiting);
  drawn.forEach(drawFigure);
}

/** Draws a figure; one that cannot be drawn says so and takes no other with it. */
function drawFigure(one) {
  // The plotting library runs when the table is there.
  if (typeof Plotly === "undefined") return;
  const failed = (error) => {
    console.error(error);
    one.canvas.replaceChildren(element("p", { class: "small" }, "This figure could not be drawn."));
  };
  try {
    one.done = one.draw().catch(failed);
    if (one.resize) one.resize();
  } catch (error) {
    failed(error);
  }
}

function forgetFigures() {
  // A drawing that is under way would miss what is purged.
  for (const { canvas, done } of drawn) {
    if (done) done.then(() => Plotly.purge(canvas));
  }
  drawn = [];
}

/** What the two colours and dashes mean. */
const key = (...items) => element("ul", { class: "key" }, items.filter(Boolean).map(([style, ...words]) =>
  element("li", {}, element("span", { class: `swatch ${style}`, "aria-hidden": "true" }), ...words)));
