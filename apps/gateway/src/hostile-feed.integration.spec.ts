import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  DEAD_LETTERS,
  decodeDeadLetter,
  decodeHl7Message,
  HL7_MESSAGES,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { parseMessage } from '@renwatch/hl7';
import { encodeFrame, FrameDecoder } from '@renwatch/mllp';
import { waitFor } from '@renwatch/testing';
import { creatinine, hl7, MSH } from './gateway.spec-support';
import { MESSAGE_FORMS, REFUSED_FORMS } from './message-forms.spec-support';
import { runningGateway, type RunningGateway } from './running-gateway.spec-support';

const WAIT_MS = 30_000;
const [VT, FS, CR] = ['\x0b', '\x1c', '\r'].map((byte) => Buffer.from(byte)) as [Buffer, Buffer, Buffer];
const frame = (payload: Buffer): Buffer => Buffer.from(encodeFrame(payload));

/** A sender that records the code and control id of each answer, in order. */
class Peer {
  readonly answers: string[] = [];
  /** The last answer as received. */
  lastAnswer = '';

  private constructor(readonly socket: Socket) {
    const decoder = new FrameDecoder({ maxFrameBytes: 64 * 1024 });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const event of decoder.push(chunk)) {
        if (event.kind !== 'frame') throw new Error('the gateway sent bytes outside a frame');
        this.lastAnswer = event.payload.toString('latin1');
        const answer = parseMessage(event.payload);
        this.answers.push([answer.get('MSA-1'), answer.get('MSA-2')].filter(Boolean).join(' '));
      }
    });
  }

  static async dial(port: number): Promise<Peer> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new Peer(socket);
  }

  send(...bytes: Buffer[]): this {
    this.socket.write(Buffer.concat(bytes));
    return this;
  }

  /** Ends its side, then waits for all answers and for the gateway to close. */
  async end(): Promise<string[]> {
    this.socket.end();
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.answers;
  }
}

describe('a hostile sender', () => {
  let gateway: RunningGateway;
  const dial = () => Peer.dial(gateway.port);
  const messagesOf = async (mrn: string): Promise<Hl7MessageRecord[]> =>
    (await gateway.values(HL7_MESSAGES))
      .map(decodeHl7Message)
      .filter((record) => record.patient?.mrn.startsWith(`${mrn}-`));
  const mrnsOf = async (mrn: string): Promise<(string | undefined)[]> =>
    (await messagesOf(mrn)).map(({ patient }) => patient?.mrn);
  const lettersOf = async (text: string): Promise<string[]> =>
    (await gateway.values(DEAD_LETTERS))
      .map(decodeDeadLetter)
      .map(({ payload }) => Buffer.from(payload, 'base64').toString('latin1'))
      .filter((payload) => payload.includes(text));

  beforeAll(async () => {
    gateway = await runningGateway();
  }, 120_000);

  afterAll(() => gateway?.close(), 60_000);

  const [first, second, third] = ['1', '2', '3'] as const;

  it.each<[string, string, (of: string) => Buffer[], string[], string[]]>([
    [
      'gets three answers to three messages',
      'three',
      (of) => [
        frame(creatinine(`${of}-1`, '80')),
        frame(creatinine(`${of}-2`, '81')),
        frame(creatinine(`${of}-3`, '82')),
      ],
      ['AA', 'AA', 'AA'],
      [first, second, third],
    ],
    [
      'may leave out CR between two frames',
      'nocr',
      (of) => [VT, creatinine(`${of}-1`, '80'), FS, VT, creatinine(`${of}-2`, '81'), FS, CR],
      ['AA', 'AA'],
      [first, second],
    ],
    [
      'has a bad frame rejected and its neighbours accepted',
      'bad',
      (of) => [
        frame(creatinine(`${of}-1`, '80')),
        frame(Buffer.from('bad hello')),
        frame(creatinine(`${of}-2`, '81')),
      ],
      ['AA', 'AR', 'AA'],
      [first, second],
    ],
    [
      'may send noise around frames',
      'noise',
      (of) => [
        Buffer.from('\r\nnoise'),
        frame(creatinine(`${of}-1`, '80')),
        Buffer.from('\0\n'),
        frame(creatinine(`${of}-2`, '81')),
      ],
      ['AA', 'AA'],
      [first, second],
    ],
    [
      'may abandon a frame for a new one',
      'restart',
      (of) => [VT, creatinine(`${of}-9`, '80').subarray(0, 40), frame(creatinine(`${of}-1`, '81'))],
      ['AA'],
      [first],
    ],
    [
      'gets no answer to half a message',
      'half',
      (of) => [frame(creatinine(`${of}-1`, '80')), VT, creatinine(`${of}-2`, '81').subarray(0, 80)],
      ['AA'],
      [first],
    ],
    [
      'gets two answers to a message sent twice, one id',
      'twice',
      (of) => [frame(creatinine(`${of}-1`, '80')), frame(creatinine(`${of}-1`, '80'))],
      ['AA', 'AA'],
      [first, first],
    ],
  ])('%s', async (_case, name, bytes, answers, taken) => {
    const peer = await dial();
    expect(await peer.send(...bytes(name)).end()).toEqual(answers);
    expect(await mrnsOf(name)).toEqual(taken.map((n) => `${name}-${n}`));
    const ids = (await messagesOf(name)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(new Set(taken).size);
  });

  it('has text that is not HL7 rejected and kept', async () => {
    const peer = await dial();
    expect(await peer.send(frame(Buffer.from('hello there'))).end()).toEqual(['AR']);
    expect(await lettersOf('hello there')).toEqual(['hello there']);
  });

  it('may send single bytes', async () => {
    const peer = await dial();
    peer.socket.setNoDelay(true);
    for (const byte of frame(creatinine('bytes-1', '80'))) {
      await new Promise((resolve) => peer.socket.write(Buffer.from([byte]), resolve));
    }
    expect(await peer.end()).toEqual(['AA']);
    expect(await mrnsOf('bytes')).toEqual(['bytes-1']);
  });

  it('gets its control id back unchanged, without a new field or segment', async () => {
    const header = MSH.replace('ORU^R01||', 'ORU^R01|a^b~c\\T\\d&e|');
    const peer = await dial();
    await peer.send(frame(hl7(header, 'PID|1||separators-1'))).end();
    expect(peer.lastAnswer.split('\r')).toEqual([
      expect.stringMatching(/^MSH\|/),
      'MSA|AA|a^b~c\\T\\d&e',
      '',
    ]);
    expect((await messagesOf('separators')).map(({ type }) => type)).toEqual(['ORU^R01']);
  });

  it('has bytes that are not UTF-8 kept unchanged', async () => {
    const message = Buffer.from(`${MSH}\rPID|1||latin-1||M\xfcller\xff\r`, 'latin1');
    const peer = await dial();
    expect(await peer.send(frame(message)).end()).toEqual(['AA']);
    const [record] = await messagesOf('latin');
    expect(Buffer.from(record?.raw ?? '', 'base64').equals(message)).toBe(true);
  });

  it('gets answers in the order of its messages without waiting', async () => {
    const peer = await dial();
    const header = (n: number) => MSH.replace('ORU^R01||', `ORU^R01|c${n}|`);
    for (let n = 0; n < 200; n += 1) peer.send(frame(hl7(header(n), `PID|1||pipe-${n}`)));
    await waitFor(() => peer.answers.length === 200, { timeoutMs: WAIT_MS, what: '200 answers' });
    expect(await peer.end()).toEqual(Array.from({ length: 200 }, (_one, n) => `AA c${n}`));
    expect(await mrnsOf('pipe')).toEqual(Array.from({ length: 200 }, (_one, n) => `pipe-${n}`));
  });

  describe('a message in every form', () => {
    let answers: string[];
    let records: Hl7MessageRecord[];
    let letters: { reason: string; payload: Buffer }[];

    beforeAll(async () => {
      const peer = await dial();
      const frames = [...MESSAGE_FORMS, ...REFUSED_FORMS].map((form) => frame(form.frame));
      answers = await peer.send(...frames).end();
      records = (await gateway.values(HL7_MESSAGES)).map(decodeHl7Message);
      letters = (await gateway.values(DEAD_LETTERS))
        .map(decodeDeadLetter)
        .map(({ reason, payload }) => ({ reason, payload: Buffer.from(payload, 'base64') }));
    }, 60_000);

    it.each(MESSAGE_FORMS.map((form, at) => ({ ...form, at })))(
      'is answered AA and written byte for byte: $name',
      (form) => {
        expect(answers[form.at]).toMatch(/^AA/);
        for (const { raw, parts } of form.records) {
          const found = records.filter((record) => record.raw === raw.toString('base64'));
          expect(found).toEqual([expect.objectContaining({ feed: 'ward' })]);
          expect(found[0]).toMatchObject(parts);
        }
      },
    );

    it.each(REFUSED_FORMS.map((form, at) => ({ ...form, at: MESSAGE_FORMS.length + at })))(
      'is answered AR and kept whole as a dead letter: $name',
      (form) => {
        expect(answers[form.at]).toMatch(/^AR/);
        const found = letters.filter(({ payload }) => payload.equals(form.frame));
        expect(found.map(({ reason }) => reason)).toEqual(['not-hl7']);
      },
    );
  });
});
