/** Failures that the person at the machine can mend: their message is one line that names the remedy. */
const MENDABLE = new Set(['SetUpError', 'KafkaJarsError']);

/** What a person reads about a failure; below the line, what another program said. */
export function failureText(error) {
  if (!MENDABLE.has(error?.name)) return `renwatch: an unforeseen failure\n${error?.stack ?? error}`;
  return error.detail ? `renwatch: ${error.message}\n${error.detail}` : `renwatch: ${error.message}`;
}
