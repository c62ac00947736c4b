// Finds the faults of the stack's own settings. Plain Node without packages: nobody should wait for downloads to learn of them.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { FILES, namesIn, SETTINGS } = require('./command-line.cjs');

/**
 * @typedef {import('./command-line.cjs').CommandLineSetting} CommandLineSetting
 *
 * @typedef {object} Fault
 * @property {string} name the variable or flag, as the user spells it
 * @property {string | undefined} value
 * @property {string} remedy
 */

/** @type {CommandLineSetting[]} */
const ALL = Object.values(SETTINGS);
const FLAGS = ALL.flatMap(({ flag }) => (flag === undefined ? [] : [`--${flag}`]));

/**
 * Returns the faults of the stack's own settings, a line each, with the same words as `readConfiguration`.
 * @param {{ argv: readonly string[], env: Readonly<Record<string, string | undefined>>, here: string }} source `here`: the
 *   folder that files are relative to
 */
function ownFaults({ argv, env, here }) {
  const { flags, unknown } = readFlags(argv);
  const remedy = `unknown flag; known flags: ${FLAGS.join(', ')}`;
  /** @type {Fault[]} */
  const faults = unknown.map((name) => ({ name, value: undefined, remedy }));
  /** @type {Partial<Record<keyof typeof SETTINGS, string>>} */
  const valid = {};
  for (const key of /** @type {(keyof typeof SETTINGS)[]} */ (Object.keys(SETTINGS))) {
    /** @type {CommandLineSetting} */
    const setting = SETTINGS[key];
    const { name, text } = textOf(setting, flags, env);
    const remedy = setting.remedyOf?.(text);
    if (remedy !== undefined) faults.push({ name, value: text, remedy });
    else valid[key] = text;
  }
  const { once, fresh, watch, without } = valid;
  const flagged = { once: isOn(once), fresh: isOn(fresh), watch: isOn(watch) };
  const read = { ...flagged, without: without && namesIn(without) };
  faults.push(...crossFaults({ ...valid, ...read }, here));
  return faults.map(
    ({ name, value, remedy }) => `${value === undefined ? name : `${name}=${value}`}: ${remedy}`,
  );
}

/** @param {string | undefined} text */
const isOn = (text) => (text === undefined ? undefined : text === 'true' || text === '1');

/**
 * Tells if a setting that is true or false is set to true.
 * @param {'watch'} key
 * @param {{ argv: readonly string[], env: Readonly<Record<string, string | undefined>> }} source
 */
const isAsked = (key, { argv, env }) => isOn(textOf(SETTINGS[key], readFlags(argv).flags, env).text) === true;

/** A flag without a value means true. @param {readonly string[]} argv */
function readFlags(argv) {
  /** @type {Map<string, string>} */
  const flags = new Map();
  /** @type {Set<string>} */
  const unknown = new Set();
  for (let at = 0; at < argv.length; at += 1) {
    const argument = argv[at] ?? '';
    const [name = '', ...value] = argument.split('=');
    const next = argv[at + 1];
    if (!FLAGS.includes(name)) unknown.add(argument);
    else if (value.length > 0) flags.set(name, value.join('='));
    else if (next === undefined || next.startsWith('--')) flags.set(name, 'true');
    else {
      flags.set(name, next);
      at += 1;
    }
  }
  return { flags, unknown: [...unknown] };
}

/**
 * @param {CommandLineSetting} setting
 * @param {ReadonlyMap<string, string>} flags
 * @param {Readonly<Record<string, string | undefined>>} env
 */
function textOf({ variable, flag, flagText = String, fallback = '', secret }, flags, env) {
  const flagged = flags.get(`--${flag}`);
  if (flagged !== undefined) return { name: `--${flag}`, text: flagText(flagged) };
  // The contents of a secret's file are read later.
  return { name: variable, text: env[variable] || (secret && env[`${variable}_FILE`]) || fallback };
}

/**
 * @typedef {Partial<Record<(typeof FILES)[number] | 'mllpAddress' | 'kafkaBrokers' | 'databaseUrl', string | undefined>> & {
 *   once?: boolean | undefined, fresh?: boolean | undefined, watch?: boolean | undefined, without?: readonly string[] | '' | undefined }} Given
 */

/**
 * Returns the faults between settings, and files that do not exist.
 * @param {Given} given a setting that cannot be read is absent
 * @param {string} here the folder that files are relative to
 * @returns {Fault[]}
 */
function crossFaults(given, here) {
  return [
    ...fileFaults(given, here),
    ...onceFaults(given),
    ...akiFaults(given),
    ...freshFaults(given),
    ...watchFaults(given),
  ];
}

/** @param {Given} given @param {string} here @returns {Fault[]} */
const fileFaults = (given, here) =>
  FILES.flatMap((key) => {
    const text = given[key];
    if (!text || (key === 'model' && text === 'off')) return [];
    const file = path.resolve(here, text);
    const fault = { name: nameOf(key), value: file, remedy: 'does not exist; name a file that does' };
    return existsSync(file) ? [] : [fault];
  });

/** Names flag and variable, as either may have been used. @param {(typeof FILES)[number]} key */
const nameOf = (key) => `--${SETTINGS[key].flag} (${SETTINGS[key].variable})`;

/** The end of somebody else's stream is unknown. @param {Given} given @returns {Fault[]} */
function onceFaults({ once, mllpAddress, without }) {
  const remedy = "needs the simulator's stream; remove MLLP_ADDRESS and --without=simulator";
  const impossible = once === true && (mllpAddress || without?.includes('simulator'));
  return impossible ? [{ name: '--once', value: undefined, remedy }] : [];
}

/** Figures are printed only at the end of a stream. @param {Given} given @returns {Fault[]} */
function akiFaults({ aki, once }) {
  const remedy = 'is for the figures that --once prints; add --once, or remove it';
  return aki && once === false ? [{ name: nameOf('aki'), value: aki, remedy }] : [];
}

/**
 * Emptying half of the state would lose results or send every page again, as progress and log would not match.
 * @param {Given} given
 * @returns {Fault[]}
 */
function freshFaults({ fresh, kafkaBrokers, databaseUrl }) {
  const names = [...(kafkaBrokers ? ['KAFKA_BROKERS'] : []), ...(databaseUrl ? ['DATABASE_URL'] : [])];
  if (fresh !== true || names.length === 0) return [];
  const remedy = `cannot empty what ${names.join(' and ')} names; remove the one or the other`;
  return [{ name: '--fresh', value: undefined, remedy }];
}

/** An alarm would say that a service is down which runs elsewhere. @param {Given} given @returns {Fault[]} */
function watchFaults({ watch, without }) {
  const elsewhere = (without || []).filter((name) => name !== 'simulator');
  if (watch !== true || elsewhere.length === 0) return [];
  const remedy = `watches what it starts; remove it, or start ${elsewhere.join(' and ')} too`;
  return [{ name: '--watch', value: undefined, remedy }];
}

module.exports = { crossFaults, isAsked, ownFaults };
