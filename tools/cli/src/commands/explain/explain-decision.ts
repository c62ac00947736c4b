import { FEATURES } from '@renwatch/aki';
import { type RecordedDecision } from '@renwatch/store';
import { formatTable } from '../../command/format-table';
import { creatinineChart } from './creatinine-chart';

const FEATURE_DIGITS = 6;

/**
 * A decision for a person: why in one sentence, the numbers behind it, what the model was given, what became of the
 * result before and since, and its creatinines as a chart.
 * @param revisions all decisions about one result, the newest last
 */
export function explainDecision(revisions: readonly [RecordedDecision, ...RecordedDecision[]]): string[] {
  const newest = revisions.at(-1) ?? revisions[0];
  return [
    `${newest.reason}.`,
    '',
    ...formatTable(facts(newest)),
    '',
    'Looked back on',
    ...(newest.grounds.length === 0
      ? ['  nothing']
      : formatTable(newest.grounds.map(groundRow)).map(indented)),
    ...featuresOf(newest),
    '',
    'Revisions of the decision',
    ...formatTable(revisions.map(revisionRow)).map(indented),
    ...chartOf(newest),
  ];
}

function facts(one: RecordedDecision): string[][] {
  const order = one.order === '' ? '' : `, order ${one.order}`;
  return [
    [
      'result',
      `${one.observedLocal} (${one.observedAt}), ${one.comparator}${one.umolPerL ?? 'no'} µmol/L${order}, revision ${one.resultRevision}`,
    ],
    [
      'patient',
      `${one.mrn} (${one.authority}), born ${one.birthDate ?? 'unknown'}, sex ${one.sex}${assumed(one)}`,
    ],
    ['decided', `${outcome(one)}, at ${one.decidedAt}`],
    [
      'rule',
      `${one.rule} ${one.ruleVersion} (${short(one.ruleSha256)}): stage ${one.stage} by ${one.criterion}${compared(one)}`,
    ],
    ['model', modelFacts(one)],
    ['policy', `${one.policyVersion || 'older than its record'} (${short(one.policySha256)})`],
    ['message', `${one.messageId} of ${one.feed}, received ${one.receivedAt}`],
    ['decision', `${one.id}${one.supersedes === null ? '' : `, supersedes ${one.supersedes}`}`],
  ];
}

function outcome({ level, source, alerted }: RecordedDecision): string {
  if (level === 0) return 'no alert';
  return `level ${level} by the ${source ?? 'rule'}, ${alerted ? 'alerted' : 'not alerted: not the newest result, or no rise'}`;
}

function compared({ baselineUmolPerL, reference, ratio }: RecordedDecision): string {
  if (baselineUmolPerL === null || ratio === null) return '';
  return `, baseline ${baselineUmolPerL} (${reference ?? ''}), ratio ${ratio.toFixed(3)}`;
}

function modelFacts(one: RecordedDecision): string {
  if (one.probability === null || one.modelVersion === null) return `${silence(one)}: the rule alone`;
  const thresholds = `holds a stage 1 back below ${one.holdBackThreshold}, alerts from ${one.alertThreshold}`;
  const outside = one.inDomain ? '' : ', outside what it was trained on: the rule decided alone';
  return `${one.modelVersion} (${short(one.modelSha256)}): probability ${one.probability.toFixed(6)}; ${thresholds}${outside}`;
}

function silence({ modelSilence }: RecordedDecision): string {
  switch (modelSilence) {
    case 'off':
      return 'switched off';
    case 'failed':
      return 'failed';
    case null:
      return 'none spoke';
    default:
      return modelSilence satisfies never;
  }
}

function groundRow({
  observedAt,
  umolPerL,
  comparator,
  revision,
}: RecordedDecision['grounds'][number]): string[] {
  return [
    new Date(observedAt).toISOString(),
    `${comparator}${umolPerL} µmol/L`,
    revision === 1 ? '' : `revision ${revision}`,
  ];
}

/** As given to the model; recorded also where none was asked. */
function featuresOf({ features }: RecordedDecision): string[] {
  if (features === null) return [];
  // Another version of Renwatch may have had others: then their names are not known here.
  const nameOf = (place: number) =>
    (features.length === FEATURES.length ? FEATURES[place]?.name : undefined) ?? `feature ${place + 1}`;
  const rows = features.map((value, place) => [
    nameOf(place),
    String(Number(value.toPrecision(FEATURE_DIGITS))),
  ]);
  return ['', 'Features', ...formatTable(rows).map(indented)];
}

function revisionRow(one: RecordedDecision): string[] {
  return [
    String(one.revision),
    one.decidedAt,
    `result revision ${one.resultRevision}`,
    outcome(one),
    one.reason,
  ];
}

function chartOf({ resultId, observedAt, umolPerL, grounds, baselineUmolPerL }: RecordedDecision): string[] {
  if (umolPerL === null) return [];
  const points = [...grounds, { id: resultId, observedAt, umolPerL }].map((one) => ({
    atMs: Date.parse(one.observedAt),
    umolPerL: Number(one.umolPerL),
    isExplained: one.id === resultId,
  }));
  return ['', ...creatinineChart(points, baselineUmolPerL)];
}

function assumed({ assumptions }: RecordedDecision): string {
  return assumptions.length === 0 ? '' : `; ${assumptions.join(', ')}`;
}

const short = (sha256: string | null): string =>
  sha256 === null || sha256 === '' ? 'no hash' : sha256.slice(0, 12);
const indented = (line: string): string => `  ${line}`.trimEnd();
