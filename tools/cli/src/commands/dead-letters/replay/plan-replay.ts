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
 * Which letter goes where.
 * @throws CommandError where messages have no listener to go to, or are of feeds that need one each
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
    const remedy = `give --to=HOST:PORT, a listener with the options of ${feeds.join(', ')}`;
    throw new CommandError(`${messages.length} of them are messages for the gateway: ${remedy}`, EXIT.usage);
  }
  if (feeds.length > 1) {
    // A listener gives what it takes its own authority: another hospital's patients would become its own.
    const remedy = 'give --feed=NAME, and a listener with that feed’s authority and time zone';
    throw new CommandError(`they are of several feeds (${feeds.join(', ')}): ${remedy}`, EXIT.usage);
  }
  return plan;
}
