import { type HostPort } from '@renwatch/runtime';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type Letter } from '../letters/letter';
import { type DoorName, doorOf } from './door-of';

export interface PlannedLetter {
  letter: Letter;
  door: DoorName;
}

export interface ReplayPlan {
  open: PlannedLetter[];
  closed: { letter: Letter; why: string }[];
}

/**
 * Decides the way of each letter.
 * @throws CommandError if messages have no listener to go to, or come from several feeds
 */
export function planReplay(letters: readonly Letter[], { to }: { to: HostPort | undefined }): ReplayPlan {
  const plan: ReplayPlan = { open: [], closed: [] };
  for (const letter of letters) {
    const found = doorOf(letter);
    if ('door' in found) plan.open.push({ letter, door: found.door });
    else plan.closed.push({ letter, why: found.closed });
  }
  const messages = plan.open.filter(({ door }) => door === 'gateway');
  const feeds = [...new Set(messages.map(({ letter }) => String(letter.records[0].source.feed)))];
  if (messages.length > 0 && !to) {
    const remedy = `give --to=HOST:PORT, a listener with the same options as feed ${feeds.join(', ')}`;
    throw new CommandError(
      `${messages.length} of the dead letters are messages for the gateway; ${remedy}`,
      EXIT.usage,
    );
  }
  if (feeds.length > 1) {
    // A listener applies its own authority: patients of another hospital would be mistaken for its own.
    const remedy = 'give --feed=NAME, and a listener with the authority and time zone of that feed';
    throw new CommandError(
      `the dead letters are from several feeds (${feeds.join(', ')}); ${remedy}`,
      EXIT.usage,
    );
  }
  return plan;
}
