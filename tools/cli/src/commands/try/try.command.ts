import { AKI_RULES } from '@renwatch/aki';
import {
  DEFAULT_ACKNOWLEDGEMENTS,
  DEFAULT_REJECT_WITH,
  type FeedEntry,
  feedName,
  feedProfile,
} from '@renwatch/feeds';
import { type Command } from 'commander';
import { CommandError } from '../../command/command.error';
import { type CommandContext } from '../../command/command-context';
import { EXIT } from '../../command/exit-code';
import { readTryConfiguration, type TryConfiguration } from '../../connection/config';
import { readInputs } from './input/read-inputs';
import { formatFrame } from './output/format-frame';
import { formatSummary } from './output/format-summary';
import { summarise } from './output/summarise';
import { type PreviewOptions } from './preview/preview-frame';
import { previewInputs } from './preview/preview-inputs';

interface Options {
  feeds?: string;
  feed?: string;
  options?: string;
  codes?: string;
  rule?: string;
  json?: true;
  summary?: true;
}

export function addTry(program: Command, context: CommandContext): void {
  program
    .command('try')
    .description(
      'Show what Renwatch would make of HL7 messages: answer, patient, observations, decisions. Needs no stack.',
    )
    .argument('<file...>', 'files or folders of messages, MLLP-framed or bare; - for standard input')
    .option('--feeds <file>', 'feeds file of the site (FEEDS_FILE)')
    .option('--feed <name>', 'feed of that file whose settings are used')
    .option('--options <text>', 'options of a feed without that file, as after ? in MLLP_LISTEN')
    .option('--codes <list>', 'codes that mean creatinine (CREATININE_CODES)')
    .option('--rule <name>', 'rule that stages a result (AKI_RULE)')
    .option('--json', 'print one JSON object for each frame, or for the summary')
    .option('--summary', 'print counts over all messages only')
    .action((files: string[], options: Options) => {
      tryFiles(files, options, context);
    });
}

function tryFiles(files: readonly string[], options: Options, { env, now, terminal }: CommandContext): void {
  const { json = false, summary = false } = options;
  const configuration = readTryConfiguration({ env }, options);
  const previewOptions = optionsOf(configuration, options, now());
  const inputs = readInputs(files, (line) => terminal.complain(line));
  const frames = previewInputs(inputs, { ...previewOptions, rule: AKI_RULES[configuration.rule] });
  if (summary) {
    const counts = summarise(frames);
    for (const line of json ? [JSON.stringify(counts)] : formatSummary(counts)) terminal.print(line);
  } else {
    for (const frame of frames)
      for (const line of json ? [JSON.stringify(frame)] : [...formatFrame(frame), '']) terminal.print(line);
  }
  if (!json)
    terminal.complain(
      'decided by the rule alone, as of the time each message was sent, for patients without a history; the model was not asked',
    );
}

/** @throws CommandError if the feed is not described */
function optionsOf(configuration: TryConfiguration, given: Options, now: Date): PreviewOptions {
  const { authority, timezone, codes, maxFrameBytes } = configuration;
  const entry = feedOf(configuration, given);
  const { options, direction } = entry;
  const rejectWith = options.rejectWith ?? DEFAULT_REJECT_WITH[direction];
  return {
    feed: {
      ...feedProfile(entry, { timezone, authority }),
      charset: options.charset,
      rejectWith,
      acknowledgements: options.acknowledgements ?? DEFAULT_ACKNOWLEDGEMENTS,
    },
    codes: options.codes ?? codes,
    maxFrameBytes,
    now,
  };
}

function feedOf({ feeds, described }: TryConfiguration, { feed, options }: Options): FeedEntry {
  if (feeds.length === 0 && feed !== undefined)
    throw new CommandError(`--feed=${feed} needs the file that describes it; give --feeds`, EXIT.usage);
  if (feeds.length === 0 || options !== undefined) return described;
  const names = feeds.map(feedName);
  const found = feed === undefined && feeds.length === 1 ? feeds[0] : feeds[names.indexOf(feed ?? '')];
  if (found) return found;
  const fault = feed === undefined ? 'the file describes several feeds' : `no feed is called ${feed}`;
  throw new CommandError(`${fault}; choose one with --feed (${names.join(', ')})`, EXIT.usage);
}
