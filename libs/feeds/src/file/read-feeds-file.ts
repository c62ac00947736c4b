import { readFileSync } from 'node:fs';
import { type ConfigurationFault } from '@renwatch/runtime';
import { type FeedEntry } from '../feed-entry';
import { parseFeedsFile } from './parse-feeds-file';

export interface FeedsFileContent {
  feeds: readonly FeedEntry[];
  faults: readonly ConfigurationFault[];
}

/** Reads the feeds file (FEEDS_FILE), if there is one, with every fault at once. Feeds are empty if there is any fault. */
export function readFeedsFile(file: string | undefined): FeedsFileContent {
  if (file === undefined) return { feeds: [], faults: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return {
      feeds: [],
      faults: [{ name: 'FEEDS_FILE', value: file, remedy: `cannot be read (${code}); name a readable file` }],
    };
  }
  const result = parseFeedsFile(text);
  if (result.ok) return { feeds: result.feeds, faults: [] };
  const faults = result.faults.map(({ place, value, remedy }) => ({
    name: ['FEEDS_FILE', place].join(' ').trim(),
    value,
    remedy,
  }));
  return { feeds: [], faults };
}
