// The page: three phones side by side, the clock, the calls. On a narrow screen one of them at a time.

import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { Sim } from "./sim.js";

const STATE_MS = 10_000;
const PHONES = 3;
const KEPT_AS = "demo-phones";

async function readState() {
  const answer = await fetch("/demo/state", { cache: "no-store" });
  if (!answer.ok) throw new Error(`Máy chủ trả lời ${answer.status}.`);
  return answer.json();
}

// Those whose phones were open last time, else those the demo proposes, filled up with others.
function firstOwners(people) {
  const kept = (localStorage.getItem(KEPT_AS) ?? "").split(" ");
  const known = kept.map((code) => people.find((person) => person.code === code)).filter(Boolean);
  if (known.length === PHONES) return known;
  const others = people.filter((person) => !person.default);
  return [...people.filter((person) => person.default), ...others].slice(0, PHONES);
}

function showTrouble(connected) {
  const line = document.querySelector(".connection");
  line.textContent = "Mất kết nối với máy mô phỏng, đang thử lại…";
  line.hidden = connected;
}

function drawTabs(phones) {
  const nav = document.querySelector(".tabs");
  const pick = (index) => {
    document.body.dataset.tab = index < phones.length ? "phone" : "calls";
    [...nav.children].forEach((tab, at) => tab.setAttribute("aria-pressed", String(at === index)));
    phones.forEach((phone, at) => phone.root.classList.toggle("current", at === index));
  };
  const labels = [...phones.map((phone) => phone.person.name.split(" ").slice(-2).join(" ")), "Lời gọi API"];
  const current = [...nav.children].findIndex((tab) => tab.getAttribute("aria-pressed") === "true");
  nav.replaceChildren(...labels.map((label, at) => el("button", { type: "button", onclick: () => pick(at) }, label)));
  pick(Math.max(0, current));
}

async function begin() {
  const state = await readState();
  const sim = new Sim(state.sim, showTrouble);
  const phones = [];
  const clock = new Clock(document.querySelector(".clock"), (moved) => clock.show(moved));
  clock.show(state);
  const onOwner = () => {
    if (phones.length < PHONES) return;
    localStorage.setItem(KEPT_AS, phones.map((phone) => phone.person.code).join(" "));
    drawTabs(phones);
  };
  for (const person of firstOwners(state.people)) {
    phones.push(new Phone(person, { sim, people: state.people, onOwner }));
  }
  document.querySelector(".phones").append(...phones.map((phone) => phone.root));
  drawTabs(phones);
  new Calls(document.querySelector(".calls"), sim, state.people);
  const tick = () => {
    const now = clock.tick();
    for (const phone of phones) phone.showTime(now);
  };
  tick();
  setInterval(tick, 250);
  setInterval(() => readState().then((fresh) => clock.show(fresh), () => showTrouble(false)), STATE_MS);
}

begin().catch((error) => {
  const line = document.querySelector(".connection");
  line.textContent = `Không mở được trang: ${error.message}`;
  line.hidden = false;
});
