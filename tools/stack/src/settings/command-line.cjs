// Flags and variables of `npm start`. Plain Node without packages: a fresh clone answers --help before anything is
// installed, and own-faults.cjs finds faults. config.ts reads the values.
/**
 * @typedef {object} CommandLineSetting
 * @property {string} variable
 * @property {string} help
 * @property {string} [flag] `--flag=value` means the same as the variable and wins over it
 * @property {string} [fallback]
 * @property {(text: string) => string} [flagText] turns the flag's text into the variable's
 * @property {boolean} [secret]
 * @property {(text: string) => string | undefined} [remedyOf] for a text that cannot be read: what to give instead
 */

const SERVICES = /** @type {const} */ (['gateway', 'inference', 'pager', 'simulator']);
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const MAX_PORT = 65_535;

/** @param {string} text */
const localPort = (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text);
/** @param {string} text */
const isPort = (text) => /^\d{1,15}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MAX_PORT;
/** @param {string} text */
const portRemedy = (text) => (isPort(text) ? undefined : `give a whole number from 1 to ${MAX_PORT}`);
/** @param {string} text */
const trueOrFalseRemedy = (text) =>
  ['true', '1', 'false', '0'].includes(text) ? undefined : 'give true or false';
/** @param {string} text */
const levelRemedy = (text) =>
  LOG_LEVELS.includes(text) ? undefined : `give one of ${LOG_LEVELS.join(', ')}`;
/** @param {string} text empty, or an address; an IPv6 host stands in brackets */
function addressRemedy(text) {
  const [, port = ''] = /^(?:\[[0-9a-fA-F:.]+\]|[^:[\]\s/]+):(\d{1,5})$/.exec(text.trim()) ?? [];
  return text === '' || isPort(port) ? undefined : 'give host:port, for example localhost:8440';
}
/** @param {string} text */
const namesIn = (text) => (text === '' ? [] : text.split(',').map((name) => name.trim()));
/** @param {string} text */
const servicesRemedy = (text) =>
  namesIn(text).every((name) => SERVICES.some((service) => service === name))
    ? undefined
    : `give some of ${SERVICES.join(', ')} with commas between`;

/** @template {Record<string, CommandLineSetting>} T @param {T} table @returns {T} */
const typed = (table) => table;

/** Ports below 15000: tests take free ports above it, and systems theirs above 32768. */
const SETTINGS = typed({
  fresh: {
    variable: 'RENWATCH_FRESH',
    flag: 'fresh',
    fallback: 'false',
    remedyOf: trueOrFalseRemedy,
    help: 'start with an empty data directory',
  },
  once: {
    variable: 'RENWATCH_ONCE',
    flag: 'once',
    fallback: 'false',
    remedyOf: trueOrFalseRemedy,
    help: 'play the stream to its end, print the figures and stop',
  },
  checkOnly: {
    variable: 'CHECK_CONFIGURATION',
    flag: 'check-configuration',
    fallback: 'false',
    remedyOf: trueOrFalseRemedy,
    help: 'check all settings, also those of the services, and exit: 0 if they are valid, 78 if not',
  },
  without: {
    variable: 'RENWATCH_WITHOUT',
    flag: 'without',
    fallback: '',
    remedyOf: servicesRemedy,
    help: 'services not to start, because they run elsewhere; commas between',
  },
  watch: {
    variable: 'RENWATCH_WATCH',
    flag: 'watch',
    fallback: 'false',
    remedyOf: trueOrFalseRemedy,
    help: 'run a Prometheus beside it, and print alarms as they fire and clear',
  },
  mllpAddress: {
    variable: 'MLLP_ADDRESS',
    flag: 'mllp',
    flagText: localPort,
    help: 'dial these feeds instead of the simulator',
  },
  pagerAddress: {
    variable: 'PAGER_ADDRESS',
    flag: 'pager',
    fallback: '',
    flagText: localPort,
    remedyOf: addressRemedy,
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
    help: 'use this PostgreSQL instead of starting one; the owner of its tables',
  },
  inferenceDatabaseUrl: {
    variable: 'INFERENCE_DATABASE_URL',
    secret: true,
    help: "inference's own login in DATABASE_URL; default: the owner",
  },
  pagerDatabaseUrl: {
    variable: 'PAGER_DATABASE_URL',
    secret: true,
    help: "the pager's own login in DATABASE_URL; default: the owner",
  },
  modelSwitchFile: {
    variable: 'MODEL_SWITCH_FILE',
    help: 'file that holds on or off; default: model-switch in RENWATCH_HOME',
  },
  mllpListen: { variable: 'MLLP_LISTEN', fallback: '2575', help: 'where the gateway listens for feeds' },
  simulatorMllpPort: {
    variable: 'SIMULATOR_MLLP_PORT',
    fallback: '8440',
    remedyOf: portRemedy,
    help: "port of the simulator's feed",
  },
  simulatorPagerPort: {
    variable: 'SIMULATOR_PAGER_PORT',
    fallback: '8441',
    remedyOf: portRemedy,
    help: "port of the simulator's pager",
  },
  kafkaPort: {
    variable: 'KAFKA_PORT',
    fallback: '14092',
    remedyOf: portRemedy,
    help: 'port of the Kafka broker that is started',
  },
  postgresPort: {
    variable: 'POSTGRES_PORT',
    fallback: '14432',
    remedyOf: portRemedy,
    help: 'port of the PostgreSQL that is started',
  },
  gatewayHttpPort: {
    variable: 'GATEWAY_HTTP_PORT',
    fallback: '14081',
    remedyOf: portRemedy,
    help: 'port of health and metrics of gateway',
  },
  inferenceHttpPort: {
    variable: 'INFERENCE_HTTP_PORT',
    fallback: '14082',
    remedyOf: portRemedy,
    help: 'port of health and metrics of inference',
  },
  pagerHttpPort: {
    variable: 'PAGER_HTTP_PORT',
    fallback: '14083',
    remedyOf: portRemedy,
    help: 'port of health and metrics of pager',
  },
  simulatorHttpPort: {
    variable: 'SIMULATOR_HTTP_PORT',
    fallback: '14084',
    remedyOf: portRemedy,
    help: 'port of health and metrics of simulator',
  },
  prometheusPort: {
    variable: 'PROMETHEUS_PORT',
    fallback: '14090',
    remedyOf: portRemedy,
    help: 'port of the Prometheus of --watch',
  },
  prometheus: {
    variable: 'PROMETHEUS',
    help: 'program for --watch; default: prometheus on PATH, or the package of Debian',
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    fallback: 'info',
    remedyOf: levelRemedy,
    help: 'lowest level that is logged',
  },
});

/** Settings that name a file which must exist. */
const FILES = /** @type {const} */ (['messages', 'history', 'model', 'aki']);

/** @type {CommandLineSetting[]} */
const ALL = Object.values(SETTINGS);
const NAME_WIDTH = 45;

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

module.exports = { FILES, helpText, namesIn, SERVICES, SETTINGS };
