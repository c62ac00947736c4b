import { useState } from 'react';
import { type PatientResult } from '@renwatch/contract';
import { formatCreatinine, formatDay, formatTime } from './format';
import { StageMark } from './stage';

const WIDTH = 860;
const HEIGHT = 260;
const LEFT = 44;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 26;
const HOUR_MS = 3_600_000;
const SPANS = [
  { name: '48 hours', ms: 48 * HOUR_MS },
  { name: '7 days', ms: 7 * 24 * HOUR_MS },
  { name: '1 year', ms: 366 * 24 * HOUR_MS },
] as const;
const TICKS = 4;

type Measured = PatientResult & { umolPerL: number };

/** Draws creatinine over time with the stage of each result and the newest baseline. The table below has the same data. */
export function CreatinineChart({
  results,
  timezone,
}: {
  results: readonly PatientResult[];
  timezone: string;
}) {
  const measured = results.filter((result): result is Measured => result.umolPerL !== null);
  const newest = measured[0];
  const [spanMs, setSpan] = useState<number>(() => fittingSpan(measured));
  if (!newest) return <p className="notice">No result has a value to draw.</p>;
  const untilMs = newest.observedAtMs;
  const fromMs = untilMs - spanMs;
  const shown = measured.filter(({ observedAtMs }) => observedAtMs >= fromMs).reverse();
  const baseline = newest.decision?.baselineUmolPerL ?? null;
  const values = [...shown.map(({ umolPerL }) => umolPerL), ...(baseline === null ? [] : [baseline])];
  const top = niceAbove(Math.max(...values) * 1.08);
  const x = (atMs: number) => LEFT + ((atMs - fromMs) / spanMs) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const ticks = Array.from({ length: TICKS + 1 }, (_tick, i) => (top / TICKS) * i);
  const times = Array.from({ length: TICKS + 1 }, (_tick, i) => fromMs + (spanMs / TICKS) * i);
  return (
    <figure className="chart">
      <div className="spans" role="group" aria-label="Time shown">
        {SPANS.map(({ name, ms }) => (
          <button key={name} type="button" aria-pressed={ms === spanMs} onClick={() => setSpan(ms)}>
            {name}
          </button>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Creatinine in µmol/L, ${shown.length} results`}
      >
        {ticks.map((value) => (
          <g key={value} className="grid">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {Math.round(value)}
            </text>
          </g>
        ))}
        {times.map((atMs, i) => (
          <text
            key={atMs}
            x={x(atMs)}
            y={HEIGHT - 6}
            textAnchor={i === 0 ? 'start' : i === TICKS ? 'end' : 'middle'}
          >
            {formatDay(atMs, timezone)}
          </text>
        ))}
        {baseline !== null && (
          <g className="baseline">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(baseline)} y2={y(baseline)} />
            <text x={LEFT + 4} y={y(baseline) - 5}>
              baseline {formatCreatinine(baseline)}
            </text>
          </g>
        )}
        <polyline
          className="line"
          points={shown.map((point) => `${x(point.observedAtMs)},${y(point.umolPerL)}`).join(' ')}
        />
        {shown.map(({ id, observedAtMs, umolPerL, decision }) => (
          <g key={id} transform={`translate(${x(observedAtMs)} ${y(umolPerL)})`}>
            <StageMark stage={decision?.stage ?? 0} size={18} />
            <title>{`${formatCreatinine(umolPerL)} µmol/L, stage ${decision?.stage ?? 'not known'}, ${formatTime(observedAtMs, timezone)}`}</title>
          </g>
        ))}
      </svg>
      <figcaption className="small muted">
        Dot: no AKI. Triangle: stage 1. Diamond: stage 2. Hexagon: stage 3. Times are of {timezone}.
      </figcaption>
    </figure>
  );
}

/** Returns the shortest span that shows more than one result. */
function fittingSpan(measured: readonly Measured[]): number {
  const [newest, before] = measured;
  const gapMs = newest && before ? newest.observedAtMs - before.observedAtMs : 0;
  return (SPANS.find(({ name, ms }) => name !== '48 hours' && ms >= gapMs) ?? SPANS[2]).ms;
}

/** Returns a round number above, so that the ticks are round too. */
function niceAbove(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const factor = [1, 2, 4, 6, 8, 10].find((candidate) => candidate * step >= value) ?? 10;
  return factor * step;
}
