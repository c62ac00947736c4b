import { type Outcome } from '@renwatch/e2e';
import { type StreamFacts } from './cluster/stream-facts';
import { Trial } from './cluster/trial';
import { type TrialOptions } from './cluster/trial-overlay';

const FEWEST_PAGES = 5;

/** Plays the stream undisturbed, as fast as it is acknowledged. @throws Error if its outcome does not match the stream */
export async function undisturbed(
  options: TrialOptions,
  facts: StreamFacts,
  say: (line: string) => void,
): Promise<Outcome> {
  const trial = new Trial(options, say);
  try {
    await trial.start();
    const outcome = await trial.end(facts);
    const { decisions, pages } = outcome;
    const due = decisions
      .filter(({ level }) => level > 0)
      .map(({ mrn, observedLocal }) => `${mrn},${observedLocal}`);
    const duePages = [...new Set(due)].sort();
    const figures = `${decisions.length} decisions of ${facts.resultCount}, ${pages.length} pages of ${duePages.length}`;
    if (
      decisions.length !== facts.resultCount ||
      pages.length < FEWEST_PAGES ||
      duePages.join() !== pages.join()
    )
      throw new Error(`the undisturbed run is wrong: ${figures}; see the namespace ${options.namespace}`);
    say(`undisturbed: ${facts.messageCount} messages, ${figures}`);
    await trial.wipe();
    return outcome;
  } finally {
    trial.leave();
  }
}
