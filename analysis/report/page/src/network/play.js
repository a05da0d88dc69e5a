// Lets a slider run by itself, from the beginning if it stands at the end, and one step at a time for those who want no movement.
import { make } from "../elements.js";

const stepMs = 900;

/** slider: an element with an <input type="range"> in it (choosers.js). Returns buttons: back, play or pause, on. */
export function makePlay(page, slider) {
  const input = slider.querySelector("input");
  let timer = null;
  const move = (value) => {
    input.value = String(value);
    input.dispatchEvent(new Event("input"));
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = page.t("network.play");
  };
  const advance = () => {
    if (!input.isConnected || Number(input.value) >= Number(input.max)) return stop();
    move(Number(input.value) + 1);
  };
  const start = () => {
    if (Number(input.value) >= Number(input.max)) move(0);
    timer = setInterval(advance, stepMs);
    play.textContent = page.t("network.pause");
  };
  const step = (by, key) => make("button", { type: "button", class: "step", "aria-label": page.t(key), title: page.t(key), onclick: () => { stop(); move(Number(input.value) + by); } }, by < 0 ? "−" : "+");
  const play = make("button", { type: "button", class: "play", onclick: () => (timer ? stop() : start()) }, page.t("network.play"));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return [step(-1, "network.month_before"), still ? null : play, step(1, "network.month_after")];
}
