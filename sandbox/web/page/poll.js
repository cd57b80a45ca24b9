// A poll: choose and see the votes.

import { button, el } from "./dom.js";

const chosen = new Map(); // who voted what here, by poll and person: Telegram too shows one's own choice

/** The poll of a message; `act.vote(message, option)` casts a vote, `act.speaker()` says whose. */
export function poll(message, act) {
  const { id, question, options, total_voter_count: total, is_closed: closed, is_anonymous: anonymous } = message.poll;
  const mine = () => chosen.get(`${id} ${act.speaker()}`);
  const rows = options.map((option) => {
    const share = total ? Math.round((100 * option.voter_count) / total) : 0;
    const vote = async () => {
      const key = `${id} ${act.speaker()}`;
      chosen.set(key, option.text);
      if (!(await act.vote(message, option.text))) chosen.delete(key);
    };
    return button(
      [
        el("span", { className: "share" }, `${share}%`),
        el("span", { className: "option" }, option.text),
        el("progress", { max: 100, value: share, aria: { label: `${option.voter_count} suara` } }),
      ],
      vote,
      { disabled: closed || mine() !== undefined, className: mine() === option.text ? "mine" : "" },
    );
  });
  const kind = closed ? "Hasil akhir" : anonymous ? "Jajak pendapat anonim" : "Jajak pendapat terbuka";
  return el(
    "div",
    { className: "poll" },
    el("b", {}, question),
    el("small", {}, kind),
    rows,
    el("small", {}, `${total} suara`),
  );
}
