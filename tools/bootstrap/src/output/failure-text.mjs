import { SetUpError } from '../../../../libs/machine/src/index.cjs';

/** Returns the text a person reads about a failure: one line, and below it any output of another program. */
export function failureText(error) {
  if (!(error instanceof SetUpError)) return `renwatch: unexpected failure\n${error?.stack ?? error}`;
  return error.detail ? `renwatch: ${error.message}\n${error.detail}` : `renwatch: ${error.message}`;
}
