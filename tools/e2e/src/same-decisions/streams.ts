import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeHospital } from '../write-hospital';

export const STREAM_NAMES = ['course', 'synthetic'] as const;
export type StreamName = (typeof STREAM_NAMES)[number];

/** The same bytes for both revisions: libs/cohort may differ between them. */
export interface Stream {
  name: StreamName;
  messages: string;
  history: string;
}

const DAYS = 62;
/** The hospital that `npm start` plays. */
const SEED = 'renwatch';

/** The university course's 62 days; undefined if its folder is absent. */
export function courseStream(folder: string): Stream | undefined {
  const messages = path.join(folder, 'messages_2025_reconstructed_62days.mllp');
  const history = path.join(folder, 'history_2025.csv');
  return existsSync(messages) && existsSync(history) ? { name: 'course', messages, history } : undefined;
}

/** As many days of the synthetic hospital, written into a new folder. */
export function syntheticStream(folder: string): Stream {
  mkdirSync(folder, { recursive: true });
  const { messages, history } = writeHospital(folder, { days: DAYS, seed: SEED });
  return { name: 'synthetic', messages, history };
}
