// Ranges of axes to type: the way to filter points without a mouse.
import { make } from "../elements.js";

let number = 0;

/**
 * axes: as parallel.js has them; ranges: {key: [lowest, highest]}, changed in place; onChange() after each change. Returns
 * {element, show()}: show writes the ranges into the fields, after they were drawn on the chart.
 */
export function makeRanges(page, axes, ranges, onChange) {
  const fields = axes.map((axis) => {
    const scale = axis.unit === "share" && axis.of === "outcome" ? 100 : 1;
    const known = axis.values.filter((value) => value !== null);
    const bounds = [Math.min(...known), Math.max(...known)];
    const inputs = [0, 1].map((end) => {
      const id = `range-${(number += 1)}`;
      const input = make("input", {
        id, type: "number", step: "any", inputmode: "decimal", placeholder: String(Number((bounds[end] * scale).toPrecision(4))),
        onchange: () => {
          const typed = input.value === "" ? null : Number(input.value) / scale;
          const range = [...(ranges[axis.key] ?? [null, null])];
          range[end] = Number.isFinite(typed) ? typed : null;
          ranges[axis.key] = range;
          onChange();
        },
      });
      return { id, input };
    });
    const show = () => inputs.forEach(({ input }, end) => {
      const value = ranges[axis.key]?.[end] ?? null;
      input.value = value === null ? "" : String(Number((value * scale).toPrecision(6)));
    });
    const labels = ["sweep.at_least", "sweep.at_most"];
    const element = make("fieldset", { class: "range" },
      make("legend", {}, axis.of === "outcome" ? axis.label : page.given(axis.label), scale === 100 ? " (%)" : null),
      inputs.map(({ id, input }, end) => make("span", {}, make("label", { for: id }, page.t(labels[end])), input)));
    return { element, show };
  });
  const show = () => fields.forEach((field) => field.show());
  show();
  return { element: make("div", { class: "ranges" }, fields.map((field) => field.element)), show };
}
