// Outcomes over time.
import { make, makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";

export function build(page) {
  const { outcomes, months } = page.data;
  if (!outcomes?.length) return null;
  const outcome = outcomes[0];
  const unit = page.unit(outcome.measure);
  const figure = makeFigure(page, {
    id: "outcome", title: page.measure(outcome.measure, outcome.place), says: "x",
    option: (look) => ({
      grid: { left: 50, right: 20, top: 20, bottom: 40 }, xAxis: { type: "value", min: months[0], max: months.at(-1) }, yAxis: { type: "value" },
      series: outcome.series.map((series, k) => ({ type: "line", color: look.series[k], data: months.map((month, m) => [month, series.q50[m]]) })),
    }),
    table: () => ({ columns: [{ key: "month", label: page.t("column.month") }, { key: "median", label: page.t("column.median"), unit }], rows: months.map((month, m) => [month, outcome.series[0].q50[m]]) }),
  });
  return makeSection(page, "outcomes", "Outcomes", null, figure.element);
}
