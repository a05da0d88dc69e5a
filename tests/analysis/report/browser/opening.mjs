// The page opens from disk, asks for nothing, says nothing on the console, and draws a chart in every figure.
import { closePage, openPage } from "./browser.mjs";

// From the navigation to the first chart, ms.
async function timeFirstChart(browser, file) {
  const page = await openPage(browser, file, { draw: false });
  await page.$eval("figure .chart", (chart) => chart.scrollIntoView());
  await page.waitForSelector("figure .chart svg, figure .chart canvas");
  const time = await page.evaluate(() => performance.now());
  const loaded = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
  await closePage(page);
  return { time, loaded };
}

export async function check({ browser, checks, file }) {
  for (const kind of ["run", "experiment", "sweep"])
    await checks.part(`opening ${kind}`, async () => {
      const page = await openPage(browser, file(`${kind}.html`));
      checks.expect((await page.locator("h1").count()) === 1, "one heading of the first order");
      const empty = await page.$$eval("figure", (figures) => figures.filter((figure) => figure.checkVisibility() && figure.querySelector(".chart") && !figure.querySelector(".chart svg, .chart canvas")).map((figure) => figure.id));
      checks.equal(empty, [], "figures without a chart");
      checks.expect((await page.locator("figure").count()) > 0, "there are figures");
      checks.equal(page.faults, [], "faults");
      await closePage(page);
      const { time, loaded } = await timeFirstChart(browser, file(`${kind}.html`));
      console.log(`  ${kind}: document ready after ${Math.round(loaded)} ms, first chart seen after ${Math.round(time)} ms`);
    });
}
