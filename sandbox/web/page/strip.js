// The strip above the phones: the world's clock, and what can go wrong between the bot and Telegram.

import { get, onEvent, post } from "./api.js";
import { button, el } from "./dom.js";

const SHORT = { "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };
const MANY = 1_000_000;

let zone = "Asia/Jakarta";
let there = 0; // the world's time when it was asked, in milliseconds, and when that was here
let here = 0;
let speed = 1;
let asked = 0;

const date = el("span", { className: "date" });
const time = el("time", { data: { testid: "clock" }, aria: { label: "Waktu di kotak pasir" } });
const told = el("p", { className: "told", role: "status" });
const pause = button("⏸ Jeda", () => run(speed === 0 ? 1 : 0));
const fast = button("⏩ Cepat", () => run(speed > 1 ? 1 : 60), { title: "Satu menit setiap detik" });
const moments = el("span", { className: "moments" });
const moment = el("input", { type: "datetime-local", aria: { label: "Lompat ke tanggal dan jam" } });
const person = el("select", { aria: { label: "Orang yang memblokir bot" }, onfocus: () => attempt(listPeople) });
const seconds = el("input", { type: "number", min: 1, max: 600, value: 10, aria: { label: "Lama gangguan (detik)" } });

function build() {
  const jump = el("form", { onsubmit: (event) => { event.preventDefault(); jumpTo(moment.value); } },
    moment, el("button", { type: "submit" }, "Lompat"));
  document.getElementById("strip").append(
    el("section", { className: "clock", aria: { label: "Waktu" } },
      el("p", {}, date, " ", time),
      pause, fast,
      button("+3 menit", () => clock({ jump: 180 })),
      button("+1 jam", () => clock({ jump: 3600 })),
      moments, jump),
    el("details", { className: "trouble" },
      el("summary", {}, "Gangguan"),
      el("div", {},
        el("label", {}, "Blokir bot: ", person),
        button("Blokir", () => act("blocks", "memblokir bot")),
        button("Buka blokir", () => act("unblocks", "membuka blokir bot")),
        el("label", {}, "Lama: ", seconds, " detik"),
        button("Putuskan jaringan", () => fail("drop_before", {}, "Jaringan bot putus")),
        button("Lambatkan", () => attempt(slow)),
        button("Banjir (429)", () => fail("flood", { retry_after: 3 }, "Telegram menjawab 429")),
        button("Pulihkan", () => attempt(async () => {
          await post("faults", { clear: true });
          say("Semua normal kembali.");
        })))),
    told);
}

function show() {
  const now = new Date(there + (performance.now() - here) * speed);
  const shown = (options) => new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...options }).format(now);
  const clockTime = shown({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  date.textContent = shown({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  time.textContent = `${clockTime.replaceAll(":", ".")} ${SHORT[zone] ?? zone}`;
  time.dateTime = now.toISOString();
}

async function look() {
  const mine = (asked += 1);
  const story = await get("story");
  if (mine !== asked) return; // something newer is on its way
  zone = story.zone ?? zone;
  adopt(story);
  if (moments.childElementCount > 0) return; // they do not change, and one of them may hold the focus
  moments.append(...(story.moments ?? []).map((each) =>
    button(each.label, () => clock({ to: each.at }), { title: `Lompat ke ${each.label}` })));
}

function adopt(told) {
  there = Date.parse(told.now);
  here = performance.now();
  speed = told.speed ?? 1;
  pause.textContent = speed === 0 ? "▶️ Jalankan" : "⏸ Jeda";
  fast.setAttribute("aria-pressed", String(speed > 1));
  show();
}

function clock(order) {
  return attempt(async () => {
    asked += 1;
    if (order.speed === undefined) say("Memutar yang terjadi di antaranya…");
    const now = await post("clock", order);
    asked += 1;
    adopt(now);
    say(order.speed === undefined ? `Sekarang ${date.textContent}, ${time.textContent}.` : "");
  });
}

function run(to) {
  return clock({ speed: to });
}

/** To a day and hour by the resort's calendar; in Indonesia no hour is ever skipped or repeated. */
function jumpTo(local) {
  if (!local) return say("Pilih tanggal dan jam dulu.");
  const asUtc = Date.parse(`${local}Z`);
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(asUtc);
  const offset = parts.find((part) => part.type === "timeZoneName").value.replace("GMT", "") || "+00:00";
  return clock({ to: `${local.slice(0, 16)}:00${offset}` });
}

async function listPeople() {
  const chosen = person.value;
  const people = await get("people");
  const names = people.map((each) => each.name);
  person.replaceChildren(...names.map((name) => el("option", { value: name, selected: name === chosen }, name)));
}

function act(deed, words) {
  return attempt(async () => {
    if (!person.value) return say("Pilih orangnya dulu.");
    await post("act", { as: person.value, do: deed });
    return say(`${person.value} ${words}.`);
  });
}

/** Every call of the bot meets the fault, and no update reaches it; the page itself stays connected. */
function fail(kind, more, words) {
  return attempt(async () => {
    const lasting = Number(seconds.value) || 10;
    const held = kind === "flood" ? {} : { hold: lasting };
    await post("faults", { ...held, add: { kind, times: MANY, seconds: lasting, ...more } });
    say(`${words} selama ${lasting} detik.`);
  });
}

async function slow() {
  await post("faults", { latency: 2 });
  say("Setiap panggilan bot kini 2 detik lebih lambat, sampai dipulihkan.");
}

async function attempt(work) {
  try {
    await work();
  } catch (problem) {
    say(problem.message);
  }
}

function say(words) {
  told.textContent = words;
}

build();
onEvent((event) => {
  if (event.event === "connected") attempt(look).then(() => attempt(listPeople));
});
setInterval(show, 500);
setInterval(() => attempt(look), 1_000); // the clock jumps on the way of a jump, and while a story is loaded
