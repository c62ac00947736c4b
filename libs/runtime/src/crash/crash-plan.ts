import { integer, type Parsed, read } from '../config/schemas';
import { CRASH_POINTS, type CrashPoint } from './crash-points';

/** A crash or freeze that a test plans: once, when a point is passed for the n-th time. */
export interface CrashPlan {
  point: CrashPoint;
  /** Counted from 1. */
  passing: number;
  signal: 'SIGKILL' | 'SIGSTOP';
}

const MAX_PASSING = 1_000_000;
const FORM = `give point:passing or point:passing:freeze; points are ${CRASH_POINTS.join(', ')}`;

/** Parses `inference.committed:3` (die at the third passing) or `inference.committed:3:freeze`; empty text plans nothing. */
export function parseCrashPlan(text: string): Parsed<CrashPlan | undefined> {
  if (text === '') return { ok: true, value: undefined };
  const [name, count = '', action, ...rest] = text.split(':');
  const point = CRASH_POINTS.find((known) => known === name);
  const passing = read(integer(1, MAX_PASSING), count);
  const isKnown = (action === undefined || action === 'freeze') && rest.length === 0;
  if (!point || !passing.ok || !isKnown) return { ok: false, remedy: FORM };
  return {
    ok: true,
    value: { point, passing: passing.value, signal: action === 'freeze' ? 'SIGSTOP' : 'SIGKILL' },
  };
}
