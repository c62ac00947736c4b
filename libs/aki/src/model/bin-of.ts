import { type Distribution } from './training-distribution';

/** Returns the bin of a distribution that a value lies in, counted from 0. */
export function binOf({ edges }: Pick<Distribution, 'edges'>, value: number): number {
  const first = edges.findIndex((edge) => edge > value);
  return first < 0 ? edges.length : first;
}
