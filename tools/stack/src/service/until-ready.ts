import { pause } from '@renwatch/timing';

export interface UntilReadyOptions {
  name: string;
  /** Returns the state of `/readyz`, undefined while nothing answers. */
  ask: () => Promise<ReadyAnswer | undefined>;
  say: (line: string) => void;
  /** Returns true once there is no point in waiting. */
  isOver: () => boolean;
  pollMs?: number;
  reportEveryMs?: number;
}

export interface ReadyAnswer {
  ready: boolean;
  /** Parts that are not ready, with the reasons. */
  missing: string;
}

const ASK_LIMIT_MS = 2_000;
const POLL_MS = 100;
const REPORT_EVERY_MS = 10_000;
/** Progress (`… 40%`) is worth reporting sooner. */
const REPORT_PROGRESS_EVERY_MS = 1_000;

/** Waits until a service is ready, and reports now and then what is missing. @returns false if `isOver` came first */
export async function untilReady(options: UntilReadyOptions): Promise<boolean> {
  const { name, ask, say, isOver, pollMs = POLL_MS, reportEveryMs = REPORT_EVERY_MS } = options;
  let reportedAt = Date.now();
  let reported = '';
  while (!isOver()) {
    const answer = await ask();
    if (answer?.ready) return true;
    const missing = answer?.missing ?? 'no answer';
    const progresses = missing.includes('%') && missing !== reported;
    if (
      Date.now() - reportedAt >=
      (progresses ? Math.min(reportEveryMs, REPORT_PROGRESS_EVERY_MS) : reportEveryMs)
    ) {
      reportedAt = Date.now();
      reported = missing;
      say(`${name} is not ready yet: ${missing}`);
    }
    await pause(pollMs);
  }
  return false;
}

/** Asks a service's `/readyz`; returns undefined if nothing answers. */
export async function askReadiness(httpPort: number): Promise<ReadyAnswer | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`, {
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
    const body = (await response.json()) as { parts?: Record<string, { ready: boolean; detail: string }> };
    const missing = Object.entries(body.parts ?? {})
      .filter(([, state]) => !state.ready)
      .map(([part, state]) => `${part} (${state.detail})`);
    return { ready: response.ok, missing: missing.join(', ') || `HTTP ${response.status}` };
  } catch {
    return undefined;
  }
}
