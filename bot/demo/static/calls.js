// The side panel: every call between the bot and the simulated Telegram, newest first.

import { clockTime, el, fileSize, instantOf } from "./dom.js";

const KEPT = 400;

export class Calls {
  constructor(root, sim, people) {
    this.names = new Map(people.map((person) => [String(person.user_id), person.name.replace(/\(.*?\)/g, "").trim().split(" ").at(-1)]));
    this.list = root.querySelector(".calls-list");
    this.count = root.querySelector(".calls-count");
    this.seen = 0;
    this.waiting = new Map();
    this.total = 0;
    this.refused = 0;
    const onlyRefused = root.querySelector(".calls-refused-only");
    onlyRefused.addEventListener("change", () => root.classList.toggle("only-refused", onlyRefused.checked));
    root.querySelector(".calls-clear").addEventListener("click", () => this.list.replaceChildren());
    sim.follow("/sim/calls", new AbortController().signal, (view) => this.add(view));
  }

  add(view) {
    if (view.version < this.seen) this.seen = 0; // the server was started anew
    const calls = view.calls.filter((call) => call.n > this.seen);
    const unseen = Math.max(0, calls.length - KEPT);
    this.total += unseen;
    this.refused += calls.filter(isFailed).length;
    for (const call of calls.slice(unseen)) this.place(call);
    this.seen = view.version;
    while (this.list.children.length > KEPT) this.list.lastChild.remove();
    this.count.textContent = `${this.total} lời gọi, ${this.refused} bị từ chối`;
  }

  // An answered call comes again under a new number: it takes the place of its unanswered row.
  place(call) {
    const print = [call.at, call.direction, call.method, call.raw].join(" ");
    const row = this.row(call);
    const waiting = this.waiting.get(print);
    if (waiting) waiting.replaceWith(row);
    else {
      this.total += 1;
      this.list.prepend(row);
    }
    if (call.status == null) this.waiting.set(print, row);
    else this.waiting.delete(print);
  }

  row(call) {
    const toBot = call.direction === "telegram->bot";
    const failed = isFailed(call);
    const blocks = [["Yêu cầu", call.request], ["Nguyên văn", call.raw], ["Trả lời", call.response]];
    const bytes = new Blob([words(call.raw || call.request), words(call.response)]).size;
    const line = el(
      "summary",
      {},
      el("span", { class: "call-arrow", title: toBot ? "Telegram gọi bot" : "bot gọi Telegram" }, toBot ? "▼" : "▲"),
      el("b", { class: "call-method" }, toBot ? kindOf(call.request) : call.method),
      el("span", { class: "call-who" }, this.names.get(chatOf(call.request)) ?? ""),
      el("span", { class: "call-status" }, String(call.status ?? (failed ? "✕" : "…"))),
      el("span", { class: "call-size" }, fileSize(bytes)),
      el("time", {}, clockTime(instantOf(call.at), true)),
    );
    const why = failed ? el("p", { class: "call-why" }, refusal(call.response)) : null;
    const details = el("details", {}, line);
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) {
        details.append(...blocks.map(([title, value]) => bytesOf(title, words(value))));
      }
    });
    const classes = `call ${toBot ? "to-bot" : "to-telegram"}${failed ? " refused" : ""}`;
    return el("li", { class: classes, "data-n": call.n }, details, why);
  }
}

function chatOf(request) {
  const event = request?.message ?? request?.callback_query ?? request?.my_chat_member ?? request?.edited_message;
  return String(request?.chat_id ?? event?.from?.id ?? "");
}

function words(value) {
  if (value == null) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

// Refused, or closed without any answer.
function isFailed(call) {
  return call.refused || (call.status == null && Boolean(call.response));
}

// What an update holds: `message`, `callback_query`, ...
function kindOf(update) {
  return Object.keys(update ?? {}).find((key) => key !== "update_id") ?? "update";
}

function refusal(response) {
  let answer = response;
  if (typeof answer === "string") {
    try {
      answer = JSON.parse(answer);
    } catch {
      return answer.slice(0, 200);
    }
  }
  return answer?.description ?? "Bị từ chối";
}

function bytesOf(title, text) {
  return el("div", { class: "call-bytes" }, el("h3", {}, title), el("pre", {}, text || "(trống)"));
}
