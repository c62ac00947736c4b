import { type Random } from './random';

/** The largest input: growth that is not linear shows well below it. */
export const MAX_INPUT_BYTES = 256 * 1024;

/** The parts of an input. */
export interface Material {
  /** Good inputs. */
  readonly seeds: readonly Buffer[];
  /** Pieces with a meaning, such as delimiters and numbers at a bound. */
  readonly tokens: readonly Buffer[];
}

type Damage = (input: Buffer, random: Random, material: Material) => Buffer;

const place = (input: Buffer, random: Random): number => random.below(input.length + 1);

function range(input: Buffer, random: Random, longest = input.length): [number, number] {
  const from = place(input, random);
  return [from, Math.min(input.length, from + random.below(longest + 1))];
}

const splice = (input: Buffer, from: number, to: number, insert: Buffer): Buffer =>
  Buffer.concat([input.subarray(0, from), insert, input.subarray(to)]);

const flipBit: Damage = (input, random) => {
  if (input.length === 0) return input;
  const damaged = Buffer.from(input);
  const at = random.below(damaged.length);
  damaged[at] = (damaged[at] as number) ^ (1 << random.below(8));
  return damaged;
};

const putToken: Damage = (input, random, { tokens }) => {
  const at = place(input, random);
  const replaced = random.oneIn(2) ? 0 : random.below(4);
  return splice(input, at, Math.min(input.length, at + replaced), random.pick(tokens));
};

const putByte: Damage = (input, random) => {
  const at = place(input, random);
  return splice(input, at, at, Buffer.from([random.below(256)]));
};

const leaveOut: Damage = (input, random) => {
  const [from, to] = range(input, random, 64);
  return splice(input, from, to, Buffer.alloc(0));
};

const cutShort: Damage = (input, random) => input.subarray(0, place(input, random));

const moveRange: Damage = (input, random) => {
  const [from, to] = range(input, random, 64);
  const moved = input.subarray(from, to);
  const rest = splice(input, from, to, Buffer.alloc(0));
  const at = place(rest, random);
  return splice(rest, at, at, moved);
};

const joinSeeds: Damage = (input, random, { seeds }) => {
  const other = random.pick(seeds);
  return Buffer.concat([input.subarray(0, place(input, random)), other.subarray(place(other, random))]);
};

/** A piece many times over: where work grows faster than its input, this makes it slow. */
const repeat: Damage = (input, random) => {
  const [from, to] = range(input, random, 200);
  if (to === from) return input;
  const piece = input.subarray(from, to);
  const most = Math.floor((MAX_INPUT_BYTES - input.length) / piece.length);
  if (most < 1) return input;
  const times = random.oneIn(500) ? most : 1 + random.below(Math.min(most, 30));
  return splice(input, to, to, Buffer.concat(Array.from({ length: times }, () => piece)));
};

const DAMAGES: readonly Damage[] = [
  flipBit,
  putToken,
  putToken,
  putByte,
  leaveOut,
  cutShort,
  moveRange,
  joinSeeds,
  repeat,
];

/** Makes an input: a good one, damaged one to eight times. */
export function damagedInput(random: Random, material: Material): Buffer {
  let input = random.pick(material.seeds);
  for (let left = 1 + random.below(8); left > 0; left -= 1)
    input = random.pick(DAMAGES)(input, random, material);
  return input.subarray(0, MAX_INPUT_BYTES);
}
