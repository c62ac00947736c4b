import * as fc from 'fast-check';
import { extract, hl7, MSH } from '../intake.spec-support';

const valueOf = (obx5: string, decimalComma?: boolean) =>
  extract(hl7(MSH, `OBX|1|NM|CREATININE||${obx5}|mg/dL`), decimalComma === undefined ? {} : { decimalComma })
    .observations[0]?.value;

describe('decimalComma of a feed', () => {
  it.each([
    ['1,2', '1.2'],
    ['85,0', '85.0'],
    [' 85,0 ', '85.0'],
    ['<85,0', '<85.0'],
    ['< 85,0', '< 85.0'],
    ['<^0,4', '<^0.4'],
    ['^1,2', '^1.2'],
    ['LESS THAN 0,4', 'LESS THAN 0.4'],
    ['+1,2', '+1.2'],
  ])('reads %j as %j', (obx5, value) => {
    expect(valueOf(obx5, true)).toBe(value);
  });

  it.each([
    ...['1,234.5', '1.234,5', '1,234,567', '1,2,', ',5', '5,', '1, 2', '1 ,2', '1,,2'],
    ...['80,5-90,5', '1,2 mg/dL', '1,2 H', '1,2*', '1.2', '85', 'haemolysed', 'see 1.2,3', ''],
  ])('leaves %j as it was sent', (obx5) => {
    expect(valueOf(obx5, true)).toBe(obx5);
  });

  it('is off by default', () => {
    expect(valueOf('1,2')).toBe('1,2');
    expect(valueOf('1,2', false)).toBe('1,2');
  });

  it('changes nothing but the sign of a number', () => {
    const digits = fc.stringMatching(/^[0-9]{1,6}$/);
    fc.assert(
      fc.property(fc.constantFrom('', '<', '>', '>=', '<^', '^'), digits, digits, (before, whole, part) => {
        expect(valueOf(`${before}${whole},${part}`, true)).toBe(`${before}${whole}.${part}`);
        expect(valueOf(`${before}${whole}.${part}`, true)).toBe(`${before}${whole}.${part}`);
      }),
    );
  });

  it('keeps the message as it was received', () => {
    const bytes = hl7(MSH, 'OBX|1|NM|CREATININE||1,2|mg/dL');
    expect(Buffer.from(extract(bytes, { decimalComma: true }).raw, 'base64')).toEqual(bytes);
  });
});
