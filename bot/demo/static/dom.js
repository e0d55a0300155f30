// Small tools for building nodes. Text goes in as text; HTML only through safeHtml.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const TAGS = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "DEL", "A", "CODE", "PRE", "BLOCKQUOTE", "SPAN", "BR"]);
const CLASSES = new Set(["tg-spoiler", "tg-command"]);
const LINK = /^(https?|tg|mailto|tel):/i;

// The server escapes already. This second fence holds if it ever forgets: unknown tags and attributes go.
export function safeHtml(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const clean = document.createDocumentFragment();
  copyChildren(source, clean);
  return clean;
}

function copyChildren(from, into) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.append(child.data);
    } else if (child.nodeType === Node.ELEMENT_NODE && TAGS.has(child.tagName)) {
      const copy = document.createElement(child.tagName);
      if (CLASSES.has(child.className)) copy.className = child.className;
      const href = child.getAttribute("href");
      if (child.tagName === "A" && href && LINK.test(href)) {
        copy.href = href;
        copy.target = "_blank";
        copy.rel = "noreferrer noopener";
      }
      copyChildren(child, copy);
      into.append(copy);
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      into.append(child.textContent);
    }
  }
}

// "Nguyễn" and "nguyen" are the same word to somebody who searches.
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function initials(name) {
  const words = name.replace(/\(.*?\)/g, "").trim().split(/\s+/);
  return (words.length > 1 ? words.at(-2)[0] + words.at(-1)[0] : name.slice(0, 1)).toUpperCase();
}

const two = (number) => String(number).padStart(2, "0");

// Demo time is Vietnamese time wherever the browser stands: shift, then read as UTC.
function inVietnam(instant) {
  return new Date(instant.getTime() + 7 * 3600 * 1000);
}

export function instantOf(value) {
  return new Date(typeof value === "number" ? value * 1000 : value);
}

export function clockTime(instant, seconds = false) {
  const at = inVietnam(instant);
  return two(at.getUTCHours()) + ":" + two(at.getUTCMinutes()) + (seconds ? ":" + two(at.getUTCSeconds()) : "");
}

export function calendarDay(instant) {
  const at = inVietnam(instant);
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

export function weekday(instant) {
  return WEEKDAYS[inVietnam(instant).getUTCDay()];
}

// "25/10/2026 08:00" as the RFC 3339 instant; anything else as typed, for the server to say what is wrong.
export function instantText(typed) {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2})[:hg](\d{2})$/.exec(typed.trim());
  if (!parts) return typed.trim();
  const [, day, month, year, hour, minute] = parts;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}:00+07:00`;
}

export function fileSize(bytes) {
  const kilo = bytes / 1024;
  if (kilo < 1) return `${bytes} B`;
  const [value, unit] = kilo < 1024 ? [kilo, "KB"] : [kilo / 1024, "MB"];
  return `${value.toFixed(1).replace(".", ",")} ${unit}`;
}
