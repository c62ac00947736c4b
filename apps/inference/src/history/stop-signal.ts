const stopped = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopped.abort());

/**
 * Aborted by SIGTERM or SIGINT. This file imports nothing, so that whoever imports it first is told of a stop that comes
 * while all else loads; a container's first process would not be ended by it. Not `@renwatch/runtime/early-stop`, which ends
 * a service with exit code 0: a Job would be taken for done, with nothing imported.
 */
export const stopSignal: AbortSignal = stopped.signal;
