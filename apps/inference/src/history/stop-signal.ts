const stopped = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopped.abort());

/**
 * Aborts at SIGTERM or SIGINT. Imported first, and importing nothing, it sees a stop that comes while everything else
 * loads; without it, those signals would not end a container's first process. Not `@renwatch/runtime/early-stop`, which
 * exits with 0: a Job would count as done with nothing imported.
 */
export const stopSignal: AbortSignal = stopped.signal;
