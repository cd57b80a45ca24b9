// A text with Telegram's entities as nodes. Offsets are in UTF-16 units, which is how strings count here too.

import { el } from "./dom.js";

/**
 * Nodes for `text`. `act` does what a tap in it asks for: `command(text)` sends one,
 * `link(url)` is asked first and answers true where the address is the bot's own.
 */
export function formatted(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length, act);
}

function between(text, entities, start, end, act) {
  const nodes = [];
  let at = start;
  for (let number = 0; number < entities.length; number += 1) {
    const entity = entities[number];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    add(nodes, text.slice(at, from));
    const inner = entities.slice(number + 1).filter((each) => each.offset < to);
    nodes.push(wrapped(entity, text.slice(from, to), between(text, inner, from, to, act), act));
    at = to;
  }
  add(nodes, text.slice(at, end));
  return nodes;
}

// A block ends its line itself: the line feed after it would make an empty one.
function add(nodes, words) {
  const afterBlock = ["PRE", "BLOCKQUOTE"].includes(nodes.at(-1)?.nodeName);
  const kept = afterBlock && words.startsWith("\n") ? words.slice(1) : words;
  if (kept) nodes.push(kept);
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

function wrapped(entity, words, children, act) {
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", { className: entity.language ? "told" : "" }, children));
    case "expandable_blockquote":
      return el("blockquote", { className: "folded", tabIndex: 0, onclick: unfold, onkeydown: unfold }, children);
    case "spoiler":
      return el("button", { type: "button", className: "spoiler", title: "Tampilkan", onclick: reveal }, children);
    case "text_link":
      return link(entity.url, children, act);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, children, act);
    case "email":
      return link(`mailto:${words}`, children, act);
    case "phone_number":
      return link(`tel:${words.replace(/[^\d+]/g, "")}`, children, act);
    case "bot_command":
      return el("button", { type: "button", className: "link", onclick: () => act.command(words) }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return el("span", { className: "link" }, children);
    default:
      return el(TAGS[entity.type] ?? "span", {}, children);
  }
}

function link(address, children, act) {
  if (!/^(https?|mailto|tel):/i.test(address)) return el("span", {}, children);
  const onclick = (event) => {
    if (act.link(address)) event.preventDefault();
  };
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick }, children);
}

function reveal(event) {
  event.currentTarget.classList.add("shown");
}

function unfold(event) {
  if (event.type === "click" || event.key === "Enter") event.currentTarget.classList.toggle("folded");
}
