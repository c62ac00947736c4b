import { type Socket } from 'node:net';
import { hasUnconfirmed } from './has-unconfirmed';

export interface DeliveryWatchOptions {
  socket: Socket;
  /** Longest silence while written bytes are not confirmed. */
  timeoutMs: number;
  onLost: () => void;
}

/**
 * Detects a peer that vanished before its system confirmed a reply. TCP keep-alive does not probe while bytes are
 * unconfirmed; the system retransmits for a quarter of an hour, and a dialled feed would stand still for as long.
 */
export class DeliveryWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DeliveryWatchOptions) {}

  wrote(): void {
    this.end();
    this.timer = setTimeout(() => void this.look(), this.options.timeoutMs);
  }

  /** Restarts the wait: received bytes show that the peer is alive. */
  heard(): void {
    this.timer?.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const looked = this.timer;
    const isLost = await hasUnconfirmed(this.options.socket);
    // Skip if bytes were written, or the connection ended, during the look.
    if (looked === this.timer && isLost) this.options.onLost();
  }
}
