import { useEffect } from 'react';
import { type Patient, type PatientResult } from '@renwatch/contract';
import { type ScreenProps } from './screen-props';
import { CreatinineChart } from './chart';
import { DecisionPanel } from './decision';
import { formatAge, formatCreatinine, formatSex, formatTime } from './format';
import { Link, Pending, TableHead, Value } from './parts';
import { addressOf, correct } from './route';
import { PageNote, Stage } from './stage';
import { useAnswer } from './use-answer';

interface PatientScreenProps extends ScreenProps {
  patientId: string;
  /** The decision that is explained; by default that of the newest alert, else of the newest result. */
  decisionId: string | undefined;
}

/** Shows a patient: chart, explanation, alerts and the results as a table. */
export function PatientScreen({ patientId, decisionId, ...props }: PatientScreenProps) {
  const { session, version, onNoSession } = props;
  const { data, error } = useAnswer<Patient>(`patients/${patientId}`, version, onNoSession);
  const survivor = data?.patient.id;
  useEffect(() => {
    // Changes are told of the number that survived all merges.
    if (survivor !== undefined && survivor !== patientId)
      correct(decisionId ? addressOf.decision(survivor, decisionId) : addressOf.patient(survivor));
  }, [survivor, patientId, decisionId]);
  if (!data) return <Pending error={error} />;
  const { patient, results, alerts, isMasked, mergedNumbers, hasOlder, atMs } = data;
  const { timezone } = session;
  const standing = alerts.find(({ stands }) => stands);
  const explained =
    decisionId ?? standing?.decisionId ?? results.find(({ decision }) => decision !== null)?.decision?.id;
  return (
    <article aria-labelledby="title">
      <h1 id="title">
        {patient.mrn ?? `Patient ${patient.id.slice(0, 8)}`} {standing && <Stage stage={standing.level} />}
      </h1>
      <p className="muted">
        {[
          patient.authority,
          patient.birthDate === null ? null : `born ${patient.birthDate}`,
          patient.ageYears === null ? null : `${patient.ageYears} years`,
          formatSex(patient.sex),
          mergedNumbers === 0 ? null : `${mergedNumbers} other numbers merged`,
          isMasked ? 'numbers and values are masked for your role' : null,
        ]
          .filter((fact) => fact !== null)
          .join(', ')}
      </p>
      {error && <Pending error={error} />}
      {!isMasked && <CreatinineChart results={results} timezone={timezone} />}
      <div className="columns">
        {explained && <DecisionPanel {...props} patientId={patientId} decisionId={explained} />}
        <section aria-labelledby="alerts">
          <h2 id="alerts">Alerts</h2>
          {alerts.length === 0 && <p className="muted">No alert was raised.</p>}
          <ul className="alerts">
            {alerts.map(({ id, level, source, raisedAtMs, stands, page, decisionId: alertDecision }) => (
              <li key={id}>
                <Stage stage={level} />{' '}
                <Link to={addressOf.decision(patientId, alertDecision)}>
                  {formatTime(raisedAtMs, timezone)}
                </Link>
                <span className="small muted">
                  {stands ? `by the ${source}, ${formatAge(raisedAtMs, atMs)}` : 'no longer stands'}
                </span>
                <PageNote page={page} nowMs={atMs} />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div>
        <h2 id="results">Results</h2>
        <div className="scroll" tabIndex={0} role="region" aria-labelledby="results">
          <table>
            <TableHead titles={['Taken', 'Creatinine, µmol/L', 'Baseline', 'Stage', 'Status']} />
            <tbody>
              {results.map((result) => (
                <ResultRow key={result.id} {...{ result, isMasked, timezone, patientId }} />
              ))}
            </tbody>
          </table>
        </div>
        {hasOlder && <p className="muted">Older results are not listed.</p>}
      </div>
    </article>
  );
}

interface ResultRowProps {
  result: PatientResult;
  isMasked: boolean;
  timezone: string;
  patientId: string;
}

function ResultRow({ result, isMasked, timezone, patientId }: ResultRowProps) {
  const { observedAtMs, umolPerL, comparator, isWithdrawn, revision, status, decision } = result;
  const taken = formatTime(observedAtMs, timezone);
  return (
    <tr className={isWithdrawn ? 'withdrawn' : ''}>
      <th scope="row">
        {decision ? <Link to={addressOf.decision(patientId, decision.id)}>{taken}</Link> : taken}
      </th>
      <td className="number">
        {isWithdrawn ? (
          'withdrawn'
        ) : (
          <Value isMasked={isMasked}>
            {umolPerL === null ? null : `${comparator}${formatCreatinine(umolPerL)}`}
          </Value>
        )}
      </td>
      <td className="number">
        <Value isMasked={isMasked}>
          {decision && decision.baselineUmolPerL !== null
            ? formatCreatinine(decision.baselineUmolPerL)
            : null}
        </Value>
      </td>
      <td>{decision ? <Stage stage={decision.stage} /> : <span className="muted">not staged</span>}</td>
      <td>
        {status || 'history'}
        {revision > 1 && <span className="small muted"> revision {revision}</span>}
      </td>
    </tr>
  );
}
