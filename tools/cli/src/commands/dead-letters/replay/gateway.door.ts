import { Hl7ParseError, parseMessage } from '@renwatch/hl7';
import { MllpSender } from '@renwatch/mllp';
import { type HostPort } from '@renwatch/runtime';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
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
    const code = this.codeOf(await this.sender.send(bytes));
    return { isTaken: code === 'AA', note: `${code} from ${this.to.host}:${this.to.port}` };
  }

  close(): void {
    this.sender.close();
  }

  private codeOf(answer: Uint8Array): string {
    try {
      return parseMessage(answer).get('MSA-1');
    } catch (cause) {
      if (!(cause instanceof Hl7ParseError)) throw cause;
      const { host, port } = this.to;
      const what = `--to=${host}:${port} answered with no HL7 message (${cause.detail})`;
      throw new CommandError(`${what}: give the listener of a gateway`, EXIT.notDone, { cause });
    }
  }
}
