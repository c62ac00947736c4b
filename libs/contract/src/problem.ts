import { z } from 'zod';

/** Kinds of refusal, for the page to act on. */
export const PROBLEMS = [
  'bad-request',
  'wrong-login',
  'no-session',
  'forged',
  'not-allowed',
  'not-found',
  'busy',
  'unavailable',
  'failed',
] as const;

/** The body of every answer that is no success. */
export const problem = z.object({
  problem: z.enum(PROBLEMS),
  /** One sentence or two for the person: what happened, and what to do. It names no patient. */
  message: z.string(),
});
export type Problem = z.infer<typeof problem>;
