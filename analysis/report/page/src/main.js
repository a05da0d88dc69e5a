// Builds the page from the data that stand in it; anew when the language changes.
import { make, withoutTurns } from "./elements.js";
import { drawAll, forgetFigures, resizeAll } from "./figure.js";
import { readTheme, rememberTheme } from "./look.js";
import { makePage } from "./page_state.js";
import { sections } from "./sections/all.js";
import * as head from "./sections/head.js";
import * as foot from "./sections/foot.js";
import { languages } from "./texts.js";

const page = makePage(JSON.parse(document.getElementById("data").textContent));
const root = document.documentElement;

function setTheme(theme) {
  page.theme = theme;
  root.dataset.theme = theme;
  page.tell("look");
}

function makeSwitches() {
  const other = page.language === "en" ? "ar" : "en";
  const themeText = () => page.t(page.theme === "dark" ? "theme.light" : "theme.dark");
  const theme = make("button", {
    type: "button", id: "theme",
    onclick: () => {
      setTheme(page.theme === "dark" ? "light" : "dark");
      rememberTheme(page.theme);
      theme.textContent = themeText();
    },
  }, themeText());
  const language = make("button", { type: "button", id: "language", lang: other, onclick: () => changeLanguage(other) }, languages[other].name);
  return make("div", { class: "switches" }, language, theme);
}

function makeContents(parts) {
  return make("nav", { id: "contents", "aria-label": page.t("contents") },
    make("ul", {}, parts.map((part) => make("li", {}, make("a", { href: `#${part.id}` }, part.dataset.title)))));
}

function build() {
  forgetFigures();
  page.forgetListeners();
  root.lang = page.language;
  root.dir = page.direction;
  document.title = withoutTurns(page.data.title);
  const parts = sections.map((section) => section.build(page)).filter(Boolean);
  document.getElementById("page").replaceChildren(
    make("a", { class: "skip", href: "#main" }, page.t("skip")),
    make("header", { class: "top" }, make("span", { class: "program" }, page.t("program")), makeSwitches()),
    make("main", { id: "main", tabindex: "-1" }, head.build(page), makeContents(parts), parts),
    foot.build(page));
}

function changeLanguage(language) {
  page.language = language;
  build();
  document.getElementById("language").focus();
}

// Charts follow the width of the window, once it has come to rest.
let waiting = 0;
let width = innerWidth;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (innerWidth !== width) resizeAll();
    width = innerWidth;
  }, 150);
});

addEventListener("beforeprint", () => {
  root.dataset.theme = "light";
  resizeAll(true);
  drawAll();
});
addEventListener("afterprint", () => {
  root.dataset.theme = page.theme;
  resizeAll();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme(readTheme()));

root.dataset.theme = page.theme;
build();
// For tests and for saving the page whole: draws every chart at once.
window.tesseraDrawAll = drawAll;
