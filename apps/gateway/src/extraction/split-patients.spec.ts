import * as fc from 'fast-check';
import { hl7, MSH } from '../gateway.spec-support';
import { splitPatients } from './split-patients';

const split = (bytes: Uint8Array) =>
  [...(splitPatients(bytes) ?? [])].map((one) => Buffer.from(one).toString());

describe('a message about several patients', () => {
  it('becomes one message for each, in order, with the header of all', () => {
    const parts = split(hl7(MSH, 'SFT|x', 'PID|1||a', 'OBR|1', 'OBX|1', 'PID|2||b', 'OBR|1', 'OBX|2'));
    expect(parts).toEqual([
      hl7(MSH, 'SFT|x', 'PID|1||a', 'OBR|1', 'OBX|1').toString(),
      hl7(MSH, 'SFT|x', 'PID|2||b', 'OBR|1', 'OBX|2').toString(),
    ]);
  });

  it('is split with LF between its segments too', () => {
    const text = [MSH, 'PID|1||a', 'PID|2||b'].join('\n');
    expect(split(Buffer.from(text))).toEqual([`${MSH}\nPID|1||a\n`, `${MSH}\nPID|2||b`]);
  });

  it.each([
    ['one patient', hl7(MSH, 'PID|1||a', 'OBX|1')],
    ['no patient', hl7(MSH, 'OBX|1')],
    ['PID within a text', hl7(MSH, 'PID|1||a', 'OBX|1|ST|x||PID|PID|', 'ZPID|1')],
    ['another field separator', Buffer.from('MSH*^~\\&*A\rPID*1**a\rPID|2||b\r')],
  ])('is given back as it is where it has %s', (_name, bytes) => {
    expect(splitPatients(bytes)).toEqual([bytes]);
  });

  it('is refused where its header times its patients would fill the memory', () => {
    const header = `ZHD|${'x'.repeat(100_000)}`;
    expect(splitPatients(hl7(MSH, header, ...Array.from({ length: 1_000 }, () => 'PID|1')))).toBeUndefined();
  });

  it('loses nothing and grows within bounds', () => {
    const patients = fc.array(fc.stringMatching(/^PID\|[a-z]{0,20}$/), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(patients, (segments) => {
        const parts = split(hl7(MSH, ...segments));
        const header = `${MSH}\r`;
        expect(parts.map((part) => part.slice(header.length)).join('')).toBe(hl7(...segments).toString());
      }),
    );
  });
});
