import type { Box } from './Box.js';

const WIDTH = 800;
const ROW = 92;
const LEFT = 220;
const RIGHT = 30;
const TOP = 70;
const BOTTOM = 64;
/** Per cent between two marks of the axis. */
const STEP = 10;

const STYLE = `
text { font: 13px sans-serif; fill: #222 }
.title { font-size: 16px; font-weight: bold }
.note { font-size: 12px; fill: #555 }
.grid { stroke: #ddd }
.zero { stroke: #888; stroke-dasharray: 4 3 }
.whisker { stroke: #26547c; stroke-width: 1.5 }
.box { fill: #a9c8e2; stroke: #26547c; stroke-width: 1.5 }
.median { stroke: #26547c; stroke-width: 2.5 }
.paper { stroke: #c44536; stroke-width: 3 }
.paper-text { font-size: 12px; fill: #c44536 }
`;

/** A plot of boxes, quartiles with whiskers from the 5th to the 95th percentile, one below the other, as SVG. */
export function plotBoxes(title: string, subtitle: string, axis: string, boxes: readonly Box[]): string {
  const [from, to] = [
    STEP * Math.floor(Math.min(...boxes.map(({ low }) => low)) / STEP),
    STEP * Math.ceil(Math.max(...boxes.map(({ high }) => high)) / STEP),
  ];
  const x = (value: number): number => round(LEFT + ((value - from) / (to - from)) * (WIDTH - LEFT - RIGHT));
  const bottom = TOP + ROW * boxes.length;
  const marks = Array.from({ length: (to - from) / STEP + 1 }, (_, index) => from + index * STEP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${bottom + BOTTOM}" viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}">`,
    `<style>${STYLE}</style>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(20, 28, title, 'title'),
    text(20, 49, subtitle, 'note'),
    ...marks.flatMap((mark) => [
      line(x(mark), TOP, x(mark), bottom, mark === 0 ? 'zero' : 'grid'),
      text(x(mark), bottom + 20, `${mark}`, 'tick', 'middle'),
    ]),
    text((LEFT + WIDTH - RIGHT) / 2, bottom + 46, axis, 'axis', 'middle'),
    ...boxes.flatMap((box, index) => drawBox(box, TOP + ROW * index + ROW / 2, x)),
    '</svg>',
    '',
  ].join('\n');
}

function drawBox(box: Box, y: number, x: (value: number) => number): string[] {
  const { label, note, low, lowerQuartile, median, upperQuartile, high } = box;
  const width = Math.max(1, round(x(upperQuartile) - x(lowerQuartile)));
  return [
    text(20, y - 2, label, 'label'),
    text(20, y + 16, note, 'note'),
    line(x(low), y, x(high), y, 'whisker'),
    ...[low, high].map((end) => line(x(end), y - 8, x(end), y + 8, 'whisker')),
    `<rect class="box" x="${x(lowerQuartile)}" y="${y - 17}" width="${width}" height="34"/>`,
    line(x(median), y - 17, x(median), y + 17, 'median'),
    ...drawPaper(box, y + 26, x),
  ];
}

/** The paper gives widths without saying where they lie: they are drawn around the middle of the box. */
function drawPaper(box: Box, y: number, x: (value: number) => number): string[] {
  const { lowerQuartile, upperQuartile, paperDispersion } = box;
  if (paperDispersion === undefined) return [];
  const middle = (lowerQuartile + upperQuartile) / 2;
  const [from, to] = [x(middle - paperDispersion / 2), x(middle + paperDispersion / 2)];
  return [
    line(from, y, to, y, 'paper'),
    text(to + 8, y + 4, `the paper: ${paperDispersion} %`, 'paper-text'),
  ];
}

function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function text(x: number, y: number, content: string, kind: string, anchor = 'start'): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escaped}</text>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
