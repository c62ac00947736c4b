import { type Material } from '../inputs/damage';
import { type Random } from '../inputs/random';

/** Something that reads input from outside. */
export interface Target extends Material {
  readonly name: string;
  /** The promise that is checked, for `--help`. */
  readonly promise: string;
  /** Reads an input. @throws Error if the reader breaks its promise */
  readonly check: (input: Buffer, random: Random) => void | Promise<void>;
}

export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** @throws BrokenPromise unless both buffers hold the same bytes */
export function expectSameBytes(actual: Uint8Array, expected: Uint8Array, fault: string): void {
  if (!Buffer.from(actual).equals(Buffer.from(expected))) throw new BrokenPromise(fault);
}

/** @throws BrokenPromise unless both values have the same JSON */
export function expectSameValue(actual: unknown, expected: unknown, fault: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new BrokenPromise(fault);
}
