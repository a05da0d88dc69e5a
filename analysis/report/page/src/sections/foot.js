// What is not on the page, and why; and what made it.
import { make } from "../elements.js";

// Reasons come from the program in English.
const inEnglish = (text) => make("bdi", { lang: "en", dir: "ltr" }, text);

const nameAbsent = (page, key) => (page.has(`absent.${key}`) ? page.t(`absent.${key}`) : page.has(`measure.${key}`) ? page.measure(key) : page.given(key.replaceAll("_", " ")));

export function build(page) {
  const absent = Object.entries(page.data.absent ?? {});
  const { made, file } = page.data;
  return make("footer", {},
    absent.length ? make("section", { id: "absent", "aria-labelledby": "absent-title" }, make("h2", { id: "absent-title", class: "small" }, page.t("foot.absent")),
      page.language === "en" ? null : make("p", {}, page.t("foot.english")),
      make("dl", {}, absent.map(([key, why]) => make("div", {}, make("dt", {}, nameAbsent(page, key)), make("dd", {}, inEnglish(why)))))) : null,
    make("p", { class: "made" }, page.rich("foot.made_by", { program: inEnglish(`Tessera ${made?.version ?? ""} (${made?.commit ?? ""})`), file: page.given(file?.name ?? ""), created: inEnglish(made?.created ?? "") })));
}
