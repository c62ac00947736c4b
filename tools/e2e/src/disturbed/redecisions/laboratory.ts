import { MllpSender } from '@renwatch/mllp';
import { decisionsIn, type Decided } from '../../outcome/decisions';
import { type ScenarioRun } from '../scenario/scenario-run';

const ACK_TIMEOUT_MS = 60_000;
const LOOPBACK = '127.0.0.1';

/** Sends messages to a running Renwatch, alternating between gateways, and reads what it recorded about its patients. */
export class Laboratory {
  private turn = 0;

  constructor(private readonly run: ScenarioRun) {}

  /** Sends, then waits until everything is decided and every page has arrived. @throws Error if the answer is not `AA` */
  async send(...messages: readonly Buffer[]): Promise<void> {
    for (const message of messages) await this.sendOne(message);
    await this.run.untilDone();
  }

  /** The newest decision about each result of these patients, by time, then its revisions. */
  async decided(...mrns: readonly string[]): Promise<Decided[]> {
    const newest = new Map<string, Decided>();
    for (const decision of await decisionsIn(this.run.db)) {
      // In the order of their revisions.
      if (mrns.includes(decision.mrn)) newest.set(decision.observedLocal, decision);
    }
    return [...newest.values()].sort((a, b) => (a.observedLocal < b.observedLocal ? -1 : 1));
  }

  /** `mrn,time` of each page about these patients, each once, sorted. */
  pages(...mrns: readonly string[]): string[] {
    return this.run.endpoint.pages.filter((page) => mrns.some((mrn) => page.startsWith(`${mrn},`)));
  }

  /** Sends a message to a gateway. @throws Error if the answer has another code */
  async isAnswered(message: Buffer, code: 'AA' | 'AR', port: number): Promise<void> {
    const sender = new MllpSender({ host: LOOPBACK, port, ackTimeoutMs: ACK_TIMEOUT_MS });
    try {
      await sender.connect();
      const answer = (await sender.send(message)).toString('latin1');
      if (!answer.includes(`\rMSA|${code}`)) throw new Error(`a message was answered by ${answer}`);
    } finally {
      sender.close();
    }
  }

  /** Returns the port of the n-th gateway, counted from 0. */
  async portOf(gateway = 0): Promise<number> {
    const { MLLP_LISTEN = '' } = await this.run.feed.gatewaySettings(gateway);
    return Number(MLLP_LISTEN.split(':').at(-1));
  }

  private async sendOne(message: Buffer): Promise<void> {
    const gateway = this.turn % this.run.replicasOf('gateway').length;
    this.turn += 1;
    await this.isAnswered(message, 'AA', await this.portOf(gateway));
  }
}
