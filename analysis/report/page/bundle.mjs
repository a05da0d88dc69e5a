// Makes the report page from its sources: node bundle.mjs NODE_MODULES OUTPUT.html
// One HTML file with its style and script inside; the program puts the data in (analysis/report/page.cpp).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, output] = process.argv.slice(2).map((path) => resolve(path));
const here = dirname(fileURLToPath(import.meta.url));
const esbuild = createRequire(join(modules, "x.js"))("esbuild");

const build = async (entry) => {
  const result = await esbuild.build({
    entryPoints: [join(here, "src", entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome100", "firefox100", "safari15"],
    charset: "utf8",
    legalComments: "none",
    loader: { ".json": "json" },
    nodePaths: [modules],
    write: false,
  });
  return result.outputFiles[0].text;
};

const [script, style] = await Promise.all([build("main.js"), build("style.css")]);
for (const text of [script, style])
  if (/<\/(script|style)/i.test(text) || text.includes("@TESSERA_")) throw new Error("the bundle would break the page that holds it");
const page = readFileSync(join(here, "page.html"), "utf8")
  .replace("@TESSERA_STYLE@", () => style)
  .replace("@TESSERA_SCRIPT@", () => script);
writeFileSync(output, page);
