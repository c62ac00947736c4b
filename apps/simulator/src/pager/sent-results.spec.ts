import { SentResults } from './sent-results';

describe('sent results', () => {
  it('drops the oldest results above the limit', () => {
    const results = new SentResults({ maxResults: 2 });
    const send = (mrn: string) => results.sent({ mrn, time: '20240331005400', index: 0, sentAtMs: 0 });
    send('1');
    send('2');
    send('1');
    send('3');
    const known = ['1', '2', '3'].filter((mrn) => results.find(mrn, '20240331005400'));
    expect(known).toEqual(['1', '3']);
    expect(['1', '2', '3'].filter((mrn) => results.find(mrn, undefined))).toEqual(['1', '3']);
  });
});
