// Where the numbers come from: program, seed, file, the commands that make them again, and the scenario's text.
import { make } from "../elements.js";

// A button that puts text on the clipboard, and says whether it could.
function makeCopy(page, text, what) {
  const status = make("span", { role: "status", class: "note" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = page.t("setup.copied");
    } catch {
      status.textContent = page.t("setup.not_copied");
    }
  };
  return make("span", { class: "copy" }, make("button", { type: "button", "aria-label": `${page.t("setup.copy")}: ${what}`, onclick: copy }, page.t("setup.copy")), " ", status);
}

const makeCode = (page, label, text) =>
  make("div", { class: "command" }, make("p", {}, label), make("pre", { dir: "ltr", tabindex: "0", role: "region", "aria-label": label }, make("code", {}, text)), makeCopy(page, text, label));

// A path as a shell wants it.
const quote = (path) => (/^[\w./+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

export function makeCommands(page) {
  const { made, file } = page.data;
  return [
    makeCode(page, page.t("setup.command"), made.command_line),
    file?.name ? makeCode(page, page.t("setup.replay"), `tessera replay ${quote(file.name)} --point 0 --replicate 0`) : null,
  ];
}

const fields = [["version", "made"], ["commit", "made"], ["compiler", "made"], ["processor", "made"], ["libm", "made"], ["hdf5", "made"], ["created", "made"], ["reported_by", "made"]];

export function makeOrigin(page) {
  const { file, seed } = page.data;
  const digest = file?.digest === true ? "setup.digest_fits" : file?.digest === false ? "setup.digest_absent" : null;
  const items = [
    ["seed", seed], ...fields.map(([key, part]) => [key, page.data[part]?.[key]]),
    ["file", file?.name], ["bytes", file?.bytes === undefined || file.bytes === null ? null : page.number(file.bytes / 1e6, "1")], ["digest", digest ? page.t(digest) : typeof file?.digest === "string" ? file.digest : null],
  ].filter(([, value]) => value !== null && value !== undefined && value !== "");
  return make("dl", { class: "origin" }, items.map(([key, value]) => make("div", {}, make("dt", {}, page.t(`setup.made.${key}`)), make("dd", {}, page.given(String(value))))));
}

function makeWhole(page, text, title) {
  if (!text) return null;
  return make("details", { class: "behind scenario" }, make("summary", {}, title), makeCopy(page, text, title),
    make("pre", { dir: "ltr", tabindex: "0", role: "region", "aria-label": title }, make("code", {}, text)));
}

export const makeScenario = (page) => makeWhole(page, page.data.setup.scenario, page.t("setup.scenario"));
/** What `tessera experiment` reads as a file. */
export const makeExperiment = (page) => makeWhole(page, page.data.setup.experiment, page.t("setup.experiment"));
