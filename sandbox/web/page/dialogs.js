// Questions of the page: small forms in a dialog that answer with what was filled in.

import { button, el } from "./dom.js";

/**
 * Ask in a dialog; resolves to the form's values by field name, or null if it was closed. `body` holds the fields
 * as elements; `check(values)` may do the deed, and what it throws shows below the fields.
 */
export function ask(title, body, { yes = "Simpan", check = async () => {} } = {}) {
  const problem = el("p", { className: "problem", role: "alert" });
  return new Promise((resolve) => {
    let answer = null;
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", {}, title),
      body,
      problem,
      el(
        "div",
        { className: "row" },
        button("Batal", () => dialog.close()),
        el("button", { className: "yes" }, yes),
      ),
    );
    form.onsubmit = async (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      try {
        await check(values);
      } catch (refusal) {
        problem.textContent = refusal.message;
        return;
      }
      answer = values;
      dialog.close();
    };
    const dialog = el("dialog", { className: "ask", aria: { label: title } }, form);
    dialog.onclose = () => {
      dialog.remove();
      resolve(answer);
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A labelled field for `ask`. */
export function field(label, name, properties = {}) {
  return el("label", {}, label, el("input", { name, autocomplete: "off", ...properties }));
}

/** A labelled choice for `ask`: options as [value, words]. */
export function choice(label, name, options, properties = {}) {
  return el(
    "label",
    {},
    label,
    el(
      "select",
      { name, ...properties },
      options.map(([value, words]) => el("option", { value }, words)),
    ),
  );
}

/**
 * A menu beside an element: entries as [words, deed]; false ones are left out. Closes by itself. With `search`, the
 * label of a field, what is written there leaves only the entries that hold it.
 */
export function menu(beside, entries, { search = "" } = {}) {
  const items = el("div", { role: "menu", aria: { label: search || beside.getAttribute("aria-label") || "Pilihan" } });
  const sought = el("input", { type: "search", placeholder: search, autocomplete: "off", aria: { label: search } });
  const about = { label: search || "Menu" };
  const list = el("div", { className: "menu", popover: "auto", role: "dialog", aria: about }, search && sought, items);
  for (const entry of entries.filter(Boolean)) {
    const deed = () => {
      list.hidePopover();
      entry[1]();
    };
    items.append(button(entry[0], deed, { role: "menuitem" }));
  }
  const seen = () => [...items.children].filter((each) => !each.hidden);
  sought.oninput = () => {
    const parts = sought.value.toLowerCase().split(/\s+/);
    for (const each of items.children)
      each.hidden = !parts.every((part) => each.textContent.toLowerCase().includes(part));
  };
  list.ontoggle = (event) => {
    if (event.newState === "closed") list.remove();
  };
  list.onkeydown = (event) => {
    if (event.key === "Enter" && event.target === sought) return void seen()[0]?.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...(search ? [sought] : []), ...seen()];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  };
  (beside.closest("dialog") ?? document.body).append(list);
  list.showPopover();
  const box = beside.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - list.offsetWidth - 8);
  const below = box.bottom + list.offsetHeight < innerHeight;
  list.style.left = `${Math.max(8, left)}px`;
  list.style.top = `${below ? box.bottom : Math.max(8, box.top - list.offsetHeight)}px`;
  (search ? sought : items.firstElementChild)?.focus();
}
