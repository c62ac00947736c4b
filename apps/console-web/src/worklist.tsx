import { useState } from 'react';
import { type CreatininePoint, type OpenAlert, type Worklist } from '@renwatch/contract';
import { type ScreenProps } from './screen-props';
import { formatAge, formatCreatinine, formatSex } from './format';
import { Link, Pending, TableHead, Value } from './parts';
import { addressOf } from './route';
import { PageNote, Stage } from './stage';
import { useAnswer } from './use-answer';

/** Lists patients whose newest alert stands: the highest stage first, then the newest. */
export function WorklistScreen({ version, onNoSession }: ScreenProps) {
  const [parts, setParts] = useState<(string | undefined)[]>([undefined]);
  const after = parts.at(-1);
  const path = after === undefined ? 'worklist' : `worklist?after=${after}`;
  const { data, error } = useAnswer<Worklist>(path, version, onNoSession);
  if (!data) return <Pending error={error} />;
  const { alerts, isMasked, next, days, atMs } = data;
  return (
    <section aria-labelledby="title">
      <h1 id="title">Worklist</h1>
      <p className="muted" role="status">
        {alerts.length === 0 ? 'No patient' : `${alerts.length}${next === null ? '' : ' or more'} patients`}{' '}
        with an alert that stands, of the last {days} days. Highest stage first.
      </p>
      {error && <Pending error={error} />}
      {alerts.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label="Patients">
          <table className="worklist">
            <TableHead titles={['Stage', 'Patient', 'Creatinine, µmol/L', '7 days', 'Alert', 'Page']} />
            <tbody>
              {alerts.map((alert) => (
                <AlertRow key={alert.alertId} alert={alert} isMasked={isMasked} nowMs={atMs} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="pager">
        {parts.length > 1 && (
          <button type="button" onClick={() => setParts(parts.slice(0, -1))}>
            Back
          </button>
        )}
        {next !== null && (
          <button type="button" onClick={() => setParts([...parts, next])}>
            Next patients
          </button>
        )}
      </p>
    </section>
  );
}

function AlertRow({ alert, isMasked, nowMs }: { alert: OpenAlert; isMasked: boolean; nowMs: number }) {
  const { patient, level, newest, baselineUmolPerL, week, raisedAtMs, page } = alert;
  const { id, mrn, ageYears, sex } = patient;
  return (
    <tr className={`level-${level}`}>
      <td>
        <Stage stage={level} />
      </td>
      <th scope="row">
        <Link to={addressOf.patient(id)}>{mrn ?? `Patient ${id.slice(0, 8)}`}</Link>
        <span className="muted small">
          {ageYears === null ? '' : `${ageYears} y, `}
          {formatSex(sex)}
        </span>
      </th>
      <td>
        <Value isMasked={isMasked}>
          {newest && (
            <>
              <strong className="number">{formatCreatinine(newest.umolPerL)}</strong>
              <span className="muted small">
                {baselineUmolPerL === null ? 'no baseline' : `baseline ${formatCreatinine(baselineUmolPerL)}`}
              </span>
            </>
          )}
        </Value>
      </td>
      <td>
        <Sparkline points={week} />
      </td>
      <td>{formatAge(raisedAtMs, nowMs)}</td>
      <td>
        <PageNote page={page} nowMs={nowMs} />
      </td>
    </tr>
  );
}

const WIDTH = 96;
const HEIGHT = 28;

function Sparkline({ points }: { points: readonly CreatininePoint[] }) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return <span className="muted small">one result</span>;
  const values = points.map(({ umolPerL }) => umolPerL);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (atMs: number) =>
    3 + ((atMs - first.observedAtMs) / (last.observedAtMs - first.observedAtMs || 1)) * (WIDTH - 6);
  const y = (value: number) => HEIGHT - 4 - ((value - low) / (high - low || 1)) * (HEIGHT - 8);
  const line = points.map((point) => `${x(point.observedAtMs)},${y(point.umolPerL)}`).join(' ');
  const words = `Creatinine from ${formatCreatinine(first.umolPerL)} to ${formatCreatinine(last.umolPerL)} in ${points.length} results`;
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
      <polyline points={line} />
      <circle cx={x(last.observedAtMs)} cy={y(last.umolPerL)} r="3" />
    </svg>
  );
}
