export interface BrokerPropertiesOptions {
  port: number;
  controllerPort: number;
  logDirectory: string;
  /** A second listener that tells its clients to come back through a proxy. */
  proxied?: { listenerPort: number; proxyPort: number };
  secured?: SecuredListener & { listenerPort: number };
}

/** A listener of mutual TLS and SASL (PLAIN, SCRAM-SHA-512) beside the plain one. */
export interface SecuredListener {
  /** PEM: the key first, then its certificate. */
  keystoreFile: string;
  /** PEM: the authorities of its clients' certificates. */
  truststoreFile: string;
  username: string;
  password: string;
  /** Further users of PLAIN, with their passwords. If given, the broker asks for rights; those of the plain listener have all. */
  users?: Readonly<Record<string, string>>;
}

/** A single-node KRaft broker on 127.0.0.1, for one machine: nothing is deleted unless its topic says so. */
export function brokerProperties(options: BrokerPropertiesOptions): string {
  const { port, controllerPort, logDirectory, proxied, secured } = options;
  const listeners = [`PLAINTEXT://127.0.0.1:${port}`];
  const advertised = [`PLAINTEXT://127.0.0.1:${port}`];
  if (proxied) {
    listeners.push(`PROXIED://127.0.0.1:${proxied.listenerPort}`);
    advertised.push(`PROXIED://127.0.0.1:${proxied.proxyPort}`);
  }
  if (secured) {
    listeners.push(`SECURED://127.0.0.1:${secured.listenerPort}`);
    advertised.push(`SECURED://127.0.0.1:${secured.listenerPort}`);
  }
  const properties = {
    ...(secured ? securedProperties(secured) : {}),
    ...(secured?.users ? AUTHORIZED : {}),
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': logDirectory,
    'auto.create.topics.enable': 'false',
    'log.retention.ms': '-1',
    // A laptop's stack may rest for long: committed offsets stay ten years.
    'offsets.retention.minutes': '5256000',
    'offsets.topic.num.partitions': '4',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // After a crash the controller waits for the old session to pass before it takes the broker again.
    'broker.session.timeout.ms': '5000',
    'broker.heartbeat.interval.ms': '1000',
    'log.cleaner.dedupe.buffer.size': '16777216',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'background.threads': '2',
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Without these, every user may do everything. */
const AUTHORIZED = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
};

function securedProperties({ keystoreFile, truststoreFile, username, password, users }: SecuredListener) {
  const login = 'org.apache.kafka.common.security';
  const passwords = Object.entries({ ...users, [username]: password });
  const plainUsers = passwords.map(([name, own]) => `user_${name}="${own}"`).join(' ');
  const properties = {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststoreFile,
    'ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-512',
    'plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required ${plainUsers};`,
    'scram-sha-512.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`listener.name.secured.${name}`, value]),
  );
}
