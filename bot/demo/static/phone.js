// One phone: draws what the simulated server holds for one person, and sends what the person does.

import { Bubbles, spin } from "./bubbles.js";
import { clockTime, el, fileSize } from "./dom.js";
import { OwnerChoice } from "./people.js";
import { Tools } from "./tools.js";

const TOAST_MS = 3500;
const TYPING_MS = 6000;
const MOST_BYTES = 50 * 1024 * 1024;

export class Phone {
  constructor(person, { sim, people, onOwner }) {
    this.sim = sim;
    this.onOwner = onOwner;
    this.root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
    this.find = (selector) => this.root.querySelector(selector);
    this.bubbles = new Bubbles(this.find(".messages"), {
      press: (message, button, key) => this.press(message, button, key),
      command: (text) => this.act("send", { text }),
      deepLink: (param) => this.act("start", { param }),
      fileUrl: (url) => sim.url(url),
    });
    this.owner = new OwnerChoice(this.root, people, (chosen) => this.give(chosen));
    this.tools = new Tools(this);
    this.listen();
    this.give(person);
  }

  listen() {
    const input = this.find("textarea");
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.sendTyped();
    });
    input.addEventListener("input", () => {
      input.rows = Math.min(6, input.value.split("\n").length);
      this.showCommands(input.value.startsWith("/") && !input.value.includes(" "));
    });
    this.find(".menu-button").addEventListener("click", () => this.showCommands(this.find(".commands").hidden, ""));
    this.find(".start-button").addEventListener("click", () => this.start());
    this.find(".start-param").addEventListener("keydown", (event) => event.key === "Enter" && this.start());
    for (const button of this.root.querySelectorAll("[data-attach]")) {
      button.addEventListener("click", () => this.attach(button.dataset.attach));
    }
    const attach = this.find(".attachments");
    this.find(".attach-button").addEventListener("click", () => (attach.hidden = !attach.hidden));
    for (const input of this.root.querySelectorAll("input[data-sends]")) {
      input.addEventListener("change", () => this.sendFile(input, input.dataset.sends));
    }
  }

  // Puts the phone into another person's hand.
  give(person) {
    this.following?.abort();
    this.following = new AbortController();
    this.person = person;
    this.view = null;
    this.root.dataset.user = person.user_id;
    this.root.dataset.code = person.code;
    this.owner.show(person);
    this.bubbles.clear();
    this.find("textarea").value = "";
    this.find(".toast").hidden = true;
    this.closeDialog?.(null);
    this.tools.reset();
    this.onOwner?.(this);
    this.sim.follow(this.path(), this.following.signal, (view) => this.show(view));
  }

  path(action = "") {
    return `/sim/phone/${this.person.user_id}${action && "/" + action}`;
  }

  show(view) {
    const first = this.view === null;
    this.view = view;
    if (view.bot) this.find(".bot-name").textContent = view.bot.first_name;
    this.bubbles.show(view.messages);
    this.showPresence(view.typing);
    this.showReplyKeyboard(view.reply_keyboard);
    this.find(".blocked-mark").hidden = !view.blocked;
    this.find(".start").hidden = view.started && !view.blocked;
    this.find(".start-button").textContent = view.blocked ? "BỎ CHẶN VÀ TIẾP TỤC" : "BẮT ĐẦU";
    this.find(".start-param").hidden = view.blocked;
    this.find(".composer").hidden = !view.started || view.blocked;
    this.tools.showBlocked(view.blocked);
    if (first) this.shownToasts = new Set(view.toasts.map((toast) => toast.id));
    for (const toast of view.toasts) {
      if (this.shownToasts.has(toast.id)) continue;
      this.shownToasts.add(toast.id);
      if (toast.alert) this.ask(toast.text);
      else this.toast(toast.text);
    }
  }

  showPresence(typing) {
    const presence = this.find(".presence");
    presence.textContent = typing ? "đang nhập…" : "bot";
    presence.classList.toggle("typing", Boolean(typing));
    clearTimeout(this.typingEnds);
    if (typing) this.typingEnds = setTimeout(() => this.showPresence(false), TYPING_MS);
  }

  showReplyKeyboard(markup) {
    const box = this.find(".reply-keyboard");
    const rows = Array.isArray(markup) ? markup : (markup?.keyboard ?? []);
    box.hidden = rows.length === 0;
    box.replaceChildren(
      ...rows.map((row) => {
        const line = el("div", { class: "reply-row" });
        for (const button of row) {
          const { text, request_contact: asksContact } = typeof button === "string" ? { text: button } : button;
          const tap = () => (asksContact ? this.attach("contact") : this.act("send", { text }));
          line.append(el("button", { type: "button", onclick: tap }, text));
        }
        return line;
      }),
    );
  }

  showCommands(open, typed = this.find("textarea").value) {
    const list = this.find(".commands");
    const wanted = typed.replace("/", "").toLowerCase();
    const fitting = (this.view?.commands ?? []).filter((each) => each.command.startsWith(wanted));
    list.hidden = !open || fitting.length === 0;
    if (open && fitting.length === 0 && !typed) this.toast("Bot chưa đăng ký lệnh nào.");
    list.replaceChildren(
      ...fitting.map(({ command, description }) => {
        const send = () => {
          list.hidden = true;
          this.find("textarea").value = "";
          this.act("send", { text: `/${command}` });
        };
        return el("li", {}, el("button", { type: "button", onclick: send }, el("b", {}, `/${command}`), el("span", {}, description)));
      }),
    );
  }

  async press(message, button, key) {
    spin(key, true);
    const action = this.tools.takeDouble() ? "double" : "press";
    const done = await this.act(action, { message_id: message.id, data: button.data });
    if (!done) spin(key, false);
  }

  async sendTyped() {
    const input = this.find("textarea");
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    input.rows = 1;
    this.find(".commands").hidden = true;
    if (!(await this.act("send", { text }))) input.value = text;
  }

  async start() {
    if (this.view?.blocked) return this.act("unblock");
    const field = this.find(".start-param");
    const param = field.value.trim();
    field.value = "";
    return this.act("start", param ? { param } : {});
  }

  async attach(kind) {
    this.find(".attachments").hidden = true;
    const chooser = this.find(`input[data-sends="${kind}"]`);
    if (chooser) return chooser.click();
    if (kind === "contact") {
      const agreed = await this.ask("Bot sẽ thấy số điện thoại của đồng chí. Chia sẻ?", { choice: true });
      if (!agreed) return undefined;
    }
    return this.act(kind);
  }

  // As a phone does: the chosen file is named once more, with a place for a caption.
  async sendFile(input, kind) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > MOST_BYTES) return this.toast("Mô phỏng chỉ gửi được tệp đến 50 MB.");
    const what = kind === "photo" ? "Gửi ảnh" : "Gửi tệp";
    const options = { choice: true, value: "", hint: "Chú thích (có thể bỏ trống)", yes: "Gửi" };
    const caption = await this.ask(`${what}: ${file.name} · ${fileSize(file.size)}`, options);
    if (caption === null) return;
    const form = new FormData();
    form.append("caption", caption.trim());
    form.append("file", file, file.name);
    await this.act(kind, form);
  }

  // True when the simulated server took it; otherwise says why on this phone.
  async act(action, body = {}) {
    try {
      await this.sim.post(this.path(action), body);
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  toast(text) {
    const box = this.find(".toast");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => (box.hidden = true), TOAST_MS);
  }

  // An alert to be closed with OK; with `choice` also "Hủy", with `value` also a text to fill in,
  // beside which stands `hint`.
  // They wait for each other.
  ask(text, options = {}) {
    this.asked = (this.asked ?? Promise.resolve()).then(() => this.openDialog(text, options));
    return this.asked;
  }

  openDialog(text, { choice = false, value = null, hint = "", yes: agree = "Đồng ý" } = {}) {
    const box = this.find(".dialog");
    const field = box.querySelector("input");
    const [no, yes] = [box.querySelector(".dialog-no"), box.querySelector(".dialog-yes")];
    box.querySelector("p").textContent = text;
    field.hidden = value === null;
    field.value = value ?? "";
    field.placeholder = hint;
    field.setAttribute("aria-label", hint || text);
    no.hidden = !choice;
    yes.textContent = choice ? agree : "OK";
    box.hidden = false;
    (value === null ? yes : field).focus();
    return new Promise((answer) => {
      this.closeDialog = (result) => {
        box.hidden = true;
        answer(result);
      };
      yes.onclick = () => this.closeDialog(value === null ? true : field.value);
      no.onclick = () => this.closeDialog(null);
      field.onkeydown = (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        yes.click();
      };
    });
  }

  showTime(now) {
    this.find(".status-clock").textContent = clockTime(now);
  }
}
