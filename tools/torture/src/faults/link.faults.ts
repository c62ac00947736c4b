import { type FaultProxy } from '@renwatch/testing';
import { type Links } from '../surroundings/links';
import { awayFor, type Fault, type Part, pick, type Strike, unresolvable } from './fault';

interface LinkKind {
  readonly part: Part;
  readonly linksOf: (links: Links) => readonly FaultProxy[];
  readonly losesAnswers?: true;
}

const LASTS: readonly [number, number] = [1_000, 10_000];
const DELAY_MS = 300;
/** A message or a page takes about a tenth of a second, a fetch of many messages seconds. */
const BYTES_PER_SECOND = 8_000;
/** Less than a frame, a record or a page. */
const MAX_CUT_BYTES = 120;

const KINDS: readonly LinkKind[] = [
  { part: 'broker link', linksOf: ({ broker }) => [broker] },
  { part: 'database link', linksOf: ({ database }) => [database], losesAnswers: true },
  { part: 'endpoint link', linksOf: ({ endpoint }) => [endpoint], losesAnswers: true },
  { part: 'feed link', linksOf: ({ gateways }) => gateways },
];

const faultsOf = ({ part, linksOf, ...kind }: LinkKind): readonly Fault[] => {
  const link = ({ links, random }: Strike): FaultProxy => pick(random, linksOf(links));
  const atOnce = (name: string, use: (link: FaultProxy, strike: Strike) => void): Fault => ({
    ...kind,
    name: `${part} ${name}`,
    part,
    lasts: [0, 0],
    strike: (strike) => Promise.resolve(use(link(strike), strike)),
  });
  const lasting = (
    name: string,
    take: (link: FaultProxy, strike: Strike) => Promise<void> | void,
  ): Fault => ({
    ...kind,
    name: `${part} ${name}`,
    part,
    lasts: LASTS,
    strike: (strike) => {
      const struck = link(strike);
      return awayFor(strike, {
        take: () => take(struck, strike),
        giveBack: async () => {
          struck.resume();
          struck.cutAfter(Infinity);
          await struck.listen();
        },
      });
    },
  });
  return [
    atOnce('cut', (struck) => struck.cut()),
    lasting('closed in mid-frame', (struck, { random }) => struck.cutAfter(1 + random.index(MAX_CUT_BYTES))),
    atOnce('half-open', (struck, { random }) => struck.lose(pick(random, ['client', 'target'] as const))),
    lasting('refused', (struck) => struck.refuse()),
    lasting('silent', (struck) => struck.stall()),
    lasting('delayed', (struck) => struck.slow({ delayMs: DELAY_MS })),
    lasting('throttled', (struck) => struck.slow({ bytesPerSecond: BYTES_PER_SECOND })),
  ];
};

export const LINK_FAULTS: readonly Fault[] = [
  ...KINDS.flatMap(faultsOf),
  unresolvable({ host: 'database', title: 'database', part: 'database link', lasts: LASTS }),
];
