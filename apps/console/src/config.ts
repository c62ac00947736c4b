import {
  commonSettings,
  databaseSettings,
  feedSettings,
  loadConfiguration,
  schema,
  setting,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationSource,
} from '@renwatch/runtime';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const settings = {
  ...commonSettings,
  ...databaseSettings,
  timezone: feedSettings.timezone,
  consoleHost: setting('CONSOLE_HOST', schema.text, {
    help: 'address on which browsers are served',
    fallback: '127.0.0.1',
  }),
  consolePort: setting('CONSOLE_PORT', schema.port, {
    help: 'port on which browsers are served; health and metrics are on HTTP_PORT alone',
    fallback: '8090',
  }),
  consoleUrl: setting('CONSOLE_URL', schema.parsedBy(parseOrigin), {
    help: 'address that people enter, such as https://renwatch.example.org; a proxy there adds TLS',
    fallback: 'http://localhost:8090',
  }),
};

export type ConsoleConfiguration = Configuration<typeof settings>;

/** Injection token of the ConsoleConfiguration. */
export const CONFIGURATION = Symbol('console configuration');

/** @throws ConfigurationError with every fault at once */
export function readConsoleConfiguration(
  source: ConfigurationSource = { env: process.env, argv: process.argv.slice(2) },
): ConsoleConfiguration {
  return loadConfiguration(settings, source, addressFaults);
}

function parseOrigin(given: string) {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  return isOrigin
    ? { ok: true as const, value: url }
    : { ok: false as const, remedy: 'give http:// or https:// and a host, without a path' };
}

/** Passwords and patients must not cross a network in clear text. */
function addressFaults({ consoleHost, consoleUrl }: Partial<ConsoleConfiguration>): ConfigurationFault[] {
  if (!consoleUrl || consoleUrl.protocol === 'https:') return [];
  const addresses = [
    { name: 'CONSOLE_URL', value: consoleUrl.origin, isHere: LOOPBACK.includes(consoleUrl.hostname) },
    {
      ...{ name: 'CONSOLE_HOST', value: consoleHost },
      isHere: consoleHost === undefined || [...LOOPBACK, '::1'].includes(consoleHost),
    },
  ];
  const remedy =
    'would send passwords and patients in clear text; give an https:// address in CONSOLE_URL and a proxy with TLS there';
  return addresses.filter(({ isHere }) => !isHere).map(({ name, value }) => ({ name, value, remedy }));
}
