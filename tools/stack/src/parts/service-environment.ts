type Environment = Readonly<Record<string, string | undefined>>;

/** Each service has its own: one for all would make them collide. */
const OF_ONE_SERVICE = ['HTTP_HOST', 'HTTP_PORT', 'KAFKA_GROUP'];

/**
 * What of the stack's environment its services see: everything, so that a service's own setting (MAX_FRAME_BYTES) can be
 * given to the stack; but for the stack's settings, which it turns into theirs, and what each must have for itself.
 */
export function serviceEnvironment(given: Environment, stackVariables: readonly string[]): Environment {
  const kept = new Set([...stackVariables.flatMap((name) => [name, `${name}_FILE`]), ...OF_ONE_SERVICE]);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !kept.has(name)));
}
