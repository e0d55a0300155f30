// Messages of one chat as bubbles. A bubble is drawn anew only when its message changed.

import { calendarDay, clockTime, el, fileSize, instantOf, safeHtml } from "./dom.js";

const KINDS = { sticker: "Nhãn dán", voice: "Tin thoại", photo: "Ảnh" };
const PICTURE_AT_MOST = { width: 260, height: 320 };

export class Bubbles {
  // actions: press(message, button, node), command(text), deepLink(code), fileUrl(url)
  constructor(box, actions) {
    this.box = box;
    this.actions = actions;
    this.clear();
    box.addEventListener("scroll", () => (this.atEnd = this.distanceToEnd() < 60));
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(box);
  }

  distanceToEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  clear() {
    this.drawn = new Map();
    this.atEnd = true;
    this.box.replaceChildren();
  }

  show(messages) {
    const { atEnd } = this;
    const lastBefore = [...this.drawn.keys()].at(-1);
    const next = new Map();
    const nodes = [];
    let day = "";
    for (const message of messages) {
      const date = calendarDay(instantOf(message.date));
      if (date !== day) nodes.push(this.dayMark(date));
      day = date;
      const known = this.drawn.get(message.id);
      const print = JSON.stringify(message);
      const node = known?.print === print ? known.node : this.bubble(message);
      next.set(message.id, { print, node });
      nodes.push(node);
    }
    this.drawn = next;
    this.arrange(nodes);
    if (atEnd || messages.at(-1)?.id !== lastBefore) this.toEnd();
  }

  dayMark(date) {
    const known = [...this.box.children].find((node) => node.dataset.day === date);
    return known ?? el("div", { class: "day", "data-day": date }, date);
  }

  // Moves only what is out of place, so that focus and selection stay with bubbles that did not change.
  arrange(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...this.box.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (this.box.children[index] !== node) this.box.insertBefore(node, this.box.children[index] ?? null);
    });
  }

  bubble(message) {
    const body = el("div", { class: "bubble" });
    if (message.kind === "photo") body.append(this.picture(message.document));
    else if (message.document) body.append(this.documentLink(message.document, message.kind));
    else if (message.kind === "contact") body.append(el("div", { class: "contact" }, "Đã chia sẻ số điện thoại"));
    if (message.html || message.text) {
      const words = el("div", { class: "words" });
      words.append(message.html ? safeHtml(message.html) : message.text);
      words.addEventListener("click", (event) => this.followWords(event));
      body.append(words);
    }
    const time = clockTime(instantOf(message.date));
    body.append(el("span", { class: "meta" }, message.edited ? `đã sửa ${time}` : time));
    const node = el("div", { class: `message from-${message.from}`, "data-message": message.id }, body);
    if (message.keyboard?.length) node.append(this.keyboard(message));
    return node;
  }

  // A photo as it is looked at in the chat; a tap opens it whole. What no browser can draw is a link.
  picture(file) {
    const scale = Math.min(1, PICTURE_AT_MOST.width / file.width, PICTURE_AT_MOST.height / file.height);
    const image = el("img", {
      src: this.actions.fileUrl(file.url),
      alt: "Ảnh",
      width: Math.max(60, Math.round(file.width * scale)),
      height: Math.max(60, Math.round(file.height * scale)),
    });
    const link = el("a", { class: "picture", href: image.src, target: "_blank", rel: "noreferrer noopener" }, image);
    image.addEventListener("error", () => link.replaceWith(this.documentLink(file, "photo")));
    return link;
  }

  documentLink(file, kind) {
    const named = KINDS[kind] ?? file.name;
    const ending = (file.name.split(".").at(-1) || "tệp").slice(0, 4).toUpperCase();
    return el(
      "a",
      { class: "document", href: this.actions.fileUrl(file.url), download: file.name, target: "_blank", rel: "noreferrer noopener" },
      el("span", { class: "document-kind" }, ending),
      el("span", { class: "document-words" }, el("b", {}, named), el("small", {}, fileSize(file.size))),
    );
  }

  followWords(event) {
    const spoiler = event.target.closest(".tg-spoiler");
    if (spoiler) spoiler.classList.add("shown");
    const command = event.target.closest(".tg-command");
    if (command) this.actions.command(command.textContent);
    const link = event.target.closest("a");
    const code = link && deepLinkCode(link.href);
    if (code) {
      event.preventDefault();
      this.actions.deepLink(code);
    }
  }

  keyboard(message) {
    const rows = message.keyboard.map((row) => {
      const wide = Math.max(...row.map((button) => button.text.length)) * row.length > 34;
      const line = el("div", { class: wide ? "keys tight" : "keys" });
      line.append(...row.map((button) => this.key(message, button)));
      return line;
    });
    return el("div", { class: "keyboard" }, ...rows);
  }

  key(message, button) {
    if (button.url) {
      const link = el("a", { class: "key", href: button.url, target: "_blank", rel: "noreferrer noopener" }, button.text);
      link.append(el("i", { class: "key-link", "aria-hidden": "true" }, "↗"));
      link.addEventListener("click", (event) => this.followWords(event));
      return link;
    }
    const key = el("button", { class: "key", type: "button" }, el("span", {}, button.text));
    spin(key, button.spinner);
    key.addEventListener("click", () => this.actions.press(message, button, key));
    return key;
  }
}

export function spin(key, spinning) {
  key.classList.toggle("spinning", Boolean(spinning));
  key.setAttribute("aria-busy", spinning ? "true" : "false");
}

function deepLinkCode(href) {
  try {
    const url = new URL(href);
    const telegram = url.hostname === "t.me" || url.protocol === "tg:";
    return telegram ? url.searchParams.get("start") : null;
  } catch {
    return null;
  }
}
