import { type Problem } from '@renwatch/contract';

const STATUS: Readonly<Record<Problem['problem'], number>> = {
  'bad-request': 400,
  'wrong-login': 401,
  'no-session': 401,
  forged: 403,
  'not-allowed': 403,
  'not-found': 404,
  busy: 503,
  unavailable: 503,
  failed: 500,
};

const SENTENCES = {
  'wrong-login':
    'User name or password is wrong, or the account is locked. After 5 wrong passwords an account is locked for 15 minutes: check both, or ask your administrator.',
  'no-session': 'Your session is over. Log in again; you come back to this page.',
  forged: 'This request did not come from the console. Reload the page and try again.',
  'not-allowed': 'Your role does not open this screen. Ask your administrator if you need it.',
  busy: 'Too many people use the console at this moment. Try again in a few seconds.',
  unavailable:
    'The console cannot reach its database. It tries again by itself; if this lasts, tell the people who run Renwatch.',
  failed: 'The console made a mistake. Try again; if it happens again, tell the people who run Renwatch.',
} as const satisfies Partial<Record<Problem['problem'], string>>;

/** A request that is not served; the message is for the person and names no patient. */
export class RefusalError extends Error {
  readonly retriable = false;

  constructor(
    readonly problem: Problem['problem'],
    message: string,
  ) {
    super(message);
    this.name = 'RefusalError';
  }

  static of(problem: keyof typeof SENTENCES): RefusalError {
    return new RefusalError(problem, SENTENCES[problem]);
  }

  get status(): number {
    return STATUS[this.problem];
  }
}
