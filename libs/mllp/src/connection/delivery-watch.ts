import { type Socket } from 'node:net';
import { hasUnconfirmed } from './has-unconfirmed';

export interface DeliveryWatchOptions {
  socket: Socket;
  /** How long nothing may come or go while something that was written is not confirmed. */
  timeoutMs: number;
  onLost: () => void;
}

/**
 * Notices a peer that is gone without a word while it owes the confirmation of a reply. TCP's keep-alive asks only where
 * nothing is owed; the system itself goes on sending for a quarter of an hour, and a dialled feed would stand still so long.
 */
export class DeliveryWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DeliveryWatchOptions) {}

  wrote(): void {
    this.end();
    this.timer = setTimeout(() => void this.look(), this.options.timeoutMs);
  }

  /** Whatever comes shows that the peer is there; what is owed is asked for a while later. */
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
    // Something was written, or the connection ended, while we looked.
    if (looked === this.timer && isLost) this.options.onLost();
  }
}
