// The page: which phones are open, which one is looked at, and what the feed tells each.

import { add } from "./adding.js";
import { get, onEvent, post } from "./api.js";
import { button, el } from "./dom.js";
import { Phone } from "./phone.js";
import { useZone } from "./times.js";

const KEPT = "siaga-sandbox-phones"; // the open phones, by chat id, over a reload
const PACKED = "siaga-sandbox-compact";
const AT_FIRST = 3; // phones the page opens by itself
const table = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const line = document.getElementById("line");
const said = document.getElementById("said");
const open = new Map(); // phones by chat id, in order
let current = null;

/** Open the phone of a chat by its id, or bring it forward; resolves to it. */
export async function openPhone(id) {
  let phone = open.get(id);
  if (!phone) {
    phone = new Phone(id, () => closePhone(phone.id));
    phone.onhead = () => tabbed();
    phone.onnews = (words) => heard(phone, words);
    phone.element.addEventListener("focusin", () => current === phone || bringForward(phone));
    open.set(id, phone);
    table.append(phone.element);
    keep();
    try {
      await phone.load();
    } catch {
      closePhone(id);
      return null;
    }
  }
  bringForward(phone);
  return phone;
}

/** Show the phones of these people and groups, in this order, and set the others aside; how many there are. */
export async function showOnly(names) {
  const all = await get("phones");
  const shown = [];
  for (const name of names) {
    const found = all.find((each) => (each.person ?? each.chat.title) === name);
    const phone = found && (await openPhone(found.chat.id));
    if (phone) shown.push(phone);
  }
  if (!shown.length) return 0;
  for (const phone of open.values()) phone.element.hidden = !shown.includes(phone);
  for (const phone of shown) {
    table.append(phone.element);
    phone.log.follow(true);
  }
  bringForward(shown[0]);
  return shown.length;
}

/** Put a phone away; the person stays in the world. */
function closePhone(id) {
  const phone = open.get(id);
  if (!phone) return;
  open.delete(id);
  phone.element.remove();
  if (current === phone) bringForward([...open.values()].findLast((each) => !each.element.hidden) ?? null);
  keep();
  tabbed();
}

function bringForward(phone) {
  current = phone;
  for (const each of open.values()) each.element.classList.toggle("current", each === phone);
  if (phone) {
    phone.unread = 0;
    phone.element.hidden = false; // it may have been set aside
    phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  tabbed();
}

function tabbed() {
  tabs.replaceChildren(
    ...[...open.values()].map((phone) => {
      const badge = phone.unread ? el("span", { className: "badge" }, String(phone.unread)) : null;
      return button([phone.name || "…", badge], () => bringForward(phone), {
        aria: { pressed: String(phone === current) },
        className: phone.element.hidden ? "aside" : "",
        title: phone.element.hidden ? "Disisihkan: tekan untuk menampilkan" : "",
      });
    }),
  );
  table.classList.toggle("empty", open.size === 0);
}

function heard(phone, words) {
  said.textContent = words;
  if (phone === current || inSight(phone.element)) return;
  phone.unread += 1;
  tabbed();
}

function inSight(element) {
  const [box, view] = [element.getBoundingClientRect(), table.getBoundingClientRect()];
  return box.width > 0 && box.left < view.right && box.right > view.left;
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify([...open.keys()]));
}

async function begin() {
  const [all, story] = await Promise.all([get("phones"), get("story")]);
  if (story.zone) useZone(story.zone);
  const there = new Set(all.map((each) => each.chat.id));
  for (const phone of [...open.values()]) {
    if (there.has(phone.id)) await phone.load().catch(() => closePhone(phone.id));
    else closePhone(phone.id);
  }
  if (open.size) return;
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]").filter((id) => there.has(id));
  let wanted = kept.length ? kept : all.slice(0, AT_FIRST).map((each) => each.chat.id);
  if (!all.length) wanted = [(await post("people", { name: "Warga" })).user.id];
  for (const id of wanted) await openPhone(id);
  bringForward(open.values().next().value ?? null);
}

onEvent((event) => {
  if (event.event === "connected") {
    line.textContent = "";
    document.body.classList.remove("cut");
    begin().catch((problem) => (line.textContent = problem.message));
  } else if (event.event === "disconnected") {
    line.textContent = "Sambungan ke kotak pasir terputus, mencoba lagi…";
    document.body.classList.add("cut");
  } else if (event.chat) heardFrom(event);
});

function heardFrom(event) {
  const from = event.message?.migrate_from_chat_id;
  if (from && open.has(from)) {
    const phone = open.get(from);
    const order = [...open].map(([id, each]) => [each === phone ? event.chat.id : id, each]);
    open.clear();
    for (const [id, each] of order) open.set(id, each);
    phone.id = event.chat.id;
    keep();
  }
  open.get(event.chat.id)?.take(event);
}

const compact = document.getElementById("compact");
compact.onclick = () => pack(!document.body.classList.contains("compact"));

/** Narrow phones, six on a common screen; the stories fold away, as on a small one. */
function pack(packed) {
  document.body.classList.toggle("compact", packed);
  compact.setAttribute("aria-pressed", String(packed));
  localStorage.setItem(PACKED, packed ? "yes" : "");
}
pack(localStorage.getItem(PACKED) === "yes");

// On a small screen the strip and the stories stay folded until they are asked for.
for (const opens of document.querySelectorAll(".opens")) {
  opens.onclick = () => {
    const shown = document.getElementById(opens.getAttribute("aria-controls")).classList.toggle("unfolded");
    opens.setAttribute("aria-expanded", String(shown));
  };
}

document.getElementById("add").onclick = (event) => add(event.currentTarget, (id) => open.has(id), openPhone);
