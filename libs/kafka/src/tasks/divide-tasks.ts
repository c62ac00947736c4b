/** What one member of the group says of itself when it joins. */
export interface TaskMember {
  memberId: string;
  /** The tasks it is configured with. */
  knows: readonly string[];
  /** The tasks it is at, those it is just letting go of included. */
  holds: readonly string[];
}

/**
 * Divides tasks among the members of a group: each to one of those that know it, evenly, and none is moved that need
 * not be. A task that is to move is given to nobody as long as its former member holds it, so that there are never two
 * at it: that member lets go and joins anew, and finds it free.
 */
export function divideTasks(members: readonly TaskMember[]): Map<string, string[]> {
  const sorted = [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const shares = new Map(sorted.map(({ memberId }) => [memberId, new Set<string>()]));
  const shareOf = ({ memberId }: TaskMember) => shares.get(memberId) ?? new Set();
  const tasks = [...new Set(sorted.flatMap(({ knows }) => knows))].sort();
  const knowers = (task: string) => sorted.filter(({ knows }) => knows.includes(task));
  const holderOf = (task: string) => sorted.find(({ holds }) => holds.includes(task));
  const leastLoaded = (among: TaskMember[]) =>
    among.reduce((least, one) => (shareOf(one).size < shareOf(least).size ? one : least));

  const open: string[] = [];
  for (const task of tasks) {
    const holder = holderOf(task);
    if (holder?.knows.includes(task)) shareOf(holder).add(task);
    else open.push(task);
  }
  for (const task of open) shareOf(leastLoaded(knowers(task))).add(task);

  for (let move = findMove(); move; move = findMove()) {
    shareOf(move.from).delete(move.task);
    shareOf(move.to).add(move.task);
  }

  const isHeldByAnother = (task: string, memberId: string) =>
    sorted.some((other) => other.memberId !== memberId && other.holds.includes(task));
  return new Map(
    [...shares].map(([memberId, share]) => [
      memberId,
      [...share].filter((task) => !isHeldByAnother(task, memberId)).sort(),
    ]),
  );

  /** A task whose move makes the shares more even. */
  function findMove(): { task: string; from: TaskMember; to: TaskMember } | undefined {
    for (const from of sorted) {
      for (const task of shareOf(from)) {
        const to = leastLoaded(knowers(task));
        if (shareOf(to).size + 1 < shareOf(from).size) return { task, from, to };
      }
    }
    return undefined;
  }
}
