import { parseMessage } from '@renwatch/hl7';
import { MllpSender } from '@renwatch/mllp';
import { type HostPort } from '@renwatch/runtime';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';

/** The gateway itself gives up a write after `KAFKA_SEND_TIMEOUT_MS`, 8 s. */
const ACK_TIMEOUT_MS = 15_000;

/** Sends a message to a listening gateway as its first sender did, one at a time; the answer is the gateway's. */
export class GatewayDoor implements Door {
  private readonly sender: MllpSender;

  constructor(private readonly to: HostPort) {
    this.sender = new MllpSender({ ...to, ackTimeoutMs: ACK_TIMEOUT_MS });
  }

  async send(_letter: Letter, bytes: Buffer): Promise<DoorAnswer> {
    await this.sender.connect();
    const code = parseMessage(await this.sender.send(bytes)).get('MSA-1');
    return { isTaken: code === 'AA', note: `${code} from ${this.to.host}:${this.to.port}` };
  }

  close(): void {
    this.sender.close();
  }
}
