// The demo's clock: it runs by itself, and only forward when moved.

import { calendarDay, clockTime, instantText, weekday } from "./dom.js";

const TROUBLE_MS = 8000;

export class Clock {
  constructor(root, onState) {
    this.root = root;
    this.onState = onState;
    this.trouble = root.querySelector(".clock-trouble");
    this.form = root.querySelector(".clock-form");
    for (const button of root.querySelectorAll("[data-to]")) {
      button.addEventListener("click", () => this.move(button.dataset.to));
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.move(instantText(this.form.querySelector("input").value));
    });
  }

  now() {
    return new Date(this.base + (performance.now() - this.readAt) * this.speed);
  }

  show(state) {
    this.base = Date.parse(state.now);
    this.speed = state.speed;
    this.readAt = performance.now();
    const closing = state.next_closing;
    const at = closing && new Date(closing.at);
    this.root.querySelector(".clock-closing").textContent = closing
      ? `Hạn tiếp theo: ${closing.step} – ${clockTime(at)} ngày ${calendarDay(at)}`
      : "Không còn hạn nào trong tháng này";
    this.root.querySelector('[data-to="next-closing"]').disabled = !closing;
    this.hasClosing = Boolean(closing);
    this.tick();
  }

  tick() {
    const now = this.now();
    this.root.querySelector(".clock-date").textContent = `${weekday(now)}, ${calendarDay(now)}`;
    this.root.querySelector(".clock-time").textContent = clockTime(now, true);
    return now;
  }

  async move(to) {
    this.busy(true);
    this.trouble.hidden = true;
    try {
      const answer = await fetch("/demo/clock", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ to }),
      });
      const body = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(body.error || `Không chuyển được đồng hồ (${answer.status}).`);
      this.onState(body);
    } catch (error) {
      this.say(error.message);
    } finally {
      this.busy(false);
    }
  }

  say(trouble) {
    this.trouble.textContent = trouble;
    this.trouble.hidden = false;
    clearTimeout(this.troubleEnds);
    this.troubleEnds = setTimeout(() => (this.trouble.hidden = true), TROUBLE_MS);
  }

  busy(moving) {
    this.root.classList.toggle("moving", moving);
    for (const button of this.root.querySelectorAll("button")) {
      button.disabled = moving || (button.dataset.to === "next-closing" && !this.hasClosing);
    }
  }
}
