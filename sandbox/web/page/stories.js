// The side panel: loads the demonstration resort, and follows the guided tours.

import { get, onEvent, post } from "./api.js";
import { button, el } from "./dom.js";
import { showOnly } from "./main.js";
import { TOURS } from "./tours.js";

const panel = document.getElementById("stories");
const told = el("p", { className: "told", role: "status" });
const load = button("Muat contoh", () => attempt(loadExample), { className: "main" });
const busy = button("Muat hari sibuk", () => attempt(loadBusyDay));
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
    el("p", {}, "Hari sibuk: pagi pemungutan suara dengan 40 laporan terbuka, 10 yang selesai, dan grup tiap Polsek."),
    busy,
    told,
    el("h2", {}, "Tur"),
    el("div", { className: "tours" }, TOURS.map((each) => button(each.title, () => begin(each)))),
    tour);
}

async function look() {
  const story = await get("story");
  const { resort, state, busy: day } = story;
  load.textContent = `Muat contoh${resort ? ` ${resort}` : ""}`;
  load.disabled = !resort || state !== "kosong";
  busy.disabled = !resort || state === "dimuat" || day !== "kosong";
  if (!resort) say("Contoh hanya ada bila kotak pasir dijalankan bersama bot.");
  else if (state === "dimuat" || day === "dimuat") say("Sedang dimuat…");
  else say({ kosong: "", siap: day === "siap" ? "Hari sibuk sudah dimuat." : "Contoh sudah dimuat." }[state]);
  return story;
}

async function loadExample() {
  await filled({}, "Sedang dimuat, beberapa detik…");
  await showOnly((await look()).phones);
}

async function loadBusyDay() {
  await filled({ busy: true }, "Sedang dimuat, kira-kira seperempat menit…");
  await showOnly((await look()).phones);
}

async function filled(order, words) {
  load.disabled = busy.disabled = true;
  say(words);
  await post("story", order);
}

async function attempt(work) {
  try {
    await work();
  } catch (problem) {
    await look().catch(() => {});
    say(problem.message);
  }
}

/** Follow the tour of this title, with the example there for it. */
export function play(title) {
  return attempt(async () => {
    const { resort, state } = await get("story");
    if (resort && state === "kosong") await filled({}, "Contoh dimuat dulu, beberapa detik…");
    await look();
    begin(TOURS.find((each) => each.title === title));
  });
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
  if ((await showOnly(names)) < names.length) say("Muat contoh dulu: tur ini memakai orang-orangnya.");
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
