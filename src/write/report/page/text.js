// Elements, and values as words. Text goes into the page through here, as text.

const VESSELS = ["A", "B"];
const KINDS = {
  "encounter": { name: "Encounter", what: "Both were heard side by side." },
  "dark-dark": { name: "Both silent", what: "Both were silent and could have met." },
  "dark-visible": { name: "One silent", what: "One was silent and could have met the other, which was heard." },
  "unseen-partner": { name: "Partner unseen", what: "One vessel behaved as in a transfer; no partner was heard." },
};

/** An element with attributes and children; a string child is text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text from the air: apart from the text about it, so that it cannot turn that round. */
const foreign = (text) => element("bdi", {}, text);
const byId = (id) => document.getElementById(id);

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const plural = (count, one, many = one + "s") => `${whole(count)} ${count === 1 ? one : many}`;
const whole = (value) => isNumber(value) ? value.toLocaleString("en-GB") : "–";
const minus = (text) => text.replace("-", "−");
const decimals = (value, count) => isNumber(value) ? minus(value.toFixed(count)) : "–";
const signed = (value) => isNumber(value) ? (value > 0 ? "+" : "") + decimals(value, 2).replace(/^−0\.00$/, "0.00") : "–";
const listed = (words) => words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join("");
const sum = (values) => values.filter(isNumber).reduce((total, value) => total + value, 0);

/** A probability, never rounded to certainty. */
function percent(value) {
  if (!isNumber(value)) return "–";
  if (value < 0.01) return value > 0 ? "< 1 %" : "0 %";
  return value > 0.99 && value < 1 ? "> 99 %" : `${Math.round(value * 100)} %`;
}

function metres(value) {
  if (!isNumber(value)) return "–";
  return value >= 10000 ? `${decimals(value / 1000, 1)} km` : `${whole(Math.round(value))} m`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value) => String(value).padStart(2, "0");

/** Day and minute in UTC. */
function moment(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "–" : `${day(time)}, ${clock(time)}`;
}

function day(time) {
  const date = new Date(time);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function clock(time) {
  const date = new Date(time);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** From and to in UTC; the day once where it is one. */
function period(from, to) {
  if (moment(from) === "–" || moment(to) === "–") return "–";
  return day(from) === day(to) ? `${moment(from)} to ${clock(to)} UTC` : `${moment(from)} to ${moment(to)} UTC`;
}

const hours = (from, to) => {
  const value = (to - from) / 3600000;
  return value >= 96 ? `${decimals(value / 24, 1)} days` : `${decimals(value, 1)} h`;
};

/** Degrees and decimal minutes, as on a chart. */
function angle(value, positive, negative, places) {
  if (!isNumber(value)) return "–";
  const steps = Math.round(Math.abs(value) * 60 * 10 ** places);
  const [degrees, minutes] = [Math.floor(steps / (60 * 10 ** places)), (steps / 10 ** places) % 60];
  const letter = steps === 0 ? "" : value > 0 ? positive : negative;
  return `${degrees}°${minutes.toFixed(places).padStart(places ? 3 + places : 2, "0")}′${letter}`;
}
const normal = (longitude) => ((longitude + 540) % 360 + 360) % 360 - 180;
const latitude = (value, places = 1) => angle(value, "N", "S", places);
const longitude = (value, places = 1) => angle(isNumber(value) ? normal(value) : value, "E", "W", places);

/** What a party is called: its name, or its number. */
const called = (party) => party ? party.name || (party.mmsi ? `MMSI ${party.mmsi}` : "Unnamed vessel") : "Partner not seen";
