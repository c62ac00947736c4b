import { measureRounds, type Rate } from '../rounds/measure-rounds';
import { BENCH_MESSAGES } from './messages';
import { PARSERS } from './parsers';

/** Measures every parser on every message, in messages per CPU-second. */
export function measureParsers(): { message: string; bytes: number; rates: Rate[] }[] {
  return BENCH_MESSAGES.map(({ name, bytes, reads }) => {
    const contenders = PARSERS.map((parser) => {
      const read = parser.prepare(reads);
      return { name: parser.name, kind: parser.kind, work: () => void read(bytes) };
    });
    return { message: name, bytes: bytes.length, rates: measureRounds(contenders) };
  });
}
