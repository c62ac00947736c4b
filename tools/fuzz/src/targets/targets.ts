import { configuration, csv, feedsFile } from './file.targets';
import { acknowledgement, escapes, parser } from './hl7.targets';
import { intake, records } from './intake.targets';
import { codec } from './mllp.targets';
import { type Target } from './target';

export const TARGETS: readonly Target[] = [
  ...[codec, parser, escapes, acknowledgement, intake, records, csv, configuration, feedsFile],
];
