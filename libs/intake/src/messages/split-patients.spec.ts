import * as fc from 'fast-check';
import { hl7, MSH } from '../intake.spec-support';
import { splitPatients } from './split-patients';

const split = (bytes: Uint8Array) =>
  [...(splitPatients(bytes) ?? [])].map((part) => Buffer.from(part).toString());

describe('splitPatients', () => {
  it('makes a message for each patient, in order, each with the header', () => {
    const parts = split(hl7(MSH, 'SFT|x', 'PID|1||a', 'OBR|1', 'OBX|1', 'PID|2||b', 'OBR|1', 'OBX|2'));
    expect(parts).toEqual([
      hl7(MSH, 'SFT|x', 'PID|1||a', 'OBR|1', 'OBX|1').toString(),
      hl7(MSH, 'SFT|x', 'PID|2||b', 'OBR|1', 'OBX|2').toString(),
    ]);
  });

  it('splits a message with LF between its segments', () => {
    const text = [MSH, 'PID|1||a', 'PID|2||b'].join('\n');
    expect(split(Buffer.from(text))).toEqual([`${MSH}\nPID|1||a\n`, `${MSH}\nPID|2||b`]);
  });

  it.each([
    ['one patient', hl7(MSH, 'PID|1||a', 'OBX|1')],
    ['no patient', hl7(MSH, 'OBX|1')],
    ['PID within a text', hl7(MSH, 'PID|1||a', 'OBX|1|ST|x||PID|PID|', 'ZPID|1')],
    ['no MSH', Buffer.from('XX|\rPID|1\rPID|2\r')],
    ['another field separator', Buffer.from('MSH*^~\\&*A\rPID*1**a\rPID|2||b\r')],
  ])('returns a message with %s as it is', (_name, bytes) => {
    const [part, ...others] = splitPatients(bytes) ?? [];
    expect(part).toBe(bytes);
    expect(others).toEqual([]);
  });

  it('refuses a message whose repeated header would fill the memory', () => {
    const header = `ZHD|${'x'.repeat(100_000)}`;
    expect(splitPatients(hl7(MSH, header, ...Array.from({ length: 1_000 }, () => 'PID|1')))).toBeUndefined();
  });

  it('splits after a byte order mark and blanks only', () => {
    const bytes = hl7(MSH, 'PID|1||a', 'PID|2||b');
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const behind = (...leading: Buffer[]) => split(Buffer.concat([...leading, bytes])).length;
    expect(behind(mark, Buffer.from('\r\n '))).toBe(2);
    expect(behind(Buffer.alloc(64, ' '))).toBe(2);
    expect(behind(Buffer.alloc(65, ' '))).toBe(1);
    expect(behind(Buffer.from('x'))).toBe(1);
  });

  it('splits up to eight times the size of the message', () => {
    const patients = Array.from({ length: 9 }, () => 'PID|1');
    const splitWithHeader = (bytes: number) =>
      splitPatients(hl7(MSH.padEnd(bytes - '\r'.length, 'x'), ...patients));
    // Nine headers and nine patients of 6 bytes: at most 8 times one header and the patients.
    const mostBytes = 8 * hl7(...patients).length;
    expect(splitWithHeader(mostBytes)).toBeDefined();
    expect(splitWithHeader(mostBytes + 1)).toBeUndefined();
  });

  it('loses no byte of any patient', () => {
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
