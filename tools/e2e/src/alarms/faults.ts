import { rmSync, writeFileSync } from 'node:fs';
import { resultText } from '../disturbed/redecisions/hl7-text';
import { type Fault } from './fault';

const UNITS_CHANGED = 5;
/** The watch of units looks at so many results. */
const UNITS_WATCHED = 20;
const LATE_PAGES = { PageLatencyBurn: 'pages that waited count for minutes' };
const NOTHING_STORED = {
  ...LATE_PAGES,
  FeedSilent: 'nothing of the feed is stored',
  FramesNotAcknowledged: 'nothing is stored',
  FeedReadByNobody: 'gateways share dialled feeds over Kafka',
  PartUnready: 'other services and parts need Kafka too',
};

const brokerAway: Fault = {
  name: 'broker away',
  expected: ['PartUnready{part="kafka", service="gateway"}', 'FramesNotAcknowledged{feed="ward"}'],
  consequences: { ...NOTHING_STORED, ResultsWaiting: 'the last messages stay undecided' },
  inject: ({ broker }) => broker.kill(),
  mend: async (stack) => {
    await stack.broker.start();
    await stack.untilReady();
  },
};

const databaseAway: Fault = {
  name: 'database away',
  expected: ['PartUnready{part="database", service="inference"}', 'ResultsWaiting'],
  consequences: { ...LATE_PAGES, PartUnready: 'the pager and progress need it too' },
  inject: ({ databaseServer }) => databaseServer.kill(),
  mend: async (stack) => {
    await stack.databaseServer.start();
    await stack.untilReady();
  },
};

const endpointRefuses: Fault = {
  name: 'page endpoint answers 503',
  expected: ['PagesNotDelivered'],
  consequences: { ...LATE_PAGES, PartUnready: 'the pager makes no progress' },
  inject: ({ endpoint }) => {
    endpoint.answer = (response) => void response.writeHead(503).end();
  },
  mend: ({ endpoint }) => {
    endpoint.answer = (response) => void response.end();
  },
};

const pageRefused: Fault = {
  name: 'page endpoint answers 400 to one page',
  expected: ['PageRefused{reason="page-refused"}'],
  inject: ({ endpoint }) => {
    let refused: string | undefined;
    endpoint.answer = (response, { idempotencyKey }) => {
      refused ??= idempotencyKey;
      response.writeHead(idempotencyKey === refused ? 400 : 200).end();
    };
  },
  mend: endpointRefuses.mend,
};

const feedSilent: Fault = {
  name: 'feed silent',
  expected: ['FeedSilent{feed="lab"}'],
  inject: ({ traffic }) => traffic.silence('lab'),
  mend: ({ traffic }) => traffic.resume('lab'),
};

const feedReadByNobody: Fault = {
  name: 'feed read by nobody (gateway cut off from Kafka)',
  expected: ['FeedReadByNobody{feed="radiology"}'],
  consequences: NOTHING_STORED,
  inject: ({ gatewayLink }) => gatewayLink.refuse(),
  mend: async (stack) => {
    await stack.gatewayLink.listen();
    await stack.untilReady();
  },
};

const unmappedCode: Fault = {
  name: 'creatinine under an unmapped code',
  expected: ['UnmappedCreatinine{feed="lab"}'],
  clearsMeanwhile: true,
  inject: ({ traffic }) => traffic.send('lab', results(1, { code: 'XCREA^Serum creatinine^L' })),
  mend: () => undefined,
};

const unreadableMessage: Fault = {
  name: 'message that is not HL7',
  expected: ['DeadLetters{reason="not-hl7", service="gateway"}'],
  clearsMeanwhile: true,
  inject: ({ traffic }) => traffic.send('lab', [Buffer.from('no HL7')], { code: 'AR' }),
  mend: () => undefined,
};

const unknownUnit: Fault = {
  name: 'creatinine in an unknown unit',
  expected: [
    'RefusedValues{reason="unit-unknown"}',
    'DeadLetters{reason="unit-unknown", service="inference"}',
  ],
  clearsMeanwhile: true,
  inject: ({ traffic }) => traffic.send('lab', results(1, { unit: 'furlong' })),
  mend: () => undefined,
};

const unitChange: Fault = {
  name: 'unit changes',
  expected: ['UnitChangeSuspected{feed="lab"}'],
  inject: ({ traffic }) => traffic.send('lab', results(UNITS_CHANGED, { value: '0.9' })),
  mend: ({ traffic }) => traffic.send('lab', results(UNITS_WATCHED, {})),
};

const modelFails: Fault = {
  name: 'model fails',
  expected: ['ModelFailing{service="inference"}'],
  inject: ({ modelFault }) => writeFileSync(modelFault, ''),
  mend: ({ modelFault }) => rmSync(modelFault, { force: true }),
};

const inferenceFrozen: Fault = {
  name: 'inference frozen (SIGSTOP)',
  expected: ['ServiceDown{service="inference"}'],
  consequences: LATE_PAGES,
  inject: (stack) => stack.service('inference').signal('SIGSTOP'),
  mend: async (stack) => {
    stack.service('inference').signal('SIGCONT');
    await stack.untilReady();
  },
};

const pagerDown: Fault = {
  name: 'pager down',
  expected: ['ServiceDown{service="pager"}'],
  consequences: LATE_PAGES,
  inject: async (stack) => void (await stack.service('pager').stop()),
  mend: async (stack) => {
    await stack.service('pager').start();
    await stack.untilReady();
  },
};

export const FAULTS: readonly Fault[] = [
  unmappedCode,
  unreadableMessage,
  unknownUnit,
  pageRefused,
  feedSilent,
  unitChange,
  modelFails,
  inferenceFrozen,
  pagerDown,
  endpointRefuses,
  feedReadByNobody,
  databaseAway,
  brokerAway,
];

let patients = 0;

/** Writes results of new patients. */
function results(count: number, given: { code?: string; value?: string; unit?: string }): Buffer[] {
  return Array.from({ length: count }, () => {
    patients += 1;
    const mrn = `9${String(patients).padStart(8, '0')}`;
    return resultText({ mrn, sentHour: 1, hour: 1, order: `order-${mrn}`, value: '80', ...given });
  });
}
