import { type ServerResponse } from 'node:http';
import { type PageEndpoint } from '@renwatch/e2e';
import { awayFor, type Fault, unresolvable } from './fault';

type Answer = PageEndpoint['answer'];

const LASTS: readonly [number, number] = [2_000, 12_000];
/** Within the 5 s that the pager waits. */
const LATE_MS = 3_000;

const well: Answer = (response) => void response.end();

const answers = (name: string, answer: Answer): Fault => ({
  name: `page endpoint ${name}`,
  part: 'endpoint',
  lasts: LASTS,
  strike: (strike) => {
    const { endpoint } = strike.run;
    return awayFor(strike, {
      take: () => void (endpoint.answer = answer),
      giveBack: () => void (endpoint.answer = well),
    });
  },
});

/** The page is taken, but the pager never learns of it. */
const cutInMidAnswer = (response: ServerResponse): void => {
  response.socket?.write('HTTP/1.1 20', () => response.socket?.destroy());
};

export const ENDPOINT_FAULTS: readonly Fault[] = [
  {
    name: 'page endpoint refuses connections',
    part: 'endpoint',
    lasts: LASTS,
    losesAnswers: true,
    strike: (strike) => {
      const { endpoint } = strike.run;
      return awayFor(strike, { take: () => endpoint.close(), giveBack: () => endpoint.listen() });
    },
  },
  unresolvable({ host: 'endpoint', title: 'page endpoint', part: 'endpoint', lasts: LASTS }),
  answers('answers 500', (response) => void response.writeHead(500).end()),
  answers('answers 429', (response) => void response.writeHead(429).end()),
  answers('does not answer', () => undefined),
  answers('closes in mid-answer', cutInMidAnswer),
  answers('answers late', (response) => void setTimeout(() => response.end(), LATE_MS)),
];
