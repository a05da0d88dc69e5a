// What a chart is saved as: files made in the page, without any server.
import { echarts } from "./charts.js";

const margin = 16;

export function saveFile(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000); // on a slow machine its reading begins late
}

/** Letters and digits of a title, for the names of files. */
export function nameFile(title, id, ending) {
  const words = title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 40);
  return `${words || "tessera"}-${id}.${ending}`;
}

// Lines of text not wider than the picture.
function wrapText(text, font, width) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font;
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

// Title and sentence above the chart: lines with their font, colour and baseline.
function layOutHeading({ title, says, look, width }) {
  const lines = [];
  let y = margin;
  for (const [text, size, weight, colour] of [[title, 18, "bold", look.ink], [says, 13, "normal", look.faint]])
    for (const line of wrapText(text, `${weight} ${size}px ${look.font}`, width - 2 * margin)) {
      y += size * 1.4;
      lines.push({ line, size, weight, colour, y });
    }
  return { lines, height: y + margin };
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** picture: {option, width, height, title, says, look, direction} -> text of an SVG file. */
export function writeSvg(picture) {
  const { width, height, look, direction } = picture;
  const heading = layOutHeading(picture);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(picture.option);
  const drawn = chart.renderToSVGString();
  chart.dispose();
  const x = direction === "rtl" ? width - margin : margin;
  const texts = heading.lines.map(({ line, size, weight, colour, y }) =>
    `<text x="${x}" y="${y}" direction="${direction}" font-family="${escape(look.font)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(line)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height + heading.height}" viewBox="0 0 ${width} ${height + heading.height}">` +
    `<rect width="100%" height="100%" fill="${look.paper}"/>${texts.join("")}<g transform="translate(0 ${heading.height})">${drawn.replace(/^<\?xml[^>]*>/, "")}</g></svg>`;
}

/** The same as PNG, twice as fine as the screen's pixels; a promise of a Blob. */
export function drawPng(picture) {
  const { width, height, look, direction } = picture;
  const heading = layOutHeading(picture);
  const fine = 2;
  const holder = document.createElement("div");
  const chart = echarts.init(holder, null, { renderer: "canvas", width, height, devicePixelRatio: fine });
  chart.setOption(picture.option);
  const drawn = chart.getRenderedCanvas({ pixelRatio: fine, backgroundColor: look.paper });
  const canvas = document.createElement("canvas");
  canvas.width = width * fine;
  canvas.height = (height + heading.height) * fine;
  const context = canvas.getContext("2d");
  context.scale(fine, fine);
  context.fillStyle = look.paper;
  context.fillRect(0, 0, width, height + heading.height);
  context.direction = direction;
  context.textAlign = direction === "rtl" ? "right" : "left";
  for (const { line, size, weight, colour, y } of heading.lines) {
    context.font = `${weight} ${size}px ${look.font}`;
    context.fillStyle = colour;
    context.fillText(line, direction === "rtl" ? width - margin : margin, y);
  }
  context.drawImage(drawn, 0, heading.height, width, height);
  chart.dispose();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
