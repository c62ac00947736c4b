const LIMIT_MS = 2_000;
const ACCEPTED = /^renwatch_gateway_acknowledgements_total\{[^}]*\bcode="AA"[^}]*\}\s+(\S+)/gm;

/** Counts the gateway's `AA` answers over its restarts, from its metrics. */
export class AcknowledgedCount {
  private before = 0;
  private last = 0;

  constructor(private readonly readMetrics: () => Promise<string>) {}

  async read(): Promise<number> {
    try {
      const now = acceptedIn(await this.readMetrics());
      // A counter that fell was restarted.
      if (now < this.last) this.before += this.last;
      this.last = now;
    } catch {
      // The gateway does not answer now: the last count stands.
    }
    return this.before + this.last;
  }
}

export const metricsOf = (httpPort: number) => async (): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${httpPort}/metrics`, {
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return response.text();
};

const acceptedIn = (metrics: string): number =>
  [...metrics.matchAll(ACCEPTED)].reduce((sum, [, value]) => sum + Number(value), 0);
