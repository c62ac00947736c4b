// npx nx run k8s:e2e: disturbs Renwatch on the cluster of KUBECONFIG (docs/reliability.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { compareOutcomes, replaceTable } from '@renwatch/e2e';
import { loadConfiguration } from '@renwatch/runtime';
import { LabNodes } from './e2e/cluster/lab-nodes';
import { streamFacts } from './e2e/cluster/stream-facts';
import { Trial } from './e2e/cluster/trial';
import { ALL_DISTURBANCES } from './e2e/disturbances/all-disturbances';
import { type Disturbance } from './e2e/disturbances/disturbance';
import { rowFaults, rowsTable } from './e2e/report/row';
import { readE2eOptions } from './e2e/e2e-options';
import { tryDisturbances } from './e2e/try-disturbances';
import { undisturbed } from './e2e/undisturbed';
import { buildImage, loadImage, APPS } from './images/build-images';
import { imageSettings } from './images/config';

const COMMAND = 'npx nx run k8s:e2e';
const SEED = 'renwatch';
/** An hour per second: about eight messages per second, and a page every few seconds. */
const SPEED = '3600';
/** Days of the stream for one disturbance at that speed. */
const DAYS_EACH = 2;

const startedMs = Date.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void =>
  print(`[${String(Math.round((Date.now() - startedMs) / 1_000)).padStart(5)} s] ${line}`);

async function main(): Promise<number> {
  const {
    only,
    list,
    lab,
    loaded,
    load = '',
    days: givenDays,
    keep,
    writeTable,
  } = readE2eOptions(process.argv.slice(2));
  const images = loadConfiguration(imageSettings, { env: process.env });
  const wanted = ALL_DISTURBANCES.filter(({ name }) => only.test(name));
  if (list || wanted.length === 0) {
    for (const { name } of ALL_DISTURBANCES) print(name);
    return list ? 0 : 1;
  }
  if (!loaded) {
    for (const app of APPS) {
      await buildImage(app, { ...images, say });
      await loadImage(app, { ...images, load, say });
    }
  }
  const nodes = lab === undefined ? undefined : await LabNodes.find(lab);
  const days = givenDays ?? daysOf(wanted);
  const facts = streamFacts({ seed: SEED, days });
  say(
    `${wanted.length} disturbances, ${days} days: ${facts.messageCount} messages, ${facts.resultCount} results`,
  );

  const common = { seed: SEED, days, ...(nodes && { spareNode: nodes.spare }) };
  const expected = await undisturbed(
    { ...common, namespace: 'renwatch-undisturbed', speed: 'max' },
    facts,
    say,
  );
  const trial = new Trial({ ...common, namespace: 'renwatch-e2e', speed: SPEED }, say);
  try {
    await trial.start();
    const { kubectl, events } = trial;
    const surroundings = { kubectl, events, say, ...(nodes && { nodes }) };
    const { sentAtMs } = facts;
    const pauseOf = (from: number, to: number) =>
      ((sentAtMs[to] ?? 0) - (sentAtMs[from] ?? 0)) / Number(SPEED);
    const rows = await tryDisturbances(trial, wanted, surroundings, pauseOf);
    await trial.hurry();
    const outcome = await trial.end(facts);
    const refused = events.count('refused');
    const deadLetters = await trial.deadLetters();
    const faults = [
      ...rows().flatMap(rowFaults),
      ...(refused === 0 ? [] : [`${refused} messages were refused`]),
      ...(deadLetters === 0 ? [] : [`${deadLetters} dead letters`]),
      ...compareOutcomes(expected, outcome),
    ];
    const leftOut = rows().filter((row) => row.leftOut !== undefined).length;
    const table = rowsTable(rows());
    for (const line of table) print(line);
    if (writeTable !== undefined) {
      const whole = wanted.length === ALL_DISTURBANCES.length && leftOut === 0;
      const page = readFileSync(writeTable, 'utf8');
      writeFileSync(writeTable, replaceTable(page, { command: COMMAND, table, whole }));
    }
    print(
      `${events.acknowledged} of ${facts.messageCount} messages acknowledged, ${outcome.decisions.length} decisions, ` +
        `${outcome.pages.length} pages, ${events.repeatedPages} of them repeated`,
    );
    for (const fault of faults) print(fault);
    print(
      faults.length === 0
        ? `PASS${leftOut === 0 ? '' : `, ${leftOut} disturbances left out`}`
        : `FAIL: ${faults.length} faults; the namespace ${kubectl.namespace} is left`,
    );
    if (faults.length === 0 && !keep) await trial.wipe();
    return faults.length === 0 ? 0 : 1;
  } finally {
    trial.leave();
  }
}

const daysOf = (disturbances: readonly Disturbance[]): number =>
  disturbances.reduce((sum, { days = DAYS_EACH }) => sum + days, DAYS_EACH);

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
