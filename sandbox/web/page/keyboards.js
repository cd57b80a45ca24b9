// Keyboards: inline ones below a bubble, reply ones below the conversation.

import { button, el } from "./dom.js";

/** The rows of any reply markup, each button as an object; none for a removal or a forced reply. */
function rowsOf(markup) {
  const rows = markup?.inline_keyboard ?? markup?.keyboard ?? [];
  return rows.map((row) => row.map((each) => (typeof each === "string" ? { text: each } : each)));
}

/** A keyboard's element. `press(button, row, column, element)` is called with what was pressed and where. */
export function keyboard(markup, press, className) {
  return el(
    "div",
    { className },
    rowsOf(markup).map((row, y) =>
      el(
        "div",
        { className: "row" },
        row.map((each, x) =>
          button([each.text, sign(each)], (event) => press(each, y, x, event.currentTarget), {
            className: each.style ?? "",
          }),
        ),
      ),
    ),
  );
}

function sign(each) {
  const mark = each.url ? "↗" : each.request_location ? "📍" : each.request_contact ? "📱" : "";
  return mark && !each.text.includes(mark) ? el("span", { className: "sign", aria: { hidden: "true" } }, mark) : null;
}
