// A browser of its own for the tests, and pages opened in it under guard: what the console says, what leaves the page, and
// what goes wrong in it are faults.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const desktop = { width: 1200, height: 900 };
export const phone = { width: 360, height: 740 };

/** What npm installed: {chromium, axe: the source of axe-core}. */
export function loadTools(modules) {
  const require = createRequire(join(modules, "x.js"));
  return { chromium: require("playwright-core").chromium, axe: readFileSync(require.resolve("axe-core/axe.min.js"), "utf8") };
}

/** Every launch has a profile of its own, which goes with it. */
export const launch = (tools) => tools.chromium.launch({ executablePath: process.env.TESSERA_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags });

/**
 * Opens a page file. options: viewport, theme ("light"|"dark"), tools (to draw no charts: false).
 * The page has .faults, a list of texts that must stay empty; close it with closePage.
 */
export async function openPage(browser, file, { viewport = desktop, theme = "light", draw = true } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: theme, acceptDownloads: true, reducedMotion: "reduce", timezoneId: "UTC" });
  context.setDefaultTimeout(120000); // a machine that is busy is no fault of the page
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  page.faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`uncaught: ${error.message}`));
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await context.route("**/*", (route) => {
    const wanted = route.request().url();
    if (wanted.split("#")[0] === address || /^(data|blob):/.test(wanted)) return route.continue();
    page.faults.push(`request: ${wanted}`);
    return route.abort();
  });
  context.on("page", (other) => page.faults.push(`opened another page: ${other.url()}`));
  await page.goto(address, { waitUntil: "load" });
  if (draw) await drawAll(page);
  return page;
}

/**
 * What a figure is saved as by its button: {name, content}. Browsers may keep back a file that is ready only long after the
 * click, as on a machine that is busy; who gets none clicks again.
 */
export async function save(page, figure, ending, clicks = 4) {
  const arrival = page.waitForEvent("download", { timeout: 25000 }).catch((fault) => fault);
  await page.locator(`#${figure} button[data-save=${ending}]`).click();
  const download = await arrival;
  if (download instanceof Error) {
    if (clicks > 1) return save(page, figure, ending, clicks - 1);
    throw download;
  }
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

export const drawAll = (page) => page.evaluate(() => window.tesseraDrawAll());
export const readData = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
export const closePage = (page) => page.context().close();
