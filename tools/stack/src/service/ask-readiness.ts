import { type ReadyAnswer } from './until-ready';

const LIMIT_MS = 2_000;

/** Asks a service's `/readyz`; undefined where nothing answers. */
export async function askReadiness(httpPort: number): Promise<ReadyAnswer | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`, {
      signal: AbortSignal.timeout(LIMIT_MS),
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
