import { z } from 'zod';

const partState = z.object({ ready: z.boolean(), detail: z.string() });
export type PartState = z.infer<typeof partState>;

/** The answer of `/livez`. */
export const livenessReport = z.object({ status: z.literal('alive') });

/** The answer of `/readyz`; the parts by name. */
export const readinessReport = z.object({
  status: z.enum(['ready', 'unready', 'stopping']),
  parts: z.record(z.string(), partState),
});

/** A part that a service needs, such as its broker or database. The part's owner reports its state. */
export interface Part {
  ready(detail?: string): void;
  notReady(detail: string): void;
}

/**
 * Decides if a service may receive work: every registered part is ready and the service is not stopping. A part is unready
 * until its first report.
 */
export class Readiness {
  private readonly states = new Map<string, PartState>();
  private stopping = false;

  part(name: string): Part {
    if (this.states.has(name)) throw new Error(`readiness part ${name} is registered twice`);
    this.states.set(name, { ready: false, detail: 'starting' });
    return {
      ready: (detail = 'ok') => this.states.set(name, { ready: true, detail }),
      notReady: (detail) => this.states.set(name, { ready: false, detail }),
    };
  }

  /** Makes the service unready for good. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  get isReady(): boolean {
    return !this.stopping && [...this.states.values()].every((state) => state.ready);
  }

  report(): z.infer<typeof readinessReport> {
    const status = this.stopping ? 'stopping' : this.isReady ? 'ready' : 'unready';
    return { status, parts: Object.fromEntries(this.states) };
  }
}
