import { parseMessage } from '../message/parse-message';
import { requestedAck } from './requested-ack';

const asking = (accept: string, application: string) =>
  Buffer.from(`MSH|^~\\&|LAB|||||||ID|P|2.5|||${accept}|${application}\rPID|1\r`);

describe('requestedAck', () => {
  it.each([
    ['', '', 'AA', 'AE', 'AR'],
    ['AL', 'NE', 'CA', 'CE', 'CR'],
    ['AL', '', 'CA', 'CE', 'CR'],
    ['AL', 'AL', 'CA', 'CE', 'CR'],
    ['NE', 'NE', undefined, undefined, undefined],
    ['NE', '', undefined, undefined, undefined],
    ['NE', 'AL', 'AA', 'AE', 'AR'],
    ['', 'AL', 'AA', 'AE', 'AR'],
    ['ER', 'NE', undefined, 'CE', 'CR'],
    ['SU', 'NE', 'CA', undefined, undefined],
    ['ER', 'AL', 'AA', 'CE', 'CR'],
    ['SU', 'ER', 'CA', 'AE', 'AR'],
    ['NE', 'SU', 'AA', undefined, undefined],
    ['al', ' ne ', 'CA', 'CE', 'CR'],
    ['XX', 'NE', 'AA', 'AE', 'AR'],
    ['NE', 'XX', 'AA', 'AE', 'AR'],
  ])('answers MSH-15 %j and MSH-16 %j with %s, %s or %s', (accept, application, ...codes) => {
    const outcomes = ['AA', 'AE', 'AR'] as const;
    const message = asking(accept, application);
    expect(outcomes.map((outcome) => requestedAck(message, outcome))).toEqual(codes);
    expect(outcomes.map((outcome) => requestedAck(parseMessage(message), outcome))).toEqual(codes);
  });

  it.each(['', 'hello', 'MSH|^~\\&|'])('answers %j, which asks for nothing, in original mode', (text) => {
    expect(requestedAck(Buffer.from(text), 'AR')).toBe('AR');
  });
});
