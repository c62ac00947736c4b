import { Hl7ParseError, parseMessage } from '@renwatch/hl7';
import { MllpSender } from '@renwatch/mllp';
import { type HostPort } from '@renwatch/runtime';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';

/** Longer than the KAFKA_SEND_TIMEOUT_MS of the gateway, by default 8 s. */
const ACK_TIMEOUT_MS = 15_000;
/** MSA-1 of a message that was taken: in original mode, and in enhanced mode as MSH-15 of the letter asks. */
const TAKEN = ['AA', 'CA'];

/** Sends messages to a listener of the gateway as their sender did, one at a time. */
export class GatewayDoor implements Door {
  private readonly sender: MllpSender;

  constructor(private readonly to: HostPort) {
    this.sender = new MllpSender({ ...to, ackTimeoutMs: ACK_TIMEOUT_MS });
  }

  async send(_letter: Letter, bytes: Buffer): Promise<DoorAnswer> {
    await this.sender.connect();
    const code = this.codeOf(await this.sender.send(bytes));
    return { isTaken: TAKEN.includes(code), note: `${code} from ${this.to.host}:${this.to.port}` };
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
      const fault = `--to=${host}:${port} did not answer with an HL7 message (${cause.detail})`;
      throw new CommandError(`${fault}; give the listener of a gateway`, EXIT.notDone, { cause });
    }
  }
}
