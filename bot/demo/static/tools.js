// Bad luck on purpose: a double tap, an update delivered again, a forged button, a block, a failing call.

const RETRY_AFTER_SECONDS = 3;

export class Tools {
  constructor(phone) {
    this.phone = phone;
    const find = phone.find;
    this.double = find(".tool-double");
    this.block = find(".tool-block");
    this.double.addEventListener("click", () => this.setDouble(!this.doubleArmed));
    this.block.addEventListener("click", () => phone.act(phone.view?.blocked ? "unblock" : "block"));
    find(".tool-redeliver").addEventListener("click", () => this.redeliver());
    find(".tool-forge").addEventListener("click", () => this.forge());
    for (const button of phone.root.querySelectorAll("[data-status]")) {
      button.addEventListener("click", () => this.failNext(Number(button.dataset.status)));
    }
  }

  reset() {
    this.setDouble(false);
    this.showBlocked(false);
  }

  setDouble(armed) {
    this.doubleArmed = armed;
    this.double.setAttribute("aria-pressed", String(armed));
  }

  // Armed for one press only.
  takeDouble() {
    const armed = this.doubleArmed;
    this.setDouble(false);
    return armed;
  }

  showBlocked(blocked) {
    this.block.textContent = blocked ? "Bỏ chặn bot" : "Chặn bot";
    this.block.setAttribute("aria-pressed", String(blocked));
  }

  async redeliver() {
    await this.say(this.phone.sim.post("/sim/redeliver", {}), "Đã gửi lại update gần nhất, cùng update_id.");
  }

  async forge() {
    const target = this.phone.view?.messages.findLast((message) => message.from === "bot");
    if (!target) return this.phone.toast("Chưa có tin nào của bot để bấm.");
    const data = await this.phone.ask("Dữ liệu của nút giả (callback_data):", { choice: true, value: "x:999:1" });
    return data ? this.phone.act("forge", { message_id: target.id, data }) : undefined;
  }

  async failNext(status) {
    const fault = { method: null, chat_id: this.phone.person.user_id, status, retry_after: RETRY_AFTER_SECONDS };
    await this.say(this.phone.sim.post("/sim/fail", fault), `Lệnh kế tiếp của bot tới máy này sẽ nhận ${status}.`);
  }

  async say(answer, sentence) {
    try {
      await answer;
      this.phone.toast(sentence);
    } catch (error) {
      this.phone.toast(error.message);
    }
  }
}
