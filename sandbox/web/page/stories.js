// The side panel: loads the demonstration resort, and follows the guided tours.

import { get, onEvent, post } from "./api.js";
import { button, el } from "./dom.js";
import { openNamed } from "./main.js";
import { TOURS } from "./tours.js";

const panel = document.getElementById("stories");
const told = el("p", { className: "told", role: "status" });
const load = button("Muat contoh", loadAll, { className: "main" });
const list = el("ol", { className: "steps" });
const title = el("h3");
const tour = el("section", { className: "tour", hidden: true, aria: { label: "Tur" } }, title, list);

let running = null; // the tour being followed, what it remembers, and which steps are done

function build() {
  panel.append(
    el("h2", {}, "Cerita"),
    el("p", {}, "Satu ketukan mengisi kotak pasir: petugas siaga di tiap Polsek, pimpinan, Panwascam, ",
      "30 grup TPS, dan contoh laporan. Semuanya terjadi lewat percakapan dengan bot."),
    load,
    told,
    el("h2", {}, "Tur"),
    el("div", { className: "tours" }, TOURS.map((each) => button(each.title, () => begin(each)))),
    tour);
}

async function look() {
  const { resort, state } = await get("story");
  load.textContent = `Muat contoh${resort ? ` ${resort}` : ""}`;
  load.disabled = !resort || state !== "kosong";
  if (!resort) say("Contoh hanya ada bila kotak pasir dijalankan bersama bot.");
  else say({ kosong: "", dimuat: "Sedang dimuat…", siap: "Contoh sudah dimuat." }[state]);
}

async function loadAll() {
  load.disabled = true;
  say("Sedang dimuat, kira-kira seperempat menit…");
  try {
    await post("story");
    await look();
  } catch (problem) {
    load.disabled = false;
    say(problem.message);
  }
}

function begin(chosen) {
  running = { tour: chosen, memory: {}, done: new Set() };
  title.textContent = chosen.title;
  list.replaceChildren(...chosen.steps.map(([words]) => el("li", {}, words)));
  tour.hidden = false;
  mark();
  openAll(chosen.phones).catch((problem) => say(problem.message));
}

async function openAll(names) {
  let found = 0;
  for (const name of names) if (await openNamed(name)) found += 1;
  if (found < names.length) say("Muat contoh dulu: tur ini memakai orang-orangnya.");
}

/** Every step that the event shows is ticked: some happen on two phones at once, in either order. */
function follow(event) {
  if (running === null) return;
  running.tour.steps.forEach(([, seen], number) => {
    if (!running.done.has(number) && seen(event, running.memory)) running.done.add(number);
  });
  mark();
}

function mark() {
  const next = running.tour.steps.findIndex((_, number) => !running.done.has(number));
  [...list.children].forEach((item, number) => {
    item.classList.toggle("done", running.done.has(number));
    item.toggleAttribute("data-done", running.done.has(number));
    if (number === next) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
  if (next === -1 && !title.textContent.endsWith("✅")) title.textContent += " ✅";
}

function say(words) {
  told.textContent = words;
}

build();
onEvent((event) => {
  if (event.event === "connected") look().catch((problem) => say(problem.message));
  else follow(event);
});
