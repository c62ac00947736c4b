export interface PartState {
  ready: boolean;
  detail: string;
}

/** One part a service needs: its group, its broker, its database. Whoever owns the part says how it is. */
export interface Part {
  ready(detail?: string): void;
  notReady(detail: string): void;
}

/**
 * Whether a service may be sent work: every part is ready and it is not stopping. A part that was registered and has
 * not spoken yet is not ready.
 */
export class Readiness {
  private readonly states = new Map<string, PartState>();
  private stopping = false;

  part(name: string): Part {
    if (this.states.has(name)) throw new Error(`readiness: the part ${name} is registered twice`);
    this.states.set(name, { ready: false, detail: 'starting' });
    return {
      ready: (detail = 'ok') => this.states.set(name, { ready: true, detail }),
      notReady: (detail) => this.states.set(name, { ready: false, detail }),
    };
  }

  /** From now on unready, for good. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  get isReady(): boolean {
    return !this.stopping && [...this.states.values()].every((state) => state.ready);
  }

  report(): { status: 'ready' | 'unready' | 'stopping'; parts: Record<string, PartState> } {
    const status = this.stopping ? 'stopping' : this.isReady ? 'ready' : 'unready';
    return { status, parts: Object.fromEntries(this.states) };
  }
}
