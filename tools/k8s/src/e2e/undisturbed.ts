import { type Outcome } from '@renwatch/e2e';
import { Trial, type StreamFacts } from './cluster/trial';
import { type TrialOptions } from './cluster/trial-overlay';

const FEWEST_PAGES = 5;

/** Plays the stream as fast as it is acknowledged with nothing disturbed. @throws Error where it does not come to what the stream says */
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
    const owed = decisions
      .filter(({ level }) => level > 0)
      .map(({ mrn, observedLocal }) => `${mrn},${observedLocal}`);
    const owedOnce = [...new Set(owed)].sort();
    const figures = `${decisions.length} decisions of ${facts.resultCount}, ${pages.length} pages of ${owedOnce.length}`;
    if (
      decisions.length !== facts.resultCount ||
      pages.length < FEWEST_PAGES ||
      owedOnce.join() !== pages.join()
    )
      throw new Error(`the undisturbed run is wrong: ${figures}; see the namespace ${options.namespace}`);
    say(`undisturbed: ${facts.messageCount} messages, ${figures}`);
    await trial.wipe();
    return outcome;
  } finally {
    trial.leave();
  }
}
