import { Command, InvalidArgumentError } from 'commander';

export interface E2eOptions {
  only: RegExp;
  list: boolean;
  loaded: boolean;
  load?: string;
  lab?: string;
  days?: number;
  keep: boolean;
  writeTable?: string;
}

const MAX_DAYS = 3_650;

/** Reads the command line of `npx nx run k8s:e2e`; exits with one line if it has a fault. */
export function readE2eOptions(argv: readonly string[]): E2eOptions {
  const command = new Command('k8s:e2e')
    .description(
      'Disturb Renwatch on the cluster of KUBECONFIG, and compare the outcome with an undisturbed run.',
    )
    .option(
      '--only <pattern>',
      'run the disturbances whose name matches this regular expression',
      parsePattern,
      /(?:)/,
    )
    .option('--list', 'list the disturbances and stop', false)
    .option('--loaded', 'the cluster has the images already: neither build nor load them', false)
    .option('--load <command>', 'command that loads an image, its last word, on every node of the cluster')
    .option('--lab <command>', 'lab that runs the cluster; without it no node is cut and no container killed')
    .option('--days <n>', 'days of the synthetic hospital to play (default: as many as it takes)', parseDays)
    .option('--keep', 'keep the namespace at the end', false)
    .option('--write-table <file>', 'write the results into the table of this Markdown page')
    .parse([...argv], { from: 'user' });
  const options = command.opts<E2eOptions>();
  if (!options.list && !options.loaded && options.load === undefined) {
    command.error(
      'error: give --load with the command that loads images, or --loaded if the nodes have them',
    );
  }
  return options;
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}; give one such as gateway|pager.`);
  }
}

function parseDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MAX_DAYS)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_DAYS}.`);
  return days;
}
