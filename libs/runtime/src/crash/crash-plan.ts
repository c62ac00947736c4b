import { integer, type Parsed, read } from '../config/schemas';
import { CRASH_POINTS, type CrashPoint } from './crash-points';

/** What a test has a service do: at the n-th passing of a point, once. */
export interface CrashPlan {
  point: CrashPoint;
  /** From 1. */
  passing: number;
  signal: 'SIGKILL' | 'SIGSTOP';
}

const MAX_PASSING = 1_000_000;
const FORM = `give point:passing or point:passing:freeze; points are ${CRASH_POINTS.join(', ')}`;

/** `inference.committed:3` dies at the third passing, `inference.committed:3:freeze` stops there; empty: neither. */
export function parseCrashPlan(text: string): Parsed<CrashPlan | undefined> {
  if (text === '') return { ok: true, value: undefined };
  const [name, count = '', action, ...rest] = text.split(':');
  const point = CRASH_POINTS.find((one) => one === name);
  const passing = read(integer(1, MAX_PASSING), count);
  const isKnown = (action === undefined || action === 'freeze') && rest.length === 0;
  if (!point || !passing.ok || !isKnown) return { ok: false, remedy: FORM };
  return {
    ok: true,
    value: { point, passing: passing.value, signal: action === 'freeze' ? 'SIGSTOP' : 'SIGKILL' },
  };
}
