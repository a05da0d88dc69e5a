// What a reader chooses with: a list, a row of buttons, a slider of months. All are plain form elements with labels.
import { make } from "./elements.js";

let number = 0;
const nextId = () => `choice-${(number += 1)}`;

/** A list to choose one of. choices: {value, label}; kept: {value}, see page.kept. */
export function makeList(label, choices, kept, onChoice) {
  const id = nextId();
  const select = make("select", { id, onchange: () => { kept.value = choices[select.selectedIndex].value; onChoice(kept.value); } },
    choices.map((choice) => make("option", { selected: choice.value === kept.value }, choice.label)));
  return make("span", { class: "choice" }, make("label", { for: id }, label), select);
}

/** A few choices side by side, as radio buttons. */
export function makeRow(label, choices, kept, onChoice) {
  const name = nextId();
  return make("fieldset", { class: "choice" }, make("legend", {}, label), choices.map((choice) => make("label", { class: "radio" },
    make("input", { type: "radio", name, checked: choice.value === kept.value, onchange: () => { kept.value = choice.value; onChoice(choice.value); } }), make("span", {}, choice.label))));
}

/** A slider over months (or anything in a list): kept.value is the place in `values`; write says a value in words. */
export function makeSlider(label, values, kept, write, onChoice) {
  const id = nextId();
  const shown = make("output", { for: id }, write(values[kept.value]));
  const slider = make("input", {
    id, type: "range", min: 0, max: values.length - 1, step: 1, value: kept.value, "aria-valuetext": write(values[kept.value]),
    oninput: () => {
      kept.value = Number(slider.value);
      shown.textContent = write(values[kept.value]);
      slider.setAttribute("aria-valuetext", write(values[kept.value]));
      onChoice(kept.value);
    },
  });
  return make("span", { class: "choice slider" }, make("label", { for: id }, label), slider, shown);
}
