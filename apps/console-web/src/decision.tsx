import { type ReactNode } from 'react';
import { type Decision } from '@renwatch/contract';
import { type ScreenProps } from './screen-props';
import { formatCreatinine, formatTime } from './format';
import { Pending, Value } from './parts';
import { Stage } from './stage';
import { useAnswer } from './use-answer';

const REFERENCES: Readonly<Record<string, string>> = {
  'lowest-48h': 'lowest of the last 48 hours',
  'lowest-7d': 'lowest of the last 7 days',
  'median-365d': 'median of the last 8 to 365 days',
};
const CAUSES: Readonly<Record<string, string>> = {
  new: 'the result was new',
  revised: 'the result got another value or status',
  withdrawn: 'the result was withdrawn',
  'history-changed': 'an earlier result arrived or changed',
  uncovered: 'a later result no longer counts',
  merged: 'the patient was merged with another',
};
const PERCENT = 100;

/** Explains a decision: the sentence, the numbers, and what made it. */
export function DecisionPanel({
  patientId,
  decisionId,
  session,
  version,
  onNoSession,
}: ScreenProps & { patientId: string; decisionId: string }) {
  const { data, error } = useAnswer<Decision>(
    `decisions/${decisionId}?patient=${patientId}`,
    version,
    onNoSession,
  );
  if (!data) return <Pending error={error} />;
  const { isMasked, reason, stage, umolPerL, baselineUmolPerL, reference, ratio, model, rule } = data;
  const { groundCount, because, revision, feed, messageId, receivedAtMs, decidedAtMs, observedAtMs } = data;
  const { timezone } = session;
  const number = (value: number | null) => (value === null ? null : `${formatCreatinine(value)} µmol/L`);
  const baseline = number(baselineUmolPerL);
  const facts: [string, ReactNode][] = [
    ['Stage', <Stage key="stage" stage={stage} />],
    [
      'Creatinine',
      <Value key="value" {...{ isMasked }}>
        {number(umolPerL)}
      </Value>,
    ],
    [
      'Baseline',
      <Value key="baseline" {...{ isMasked }}>
        {baseline === null ? null : `${baseline}, ${REFERENCES[reference ?? ''] ?? reference ?? ''}`}
      </Value>,
    ],
    [
      'Ratio',
      <Value key="ratio" {...{ isMasked }}>
        {ratio === null ? null : `${ratio.toFixed(2)} × the baseline`}
      </Value>,
    ],
    ['Alert', alertWords(data)],
    ['Model', model.version === null ? silenceWords(data) : modelWords(data)],
    ['Rule', `${rule.name} ${rule.version}, ${groundCount} earlier results`],
    ['Result of', formatTime(observedAtMs, timezone)],
    ['Received', `${formatTime(receivedAtMs, timezone)} from ${feed}`],
    [
      'Decided',
      `${formatTime(decidedAtMs, timezone)}, because ${CAUSES[because ?? ''] ?? 'of an unknown cause'}`,
    ],
    ['Revision', String(revision)],
    ['Message', <code key="message">{messageId.slice(0, 16)}</code>],
  ];
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">Why</h2>
      {error && <Pending error={error} />}
      <p className="reason">
        <Value isMasked={isMasked}>{reason && `${reason}.`}</Value>
      </p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function alertWords({ level, source, alerted, withheld }: Decision): string {
  if (alerted) return `level ${level}, by the ${source ?? 'rule'}`;
  return withheld === null ? 'none' : `none: ${withheld}`;
}

function silenceWords({ model }: Decision): string {
  return { off: 'switched off', failed: 'failed; the rule decided alone', none: 'not asked' }[
    model.silence ?? 'none'
  ];
}

function modelWords({ model }: Decision): string {
  const { version, probability, inDomain } = model;
  const chance = probability === null ? '' : `, probability ${(probability * PERCENT).toFixed(0)} %`;
  return `${version}${chance}${inDomain === false ? ', outside its training domain' : ''}`;
}
