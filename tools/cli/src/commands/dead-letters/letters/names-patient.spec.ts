import { namesPatient } from './names-patient';

const names = (text: string, ...mrns: string[]) => namesPatient(Buffer.from(text), mrns);

describe('namesPatient', () => {
  it.each<[string, string, boolean]>([
    ['a number in PID-3', 'MSH|^~\\&|A\rPID|1||4711^^^H^MR\rOBX|1', true],
    ['a second number of MRG-1', 'MSH|^~\\&\rPID|1||5\rMRG|9~4711', true],
    ['a longer number', 'MSH|^~\\&\rPID|1||47110^^^H\r', false],
    ['a number with a letter', 'MSH|^~\\&\rPID|1||A4711\r', false],
    ['an order with the digits', 'MSH|^~\\&\rPID|1||5\rOBR|1|4711\r', false],
    ['a frame that begins with noise', '\u000bPID|1||4711\r', true],
    ['the body of a page', '4711,20240120224300', true],
    ['an alert', '{"patient":{"key":"H|4711","mrn":"4711"}}', true],
    ['nothing', '', false],
  ])('reads %s', (_name, text, expected) => {
    expect(names(text, '4711')).toBe(expected);
  });

  it('takes a number literally, whatever characters it has', () => {
    expect(names('PID|1||A.1(2)', 'A.1(2)')).toBe(true);
    expect(names('PID|1||AX1(2)', 'A.1(2)')).toBe(false);
    expect(names('PID|1||患1', '患1')).toBe(true);
  });

  it('finds any of several numbers', () => {
    expect(names('PID|1||22', '11', '22')).toBe(true);
  });
});
