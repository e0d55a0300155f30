// Whose phone is it: the switcher above each phone, with search by name, code, title or unit.

import { el, fold, initials } from "./dom.js";

export class OwnerChoice {
  constructor(root, people, onChoose) {
    this.button = root.querySelector(".owner-button");
    this.panel = root.querySelector(".owner-choice");
    this.search = this.panel.querySelector("input");
    this.list = this.panel.querySelector("ul");
    this.root = root;
    this.people = people;
    this.onChoose = onChoose;
    this.button.addEventListener("click", () => this.toggle(this.panel.hidden));
    this.search.addEventListener("input", () => this.draw());
    this.search.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => {
      if (!root.querySelector(".owner").contains(event.target)) this.toggle(false);
    });
  }

  show(person) {
    this.person = person;
    this.root.querySelector(".owner-face").textContent = initials(person.name);
    this.root.querySelector(".owner-name").textContent = person.name;
    const title = this.root.querySelector(".owner-title");
    title.textContent = `${person.code} · ${person.title}, ${person.unit}`;
    title.title = title.textContent;
  }

  toggle(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.search.value = "";
    this.draw();
    this.search.focus();
  }

  matches() {
    const words = fold(this.search.value).split(/\s+/).filter(Boolean);
    return this.people.filter((person) => {
      const text = fold(`${person.name} ${person.code} ${person.title} ${person.unit}`);
      return words.every((word) => text.includes(word));
    });
  }

  draw() {
    const options = this.matches().map((person) =>
      el(
        "li",
        { role: "option", tabindex: "-1", "data-code": person.code, "aria-selected": String(person === this.person), onclick: () => this.choose(person) },
        el("b", {}, person.name),
        el("small", {}, `${person.code} · ${person.title}, ${person.unit}`),
      ),
    );
    this.list.replaceChildren(...(options.length ? options : [el("li", { class: "nobody" }, "Không có ai khớp.")]));
  }

  key(event) {
    if (event.key === "Escape") this.toggle(false);
    const [first] = this.matches();
    if (event.key === "Enter" && first) this.choose(first);
  }

  choose(person) {
    this.toggle(false);
    if (person !== this.person) this.onChoose(person);
  }
}
