import { buildAck } from '@renwatch/hl7';
import { ByteBudget, MllpServer } from '@renwatch/mllp';
import { letterRecord } from '../dead-letters.spec-support';
import { GatewayDoor } from './gateway.door';

describe('GatewayDoor', () => {
  const frame = Buffer.from('MSH|^~\\&|A|B|||20240331||ORU^R01|||2.5\r');
  const record = letterRecord();
  const letter = { ...{ id: record.id, records: [record] as const }, isWhole: true, actions: [] };
  let answer: Uint8Array;
  let server: MllpServer;
  let door: GatewayDoor;
  let to: string;

  beforeEach(async () => {
    server = new MllpServer({
      ...{ host: '127.0.0.1', port: 0, maxConnections: 1, maxFrameBytes: 1024 },
      budget: new ByteBudget({ maxBytes: 1024 * 1024 }),
      handler: { frame: () => Promise.resolve({ payload: answer }) },
    });
    const { port } = await server.listen();
    to = `127.0.0.1:${port}`;
    door = new GatewayDoor({ host: '127.0.0.1', port });
  });

  afterEach(async () => {
    door.close();
    await server.close({ drainMs: 1_000 });
  });

  it.each([
    ['AA', true],
    ['CA', true],
    ['AR', false],
    ['CR', false],
  ] as const)('returns the answer of the gateway: %s', async (code, isTaken) => {
    answer = buildAck(frame, { code, now: new Date(), controlId: '1' });
    expect(await door.send({ ...letter, state: 'open' }, frame)).toEqual({
      isTaken,
      note: `${code} from ${to}`,
    });
  });

  it('names the address if it is not a gateway', async () => {
    answer = Buffer.from('220 mail');
    await expect(door.send({ ...letter, state: 'open' }, frame)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        `^--to=${to} did not answer with an HL7 message .*; give the listener of a gateway`,
      ),
    });
  });
});
