export interface ChartSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const [WIDTH, HEIGHT, MARGIN] = [480, 360, 56];
const COLOURS = ['#0b6e99', '#c2571a', '#5b5b5b'];
const TICKS = 5;

/** A chart of a few lines as SVG text; the x axis may be logarithmic. */
export function lineChart(given: {
  title: string;
  x: { label: string; from: number; to: number; logarithmic?: boolean };
  y: { label: string; from: number; to: number };
  series: readonly ChartSeries[];
  /** Draws a dashed line where y equals x. */
  diagonal?: boolean;
}): string {
  const { title, x, y, series, diagonal } = given;
  const scale = x.logarithmic ? Math.log : (value: number) => value;
  const left = (value: number) =>
    MARGIN + ((scale(value) - scale(x.from)) / (scale(x.to) - scale(x.from))) * (WIDTH - 2 * MARGIN);
  const top = (value: number) =>
    HEIGHT - MARGIN - ((value - y.from) / (y.to - y.from)) * (HEIGHT - 2 * MARGIN);
  const place = ([a, b]: readonly [number, number]) => `${left(a).toFixed(1)},${top(b).toFixed(1)}`;
  const steps = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  const xTicks = steps.map((share) =>
    x.logarithmic ? x.from * (x.to / x.from) ** share : x.from + share * (x.to - x.from),
  );
  const yTicks = steps.map((share) => y.from + share * (y.to - y.from));
  const text = (atX: number, atY: number, words: string, more = 'text-anchor="middle"') =>
    `<text x="${atX.toFixed(1)}" y="${atY.toFixed(1)}" ${more}>${escapeXml(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    text(WIDTH / 2, 20, title, 'text-anchor="middle" font-size="13"'),
    `<path d="M${MARGIN},${MARGIN}V${HEIGHT - MARGIN}H${WIDTH - MARGIN}" fill="none" stroke="black"/>`,
    ...xTicks.map((value) => text(left(value), HEIGHT - MARGIN + 16, String(Number(value.toPrecision(2))))),
    ...yTicks.map((value) =>
      text(MARGIN - 6, top(value) + 4, String(Number(value.toPrecision(3))), 'text-anchor="end"'),
    ),
    text(WIDTH / 2, HEIGHT - 16, x.label),
    text(16, HEIGHT / 2, y.label, `text-anchor="middle" transform="rotate(-90 16 ${HEIGHT / 2})"`),
    ...(diagonal
      ? [
          `<path d="M${place([x.from, x.from])}L${place([x.to, x.to])}" stroke="#999" stroke-dasharray="4 4" fill="none"/>`,
        ]
      : []),
    ...series.flatMap(({ name, points }, index) => {
      const colour = COLOURS[index % COLOURS.length] as string;
      return [
        `<polyline points="${points.map(place).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...points.map(
          ([a, b]) =>
            `<circle cx="${left(a).toFixed(1)}" cy="${top(b).toFixed(1)}" r="2.5" fill="${colour}"/>`,
        ),
        text(WIDTH - MARGIN, MARGIN - 18 + 13 * index, name, `text-anchor="end" fill="${colour}"`),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
