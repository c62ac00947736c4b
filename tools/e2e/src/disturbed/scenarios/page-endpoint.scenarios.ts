import { type ServerResponse } from 'node:http';
import { renwatch } from '../scenario/renwatch';
import { type Scenario } from '../scenario/scenario';
import { type ScenarioRun } from '../scenario/scenario-run';
import { type PageEndpoint } from '../surroundings/page-endpoint';

type Answer = PageEndpoint['answer'];

const NAME_AWAY_MS = 60_000;
const NAME_AWAY_S = NAME_AWAY_MS / 1000;
/** Counted from the start of the stream. */
const FIRST_PAGE_WITHIN_S = 20;
/** Old enough to be seen on the metric that alarms go by. */
const SEEN_AGE_S = 3;
const OTHER_PAGES = 3;
const well: Answer = (response) => void response.end();

const withStatus =
  (status: number): Answer =>
  (response: ServerResponse) =>
    void response.writeHead(status).end();

/** Cuts the answer within the status line, so that its meaning is unknown. */
const cutInMidAnswer: Answer = (response) => {
  response.socket?.write('HTTP/1.1 20', () => response.socket?.destroy());
};

const refuses: Scenario = {
  name: 'page endpoint refuses connections',
  disturb: async (run) => {
    await run.endpoint.close();
    await untilOldPage(run);
    await run.endpoint.listen();
  },
};

const hangs = answers('page endpoint does not answer', () => undefined);
const cuts = answers('page endpoint closes in mid-answer', cutInMidAnswer);
const statuses = [500, 503, 401, 429].map((status) =>
  answers(`page endpoint answers ${status}`, withStatus(status)),
);

const nameAway: Scenario = {
  name: 'name of the page endpoint does not resolve for 60 s',
  byName: true,
  disturb: async (run) => {
    run.names.remove(run.names.endpoint);
    await run.endpoint.close();
    await run.endpoint.listen();
    await run.lastFor(NAME_AWAY_MS);
    await untilOldPage(run, NAME_AWAY_S - FIRST_PAGE_WITHIN_S);
    if (run.endpoint.pages.length > 0) throw new Error('a page arrived without the name');
    run.names.restore(run.names.endpoint);
  },
};

const badPage: Scenario = {
  name: 'page endpoint answers 400 to one page, which is replayed later',
  deadLetters: ['pager page-refused'],
  disturb: async (run) => {
    let bad: string | undefined;
    run.endpoint.answer = (response, { body }) => {
      bad ??= body;
      response.writeHead(body === bad ? 400 : 200).end();
    };
    await run.until('a dead letter', async () => (await run.deadLetters()).length > 0);
    await run.until('pages behind the bad one', () => run.endpoint.pages.length >= OTHER_PAGES);
    run.endpoint.answer = well;
    await renwatch(run, ['dead-letters', 'replay', '--origin=pager', '--reason=page-refused']);
    await run.until('the replayed page', () => run.endpoint.pages.includes(bad ?? ''));
  },
};

export const PAGE_ENDPOINT_SCENARIOS: readonly Scenario[] = [
  refuses,
  hangs,
  cuts,
  ...statuses,
  nameAway,
  badPage,
];

/** Answers every page this way until a page has waited for long. */
function answers(name: string, answer: Answer): Scenario {
  return {
    name,
    disturb: async (run) => {
      run.endpoint.answer = answer;
      await untilOldPage(run);
      if (run.endpoint.pages.length > 0) throw new Error('a page counts as taken that was not');
      run.endpoint.answer = well;
    },
  };
}

/** Waits until the pager itself tells that a page is overdue. */
function untilOldPage(run: ScenarioRun, seenAgeS = SEEN_AGE_S): Promise<void> {
  return run.until('the age of an undelivered page', async () => {
    const ageS = await run.replica('pager').metric('pager_oldest_undelivered_page_age_seconds');
    return ageS >= seenAgeS;
  });
}
