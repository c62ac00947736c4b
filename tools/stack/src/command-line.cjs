// Flags and variables of `npm start`. Plain Node without packages: a fresh clone answers --help and a wrong flag with it
// before anything is installed. config.ts adds how each value is read.
const { existsSync } = require('node:fs');
const path = require('node:path');

/**
 * @typedef {object} CommandLineSetting
 * @property {string} variable
 * @property {string} help
 * @property {string} [flag] `--flag=value` means the same as the variable and wins over it
 * @property {string} [fallback]
 * @property {boolean} [secret]
 */

/** @template {Record<string, CommandLineSetting>} T @param {T} table @returns {T} */
const typed = (table) => table;

/** Ports below 15000: tests take free ports above it, and systems theirs above 32768. */
const SETTINGS = typed({
  fresh: {
    variable: 'RENWATCH_FRESH',
    flag: 'fresh',
    fallback: 'false',
    help: 'start with an empty data directory',
  },
  once: {
    variable: 'RENWATCH_ONCE',
    flag: 'once',
    fallback: 'false',
    help: 'play the stream to its end, print the figures and stop',
  },
  without: {
    variable: 'RENWATCH_WITHOUT',
    flag: 'without',
    fallback: '',
    help: 'services not to start, because they run elsewhere; commas between',
  },
  mllpAddress: { variable: 'MLLP_ADDRESS', flag: 'mllp', help: 'dial these feeds instead of the simulator' },
  pagerAddress: {
    variable: 'PAGER_ADDRESS',
    flag: 'pager',
    fallback: '',
    help: 'send pages to this address instead of the simulator',
  },
  messages: { variable: 'MESSAGES', flag: 'messages', help: 'MLLP file to play, from its start' },
  speed: { variable: 'SPEED', flag: 'speed', help: 'speed of the simulator: max, or N times real time' },
  history: { variable: 'HISTORY_CSV', flag: 'history', help: 'CSV of earlier results' },
  model: { variable: 'MODEL', flag: 'model', help: 'model file; off: the rule alone' },
  aki: { variable: 'AKI_CSV', flag: 'aki', help: 'CSV of the true AKI results, mrn,date' },
  home: { variable: 'RENWATCH_HOME', fallback: '.renwatch', help: 'data directory' },
  kafkaBrokers: { variable: 'KAFKA_BROKERS', help: 'use these brokers instead of starting one' },
  databaseUrl: {
    variable: 'DATABASE_URL',
    secret: true,
    help: 'use this PostgreSQL instead of starting one',
  },
  modelSwitchFile: {
    variable: 'MODEL_SWITCH_FILE',
    help: 'file that holds on or off; default: model-switch in RENWATCH_HOME',
  },
  mllpListen: { variable: 'MLLP_LISTEN', fallback: '2575', help: 'where the gateway listens for feeds' },
  simulatorMllpPort: {
    variable: 'SIMULATOR_MLLP_PORT',
    fallback: '8440',
    help: "port of the simulator's feed",
  },
  simulatorPagerPort: {
    variable: 'SIMULATOR_PAGER_PORT',
    fallback: '8441',
    help: "port of the simulator's pager",
  },
  kafkaPort: { variable: 'KAFKA_PORT', fallback: '14092', help: 'port of the Kafka broker that is started' },
  postgresPort: {
    variable: 'POSTGRES_PORT',
    fallback: '14432',
    help: 'port of the PostgreSQL that is started',
  },
  gatewayHttpPort: {
    variable: 'GATEWAY_HTTP_PORT',
    fallback: '14081',
    help: 'port of health and metrics of gateway',
  },
  inferenceHttpPort: {
    variable: 'INFERENCE_HTTP_PORT',
    fallback: '14082',
    help: 'port of health and metrics of inference',
  },
  pagerHttpPort: {
    variable: 'PAGER_HTTP_PORT',
    fallback: '14083',
    help: 'port of health and metrics of pager',
  },
  simulatorHttpPort: {
    variable: 'SIMULATOR_HTTP_PORT',
    fallback: '14084',
    help: 'port of health and metrics of simulator',
  },
  logLevel: { variable: 'LOG_LEVEL', fallback: 'info', help: 'lowest level that is logged' },
});

/** Settings that name a file which must exist. */
const FILES = /** @type {const} */ (['messages', 'history', 'model', 'aki']);

/** @type {CommandLineSetting[]} */
const ALL = Object.values(SETTINGS);
const FLAGS = ALL.flatMap(({ flag }) => (flag === undefined ? [] : [`--${flag}`]));
const NAME_WIDTH = 34;

/** Returns what `npm start -- --help` prints. */
function helpText() {
  /** @param {string} name @param {CommandLineSetting} setting */
  const row = (name, { help, fallback }) =>
    `  ${name.padEnd(NAME_WIDTH)}${help}${fallback && fallback !== 'false' ? ` (${fallback})` : ''}`;
  return [
    'npm start [-- FLAGS]   runs all of Renwatch on this machine until Ctrl-C',
    '',
    'Flags, each with the variable that means the same:',
    ...ALL.filter(({ flag }) => flag).map((setting) =>
      row(`--${setting.flag} (${setting.variable})`, setting),
    ),
    '',
    'Variables:',
    ...ALL.filter(({ flag }) => !flag).map((setting) => row(setting.variable, setting)),
    '',
    'Variables of the services work too: see docs/configuration.md.',
  ].join('\n');
}

/**
 * Returns the faults of a command line that need no package to find, a line each: unknown flags, and files that do not
 * exist.
 * @param {readonly string[]} argv
 * @param {string} here the folder that files are relative to
 */
function commandLineFaults(argv, here) {
  const names = argv
    .filter((argument) => argument.startsWith('-'))
    .map((argument) => argument.split('=')[0] ?? '');
  const unknown = names.filter((name) => !FLAGS.includes(name));
  const missing = FILES.flatMap((key) => {
    const { flag, variable } = SETTINGS[key];
    const given = argv.find((argument) => argument.startsWith(`--${flag}=`))?.slice(`--${flag}=`.length);
    const exists = !given || (key === 'model' && given === 'off') || existsSync(path.resolve(here, given));
    return exists ? [] : [`--${flag} (${variable})=${given}: does not exist; name a file that does`];
  });
  return [...unknown.map((name) => `${name}: unknown flag; known flags: ${FLAGS.join(', ')}`), ...missing];
}

module.exports = { commandLineFaults, FILES, helpText, SETTINGS };
