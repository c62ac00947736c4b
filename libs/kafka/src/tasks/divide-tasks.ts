/** State that a member of the group reports when it joins. */
export interface TaskMember {
  memberId: string;
  /** The tasks it is configured with. */
  knows: readonly string[];
  /** Tasks it works on, including those it is releasing. */
  holds: readonly string[];
}

/**
 * Divides tasks evenly among the members that know them and moves as few as possible. A task that moves is given to nobody
 * while its former member holds it, so that two members never work on it: that member releases it and joins again, and the
 * next division finds it free.
 */
export function divideTasks(members: readonly TaskMember[]): Map<string, string[]> {
  const sorted = [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const shares = new Map(sorted.map(({ memberId }) => [memberId, new Set<string>()]));
  const shareOf = ({ memberId }: TaskMember) => shares.get(memberId) ?? new Set();
  const tasks = [...new Set(sorted.flatMap(({ knows }) => knows))].sort();
  const knowers = (task: string) => sorted.filter(({ knows }) => knows.includes(task));
  const holderOf = (task: string) => sorted.find(({ holds }) => holds.includes(task));
  const leastLoaded = (among: TaskMember[]) =>
    among.reduce((least, member) => (shareOf(member).size < shareOf(least).size ? member : least));

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

  /** Finds a task whose move makes the shares more even; the busiest member gives first, so that others keep theirs. */
  function findMove(): { task: string; from: TaskMember; to: TaskMember } | undefined {
    for (const from of [...sorted].sort((a, b) => shareOf(b).size - shareOf(a).size)) {
      for (const task of shareOf(from)) {
        const to = leastLoaded(knowers(task));
        if (shareOf(to).size + 1 < shareOf(from).size) return { task, from, to };
      }
    }
    return undefined;
  }
}
