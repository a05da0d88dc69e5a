// What was run, as tables: runs of each variant, settings that are not default, what variants differ in.
import { make } from "../elements.js";
import { makeTable, writeCsv } from "../figure_table.js";
import { nameFile, saveFile } from "../saving.js";
import { plain } from "../network/search.js";
import { cellOf, writeValue } from "./values.js";

const kinds = ["complete", "failed", "stopped", "not_run"];

const columnsOf = (page, keys, prefix = "setup") => keys.map((key) => ({ key, label: page.t(`${prefix}.${key}`) }));

// A table on the page with its CSV; `shown` are its rows as texts, if they differ from those in the file.
export function makeSaved(page, id, title, { columns, rows }, shown = rows) {
  const save = make("button", { type: "button", class: "save", "data-save": "csv", "aria-label": `${page.t("figure.csv")}: ${title}`, onclick: () => saveFile(nameFile(page.data.title, id, "csv"), writeCsv({ columns, rows }), "text/csv;charset=utf-8") }, page.t("figure.csv"));
  return [...makeTable(page, title, { columns, rows: shown }), make("div", { class: "tools" }, save)];
}

export function makeRuns(page) {
  const rows = page.data.variants.map(({ name, runs }) => [name || page.data.title, ...kinds.map((kind) => runs[kind] ?? 0)]);
  return makeSaved(page, "runs", page.t("setup.runs"), { columns: columnsOf(page, ["variant", ...kinds]), rows });
}

// Messages of runs that failed; the data hold the first.
export function makeFailures(page) {
  const { failures, failures_in_all: all } = page.data;
  if (!failures?.length) return null;
  const rows = failures.map(({ point, replicate, message }) => [`${point} / ${replicate}`, message]);
  return [
    make("h3", {}, page.t("setup.failures")),
    all > failures.length ? make("p", {}, page.t("setup.failures_of", { shown: page.number(failures.length), of: page.number(all) })) : null,
    makeSaved(page, "failures", page.t("setup.failures"), { columns: columnsOf(page, ["run", "message"]), rows }),
  ];
}

/** The factors that were moved, from where to where, and how the settings were laid among them. */
export function makeFactors(page) {
  const { factors } = page.data.setup;
  const { design } = page.data;
  if (!factors?.length) return null;
  const keys = ["path", "low", "high", "unit", "scale", "values", "meaning"];
  const columns = keys.map((key) => ({ key, label: page.t(`setup.${["low", "high"].includes(key) ? `factor_${key}` : key}`) }));
  const scale = ({ logarithmic }) => (logarithmic ? { shown: page.t("setup.scale_log"), stored: "log" } : { shown: page.t("setup.scale_linear"), stored: "linear" });
  const rows = factors.map((factor) => [factor.path, factor.low, factor.high, factor.unit, scale(factor), factor.values.length ? factor.values.join(" ") : null, factor.meaning]);
  const laid = page.t("setup.design", { design: page.has(`design.${design.kind}`) ? page.t(`design.${design.kind}`) : String(design.kind), points: page.number(design.points_in_all) });
  const details = ["samples", "seed", "levels"].filter((key) => design[key] !== null && design[key] !== undefined).map((key) => page.t(`setup.design_${key}`, { number: String(design[key]) }));
  return [make("h3", {}, page.t("setup.factors")), make("p", {}, [laid, ...details].join(" ")), makeSaved(page, "factors", page.t("setup.factors"), { columns, rows }, rows.map((row) => row.map((cell) => (typeof cell === "number" ? String(cell) : cell))))];
}

const settingKeys = ["path", "value", "unit", "standard", "meaning", "source", "origin"];

// The list of settings, with a box that leaves those in which all typed words occur.
export function makeSettings(page) {
  const { settings } = page.data.setup;
  if (!settings.length) return make("p", {}, page.t("setup.all_default"));
  const holder = make("div", { class: "settings" });
  const status = make("p", { class: "note", role: "status" });
  const words = settings.map((setting) => plain(settingKeys.map((key) => writeValue(setting[key])).join(" ")));
  const columns = settingKeys.map((key) => ({ key, label: page.t(key === "origin" ? "setup.set_in" : `setup.${key}`) }));
  const show = (text) => {
    const wanted = plain(text).split(/\s+/).filter(Boolean);
    const kept = settings.filter((_, k) => wanted.every((word) => words[k].includes(word)));
    const rows = kept.map((setting) => settingKeys.map((key) => cellOf(setting[key] ?? null)));
    holder.replaceChildren(...makeSaved(page, "settings", page.t("setup.settings"), { columns, rows }, rows.map((row) => row.map((cell) => (typeof cell === "number" ? String(cell) : cell)))).filter(Boolean));
    status.textContent = page.t("setup.settings_shown", { shown: page.number(kept.length), of: page.number(settings.length) });
  };
  const input = make("input", { type: "search", id: "settings-filter", autocomplete: "off", spellcheck: "false", oninput: () => show(input.value) });
  show("");
  return [make("div", { class: "choice filter" }, make("label", { for: "settings-filter" }, page.t("setup.filter")), input), status, holder];
}

export function makeDifferences(page) {
  const { variants } = page.data.setup;
  const found = (variants ?? []).flatMap((list, k) => (list ?? []).map(({ path, baseline, value, origin }) => [page.data.variants[k].name, path, baseline, value, origin].map((cell) => cellOf(cell ?? null))));
  if (!found.length) return null;
  const columns = [...columnsOf(page, ["variant", "path", "in_baseline", "value"]), { key: "origin", label: page.t("setup.set_in") }];
  return [make("h3", {}, page.t("setup.differences")), makeSaved(page, "differences", page.t("setup.differences"), { columns, rows: found }, found.map((row) => row.map((cell) => (typeof cell === "number" ? String(cell) : cell))))];
}
