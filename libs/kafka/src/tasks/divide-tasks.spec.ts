import * as fc from 'fast-check';
import { divideTasks, type TaskMember } from './divide-tasks';

const member = (memberId: string, knows: string[], holds: string[] = []): TaskMember => ({
  memberId,
  knows,
  holds,
});

/** A group whose members hold what they know, each task one of them. */
const groups = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 12 }))
  .chain(([members, tasks]) =>
    fc.record({
      knows: fc.array(fc.array(fc.boolean(), { minLength: members, maxLength: members }), {
        minLength: tasks,
        maxLength: tasks,
      }),
      holders: fc.array(fc.integer({ min: -1, max: members - 1 }), { minLength: tasks, maxLength: tasks }),
      members: fc.constant(members),
    }),
  )
  .map(({ knows, holders, members }) =>
    Array.from({ length: members }, (_one, m): TaskMember => ({
      memberId: `m${m}`,
      knows: knows.flatMap((known, t) => (known[m] ? [`t${t}`] : [])),
      holds: holders.flatMap((holder, t) => (holder === m ? [`t${t}`] : [])),
    })),
  );

/** Returns the claims of members after they released what they were not given. */
const after = (group: TaskMember[], shares: Map<string, string[]>): TaskMember[] =>
  group.map(({ memberId, knows }) => ({ memberId, knows, holds: shares.get(memberId) ?? [] }));

const isAt = (group: TaskMember[], shares: Map<string, string[]>): boolean =>
  group.every(({ memberId, holds }) => holds.join() === shares.get(memberId)?.join());

/** A third round gives what the second took: members that know different tasks hand on what they were just given. */
const SLOW_TO_REST = [
  member('m0', ['t4', 't10'], ['t0', 't1', 't3', 't4', 't5', 't6', 't10']),
  member('m1', ['t2', 't8', 't9'], ['t2', 't8', 't9']),
  member('m2', ['t2', 't5', 't7'], ['t7']),
  member('m3', ['t1', 't2', 't7']),
  member('m4', ['t3']),
];

describe('the division of tasks', () => {
  it('uses two members for two tasks', () => {
    const shares = divideTasks([member('b', ['x', 'y']), member('a', ['x', 'y'])]);
    expect([...shares.values()].map((share) => share.length)).toEqual([1, 1]);
  });

  it('gives a newcomer its share only after the holder released it', () => {
    const group = [member('a', ['x', 'y'], ['x', 'y']), member('b', ['x', 'y'])];
    const first = divideTasks(group);
    expect([first.get('a'), first.get('b')]).toEqual([['y'], []]);
    const second = divideTasks(after(group, first));
    expect([second.get('a'), second.get('b')]).toEqual([['y'], ['x']]);
  });

  it('gives a task only to a member that knows it', () => {
    const shares = divideTasks([member('old', ['x']), member('new', ['x', 'y', 'z'], ['y'])]);
    expect([shares.get('old'), shares.get('new')]).toEqual([['x'], ['y', 'z']]);
  });

  it('gives nobody a task that two say they hold', () => {
    const group = [member('a', ['x'], ['x']), member('b', ['x'], ['x'])];
    expect([...divideTasks(group).values()]).toEqual([[], []]);
  });

  it('gives each task to at most one member that knows it', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const shares = divideTasks(group);
        const given = [...shares.values()].flat();
        expect(new Set(given).size).toBe(given.length);
        for (const { memberId, knows } of group) {
          for (const task of shares.get(memberId) ?? []) {
            expect(knows).toContain(task);
            const others = group.filter((other) => other.memberId !== memberId);
            expect(others.flatMap(({ holds }) => holds)).not.toContain(task);
          }
        }
      }),
    );
  });

  it('comes to rest, with every task that is known given to somebody', () => {
    fc.assert(
      fc.property(groups, (group) => {
        let [settled, shares] = [group, divideTasks(group)];
        // Three rounds at most in 400,000 groups made at random: one that wanders would not end here.
        for (let round = 1; round <= 10 && !isAt(settled, shares); round += 1) {
          settled = after(settled, shares);
          shares = divideTasks(settled);
        }
        expect([...shares]).toEqual(settled.map(({ memberId, holds }) => [memberId, holds]));
        const known = new Set(group.flatMap(({ knows }) => knows));
        expect(new Set(settled.flatMap(({ holds }) => holds))).toEqual(known);
      }),
      { examples: [[SLOW_TO_REST]] },
    );
  });

  it('takes tasks from the busiest member first', () => {
    const tasks = Array.from({ length: 9 }, (_task, index) => `t${index}`);
    const group = [
      member('m0', tasks, ['t3', 't6', 't8']),
      member('m1', tasks, ['t0', 't1', 't2', 't4', 't5', 't7']),
      member('m2', tasks),
      member('m3', tasks),
    ];
    const shares = divideTasks(group);
    expect([shares.get('m0')?.length, shares.get('m1')?.length]).toEqual([2, 3]);
  });

  it('divides evenly and moves as few tasks as possible', () => {
    fc.assert(
      fc.property(groups, (some) => {
        const tasks = [...new Set(some.flatMap(({ knows, holds }) => [...knows, ...holds]))];
        const group = some.map((member) => ({ ...member, knows: tasks }));
        const first = divideTasks(group);
        const fair = Math.ceil(tasks.length / group.length);
        for (const { memberId, holds } of group) {
          const kept = (first.get(memberId) ?? []).filter((task) => holds.includes(task));
          expect(kept.length).toBeGreaterThanOrEqual(Math.min(holds.length, fair - 1));
        }
        const sizes = [...divideTasks(after(group, first)).values()].map((share) => share.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
