type Environment = Readonly<Record<string, string | undefined>>;

/** Each service needs its own: a shared one would make them collide. */
const OF_ONE_SERVICE = ['HTTP_HOST', 'HTTP_PORT', 'KAFKA_GROUP'];

/**
 * Returns the part of the stack's environment that its services see: everything, so that a service's own setting
 * (MAX_FRAME_BYTES) can be given to the stack, except the stack's settings, which it translates, and what each service
 * must have for itself.
 */
export function serviceEnvironment(given: Environment, stackVariables: readonly string[]): Environment {
  const removed = new Set([...stackVariables.flatMap((name) => [name, `${name}_FILE`]), ...OF_ONE_SERVICE]);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !removed.has(name)));
}
