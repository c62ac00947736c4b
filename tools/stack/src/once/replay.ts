import { type Database } from '@renwatch/store';
import { figuresTable } from '../figures/figures-table';
import { gatherFigures } from '../figures/gather-figures';
import { type Follower } from '../follow/follower';
import { type StackConfiguration } from '../settings/config';
import { untilDrained } from './until-drained';

/** The running stack that plays the stream. */
export interface PlayingStack {
  readonly simulator: { readonly ended: boolean } | undefined;
  readonly follower: Follower | undefined;
  readonly db: Database | undefined;
  readonly isStopping: boolean;
  unprocessed(): Promise<number>;
  undeliveredPages(): Promise<number>;
}

export interface ReplayOptions {
  stack: PlayingStack;
  configuration: StackConfiguration;
  print: (line: string) => void;
}

/** Waits until the stream is played and processed, then prints the figures. @returns false if the stack was stopped */
export async function replay({ stack, configuration, print }: ReplayOptions): Promise<boolean> {
  const drained = await untilDrained({
    streamEnded: () => stack.simulator?.ended ?? false,
    unprocessed: () => stack.unprocessed(),
    undeliveredPages: () => stack.undeliveredPages(),
    isOver: () => stack.isStopping,
  });
  const { db, follower } = stack;
  if (!drained || !db || !follower) return false;
  await follower.look(true);
  const { messages, history, aki } = configuration;
  const latencyFrom = configuration.pagerAddress ? 'received to delivered' : 'send to page';
  const figures = await gatherFigures({ db, follower, latencyFrom, messages, history, aki });
  for (const line of figuresTable(figures)) print(line);
  return true;
}
