import { setTimeout as pause } from 'node:timers/promises';
import { type AlarmRecorder, type RecordedAlarm } from './alarm-recorder';
import { type AlarmStack } from './alarm-stack';
import { type Fault, type FaultResult } from './fault';

export interface ObserveFaultOptions {
  fault: Fault;
  stack: AlarmStack;
  recorder: AlarmRecorder;
}

const RAISE_LIMIT_MS = 150_000;
const CLEAR_LIMIT_MS = 240_000;
const LOOK_EVERY_MS = 100;

/** A fault that was injected and mended. */
export interface MendedFault {
  fault: Fault;
  startedAtMs: number;
  mendedAtMs: number;
  /** Alarms since the fault until it was mended. */
  others: readonly RecordedAlarm[];
}

/** Injects a fault, waits until its alarms fire, and mends it. */
export async function injectFault({ fault, stack, recorder }: ObserveFaultOptions): Promise<MendedFault> {
  // An alarm that an earlier fault left would not show this fault.
  await until(() => !fault.expected.some((key) => fires(recorder, key)), CLEAR_LIMIT_MS);
  const startedAtMs = Date.now();
  await fault.inject(stack);
  const isRaised = (key: string) => recorder.since(startedAtMs).some((record) => record.key === key);
  await until(() => fault.expected.every(isRaised), RAISE_LIMIT_MS);
  await fault.mend(stack);
  return { fault, startedAtMs, mendedAtMs: Date.now(), others: recorder.since(startedAtMs) };
}

/** Waits for the end of a mended fault's alarms, and judges what it raised. */
export async function untilCleared(options: MendedFault & { recorder: AlarmRecorder }): Promise<FaultResult> {
  const { fault, startedAtMs, mendedAtMs, recorder } = options;
  await until(() => !fault.expected.some((key) => fires(recorder, key)), CLEAR_LIMIT_MS);
  // If it cleared in the meantime of later faults, their alarms are not its own.
  const others = fault.clearsMeanwhile ? options.others : recorder.since(startedAtMs);
  const raised = fault.expected.flatMap((key) => {
    const records = recorder.since(startedAtMs).filter((record) => record.key === key);
    const [first] = records;
    const last = records.at(-1);
    if (!first || !last) return [];
    const clearedAfterSeconds = Math.max(0, ((last.clearedAtMs ?? Infinity) - mendedAtMs) / 1000);
    return [{ key, afterSeconds: (first.firedAtMs - startedAtMs) / 1000, clearedAfterSeconds }];
  });
  const missing = fault.expected.filter((key) => !raised.some((record) => record.key === key));
  const lasting = raised.filter(({ clearedAfterSeconds }) => clearedAfterSeconds === Infinity);
  return {
    fault,
    raised,
    alsoRaised: [...new Set(criticalOthers(fault, others).map(({ key }) => key))],
    problems: [
      ...missing.map((key) => `${key} was not raised`),
      ...lasting.map(({ key }) => `${key} did not clear`),
      ...unexpected(fault, others).map((key) => `${key} was raised unexpectedly`),
    ],
  };
}

const fires = (recorder: AlarmRecorder, key: string): boolean =>
  recorder.firing.some((record) => record.key === key);

const criticalOthers = (fault: Fault, records: readonly RecordedAlarm[]): RecordedAlarm[] =>
  records.filter(({ alarm, key }) => alarm.severity === 'critical' && !fault.expected.includes(key));

/** Returns critical alarms that are neither expected nor a named consequence. */
export function unexpected(fault: Fault, records: readonly RecordedAlarm[]): string[] {
  const { consequences = {} } = fault;
  const others = criticalOthers(fault, records).filter(({ alarm }) => !(alarm.name in consequences));
  return [...new Set(others.map(({ key }) => key))];
}

/** Returns false if the condition did not come to hold in time. */
export async function until(condition: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() >= deadline) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}
