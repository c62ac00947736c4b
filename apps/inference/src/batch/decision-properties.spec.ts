import * as fc from 'fast-check';
import { harness, message, survivors, type Specimen } from './batch-harness.spec-support';

/** Often one that was said before. */
const values = fc.oneof(fc.integer({ min: 40, max: 500 }).map(String), fc.constantFrom('60', '180'));

/** A result with an order number of its own, and what the laboratory said of it later. */
const results = fc.uniqueArray(
  fc.record({
    mrn: fc.constantFrom('1', '2'),
    hours: fc.integer({ min: 0, max: 400 }),
    values: fc.array(values, { minLength: 1, maxLength: 3 }),
    last: fc.constantFrom('C', 'D', 'F'),
  }),
  { minLength: 1, maxLength: 10, selector: ({ mrn, hours }) => `${mrn}@${hours}` },
);
type Result = typeof results extends fc.Arbitrary<(infer R)[]> ? R : never;

/** Each sent at a time of its own: of two revisions sent at once the later arrived stands. */
const messagesOf = ({ mrn, hours, values, last }: Result): Specimen[] =>
  values.map((umolPerL, i) => ({
    mrn,
    hours,
    umolPerL,
    order: `${mrn}@${hours}`,
    sentHours: hours + i,
    status: i === 0 ? 'F' : i === values.length - 1 ? last : 'C',
  }));

/** The newest decision about each result that stands, in the order of results. */
async function finalDecisions(stream: readonly Specimen[]) {
  const { store, process } = harness();
  await process(stream.map((one, i) => message(i, one)));
  const newest = new Map(store.state.decisions.map((decision) => [decision.draft.result.id, decision]));
  return [...newest.values()]
    .filter(({ draft }) => draft.judged !== null)
    .map(({ draft, level }) => ({
      id: draft.result.id,
      patientId: draft.patientId,
      outcome: draft.judged?.outcome,
      level,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Under which number the first patient's pages go out. */
async function finalNumber(stream: readonly Specimen[]) {
  const { store, process } = harness();
  await process(stream.filter(({ merges }) => merges).map((one, i) => message(i, one)));
  return survivors(store.state).find(([key]) => key === 'local|1')?.[1];
}

describe('whatever results and corrections a hospital sends', () => {
  it('the order of arrival changes nothing in the final revisions', async () => {
    const arrivals = results.chain((all) => {
      const stream = all.flatMap(messagesOf);
      const shuffled = fc.shuffledSubarray(stream, { minLength: stream.length, maxLength: stream.length });
      return fc.record({ stream: fc.constant(stream), shuffled });
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ stream, shuffled }) => {
        expect(await finalDecisions(shuffled)).toEqual(await finalDecisions(stream));
      }),
    );
  });

  it('when two numbers turn out to be one patient changes nothing in the final revisions, nor to and fro', async () => {
    const merge = (mrn: string, merges: string, hours: number) => ({ mrn, merges, hours, umolPerL: '' });
    const merges = [merge('1', '2', 500), merge('2', '1', 501), merge('1', '2', 502)];
    const arrivals = fc.tuple(results, fc.integer({ min: 1, max: 3 })).chain(([all, count]) => {
      const stream = [...all.flatMap(messagesOf), ...merges.slice(0, count)];
      const shuffled = fc.shuffledSubarray(stream, { minLength: stream.length, maxLength: stream.length });
      return fc.record({ stream: fc.constant(stream), shuffled });
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ stream, shuffled }) => {
        const clinical = async (messages: Specimen[]) =>
          (await finalDecisions(messages)).map(({ id, outcome, level }) => ({ id, outcome, level }));
        expect(await clinical(shuffled)).toEqual(await clinical(stream));
        expect(await finalNumber(shuffled)).toBe(await finalNumber(stream));
      }),
    );
  });

  it("other patients' results change nothing", async () => {
    await fc.assert(
      fc.asyncProperty(results, async (all) => {
        const whole = await finalDecisions(all.flatMap(messagesOf));
        const alone = await finalDecisions(all.filter(({ mrn }) => mrn === '1').flatMap(messagesOf));
        expect(whole.filter(({ patientId }) => patientId === 'p:local|1')).toEqual(alone);
      }),
    );
  });

  it('later results change nothing in the decisions about earlier ones', async () => {
    await fc.assert(
      fc.asyncProperty(results, fc.integer({ min: 0, max: 400 }), async (all, until) => {
        const isEarlier = ({ id }: { id: string }) =>
          all.some(({ mrn, hours }) => hours <= until && id.includes(`${mrn}@${hours}"`));
        const whole = await finalDecisions(all.flatMap(messagesOf));
        const alone = await finalDecisions(all.filter(({ hours }) => hours <= until).flatMap(messagesOf));
        expect(whole.filter(isEarlier)).toEqual(alone);
      }),
    );
  });
});
