import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { ALARMS } from '../alarms/alarms';
import { findMonitoringProgram } from '../prometheus/find-monitoring-program';
import { type AlarmCase, DEFAULT_INTERVAL, promtoolTest } from './alarm-case.spec-support';
import { DECISION_CASES } from './decision-cases.spec-support';
import { FEED_CASES } from './feed-cases.spec-support';
import { PAGE_CASES } from './page-cases.spec-support';
import { runPromtool } from './promtool.spec-support';
import { renderRules } from './rules-file';
import { SERVICE_CASES } from './service-cases.spec-support';

const CASES: readonly AlarmCase[] = [...PAGE_CASES, ...FEED_CASES, ...DECISION_CASES, ...SERVICE_CASES];
/** Absent on many machines; Debian has it in the package `prometheus`. */
const promtool = findMonitoringProgram('promtool');
const withPromtool = promtool === undefined ? it.skip : it;

describe('alarm rules', () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'renwatch-rules-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(ALARMS.map(({ name }) => name))('%s has a case that fires', (name) => {
    expect(CASES.some(({ alarm, firing }) => alarm === name && firing.length > 0)).toBe(true);
  });

  it.each(ALARMS.map(({ name }) => name).filter((name) => name !== 'Watchdog'))(
    '%s has a case that stays silent',
    (name) => {
      expect(CASES.some(({ alarm, firing }) => alarm === name && firing.length === 0)).toBe(true);
    },
  );

  withPromtool('pass the check of promtool', () => {
    const { passed, output } = runPromtool(promtool ?? '', [
      'check',
      'rules',
      write('all.yaml', renderRules()),
    ]);
    expect({ passed, output }).toEqual({ passed: true, output: expect.stringContaining('SUCCESS') });
  });

  withPromtool('fire and stay silent as their cases say', () => {
    // One file for each alarm and interval: promtool evaluates every rule of a file at every interval of every case.
    const files = ALARMS.flatMap((alarm) => {
      const ruleFile = write(
        `${alarm.name}.rule.yaml`,
        renderRules(undefined, [{ name: 'spec', alarms: [alarm] }]),
      );
      const cases = CASES.filter((given) => given.alarm === alarm.name);
      const intervals = [...new Set(cases.map(({ interval }) => interval ?? DEFAULT_INTERVAL))];
      return intervals.map((interval) => {
        const tests = cases
          .filter((given) => (given.interval ?? DEFAULT_INTERVAL) === interval)
          .map(promtoolTest);
        const text = stringify({ rule_files: [ruleFile], evaluation_interval: interval, tests });
        return write(`${alarm.name}.${interval}.yaml`, text);
      });
    });
    const { passed, output } = runPromtool(promtool ?? '', ['test', 'rules', ...files]);
    expect({ passed, output }).toEqual({ passed: true, output: expect.stringContaining('SUCCESS') });
  });
});
