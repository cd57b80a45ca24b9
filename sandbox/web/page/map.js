// A small map drawn by the page itself: a grid of latitude and longitude, no streets, nothing fetched.

import { el, svg } from "./dom.js";

const WIDTH = 240;
const HEIGHT = 140;

/** A map around a place, with its numbers below. */
export function map(place) {
  return el("figure", { className: "map" }, drawn(place, 0.02), el("figcaption", {}, numbers(place)));
}

/** `1.66670, 101.43330`, as one types it into any map. */
export function numbers(place) {
  return `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
}

/** A map to choose on: `choose(place)` is called with where it was clicked, or moved to with the arrow keys. */
export function chooser(start, choose) {
  const span = 0.1;
  let centre = { ...start };
  const board = el("div", { className: "map choosing", tabIndex: 0, role: "application" });
  board.setAttribute("aria-label", "Peta: klik tempatnya, atau geser dengan tombol panah");
  const show = () => {
    board.replaceChildren(drawn(centre, span));
    choose(centre);
  };
  board.onclick = (event) => {
    const box = board.getBoundingClientRect();
    move(
      ((event.clientX - box.left) / box.width - 0.5) * span,
      (0.5 - (event.clientY - box.top) / box.height) * span * (HEIGHT / WIDTH),
    );
  };
  board.onkeydown = (event) => {
    const step = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    move(step[0] * 0.001, step[1] * 0.001);
  };
  function move(east, north) {
    centre = {
      latitude: Math.max(-85, Math.min(85, centre.latitude + north)),
      longitude: Math.max(-180, Math.min(180, centre.longitude + east)),
    };
    show();
  }
  show();
  return { element: board, moveTo: (place) => ((centre = { ...place }), board.replaceChildren(drawn(centre, span))) };
}

function drawn(centre, span) {
  const scale = WIDTH / span;
  const step = span / 5;
  const lines = [];
  const first = (value, half) => Math.ceil((value - half) / step) * step;
  for (let at = first(centre.longitude, span / 2); at < centre.longitude + span / 2; at += step) {
    const x = WIDTH / 2 + (at - centre.longitude) * scale;
    lines.push(svg("path", { d: `M${x} 0V${HEIGHT}` }), svg("text", { x: x + 2, y: HEIGHT - 3 }, at.toFixed(3)));
  }
  const tall = (span * HEIGHT) / WIDTH;
  for (let at = first(centre.latitude, tall / 2); at < centre.latitude + tall / 2; at += step) {
    const y = HEIGHT / 2 - (at - centre.latitude) * scale;
    lines.push(svg("path", { d: `M0 ${y}H${WIDTH}` }), svg("text", { x: 2, y: y - 2 }, at.toFixed(3)));
  }
  const x = WIDTH / 2;
  const y = HEIGHT / 2;
  const pin = svg("path", { class: "pin", d: `M${x} ${y}c-9 -12 -11 -15 -11 -20a11 11 0 0 1 22 0c0 5 -2 8 -11 20z` });
  const view = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `Lokasi ${numbers(centre)}` };
  return svg("svg", view, ...lines, pin, svg("circle", { class: "eye", cx: x, cy: y - 20, r: 4 }));
}
