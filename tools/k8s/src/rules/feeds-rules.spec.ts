import { type KubeObject } from '../manifests/kube-object';
import { feedsFaults } from './feeds-rules';
import { object } from './rules.spec-support';

const MAP = 'feeds-0123456789';
const PATH = '/etc/renwatch/feeds/feeds.yaml';

interface Scene {
  settings?: Record<string, string>;
  /** Text of the feeds file; undefined: there is none. */
  file?: string;
  map?: string;
  path?: string;
  readers?: string[];
}

function scene({ settings = {}, file, map = MAP, path = PATH, readers = ['gateway', 'inference'] }: Scene) {
  const service = (name: string): KubeObject =>
    object('Deployment', name, {
      spec: {
        template: {
          metadata: {},
          spec: {
            containers: [
              {
                name,
                image: `renwatch/${name}:local`,
                ports: [{ name: 'mllp', containerPort: 2575 }],
                ...(file !== undefined && readers.includes(name)
                  ? {
                      env: [{ name: 'FEEDS_FILE', value: path }],
                      volumeMounts: [{ name: 'feeds', mountPath: '/etc/renwatch/feeds' }],
                    }
                  : {}),
              },
            ],
            volumes: [{ name: 'feeds', configMap: { name: map } }],
          },
        },
      },
    });
  return [
    object('ConfigMap', 'renwatch', { data: { KAFKA_BROKERS: 'kafka:9092', ...settings } }),
    ...(file === undefined ? [] : [object('ConfigMap', map, { data: { 'feeds.yaml': file } })]),
    service('gateway'),
    service('inference'),
    object('Service', 'gateway', { spec: { ports: [{ port: 2575, targetPort: 'mllp' }] } }),
  ];
}

const feeds = (...entries: string[]) => `feeds: [${entries.map((entry) => `{ ${entry} }`).join(', ')}]`;
const LAB = 'name: lab, listen: 2575';

describe('the rules for feeds', () => {
  it.each<[string, Scene]>([
    ['no description of feeds', {}],
    ['feeds in settings', { settings: { MLLP_LISTEN: '2575?name=lab', MLLP_ADDRESS: 'ris:2576' } }],
    ['a feeds file', { file: feeds(LAB, 'name: ris, dial: ris.example:2575') }],
    ['a feeds file beside settings', { file: feeds(LAB), settings: { MLLP_ADDRESS: 'simulator:8440' } }],
    ['TLS in a setting', { settings: { MLLP_TLS_CERT: '/tls.crt', MLLP_LISTEN: '2575?tls=on' } }],
    ['TLS in a feeds file', { settings: { MLLP_TLS_CERT: '/tls.crt' }, file: feeds(`${LAB}, tls: on`) }],
  ])('accept %s', (_name, given) => {
    expect(feedsFaults(scene(given))).toEqual([]);
  });

  it.each<[string, Scene, string]>([
    [
      'a certificate that no feed uses',
      { settings: { MLLP_TLS_CERT: '/tls.crt', MLLP_LISTEN: '2575' } },
      'there is a certificate for feeds, but no feed has tls=on',
    ],
    [
      'TLS without a certificate',
      { file: feeds(`${LAB}, tls: on`) },
      'feed lab has TLS, but there is no certificate for feeds',
    ],
    [
      'a setting that cannot be read',
      { settings: { MLLP_LISTEN: '2575?colour=red' } },
      expect.stringContaining('MLLP_LISTEN: colour') as string,
    ],
    [
      'a file that inference does not read',
      { file: feeds(LAB), readers: ['gateway'] },
      'gateway and inference read different feeds files',
    ],
    [
      'a file that is not mounted',
      { file: feeds(LAB), path: '/tmp/feeds.yaml' },
      'FEEDS_FILE=/tmp/feeds.yaml is in no ConfigMap',
    ],
    [
      'a file under another name',
      { file: feeds(LAB), path: '/etc/renwatch/feeds/other.yaml' },
      `FEEDS_FILE=/etc/renwatch/feeds/other.yaml is missing in ConfigMap/${MAP}`,
    ],
    [
      'a file whose change rolls no pods',
      { file: feeds(LAB), map: 'feeds' },
      'gateway and inference are not rolled when ConfigMap/feeds changes',
    ],
    [
      'a faulty file',
      { file: feeds(`${LAB}, timezone: Mars`) },
      expect.stringMatching(/^FEEDS_FILE feeds\[0\]\.timezone, line 1: /) as string,
    ],
    [
      'a name of two feeds',
      { file: feeds(LAB), settings: { MLLP_ADDRESS: 'ris:2575?name=lab' } },
      'feed lab is also described outside the feeds file',
    ],
    [
      'a port of two feeds',
      { file: feeds(LAB), settings: { MLLP_LISTEN: '2575?name=ward' } },
      'feed lab is also described outside the feeds file',
    ],
    [
      'a port to which no Service leads',
      { file: feeds('name: ward, listen: 2576') },
      'feed ward listens on 2576, to which Service/gateway does not lead',
    ],
  ])('find %s', (_name, given, fault) => {
    expect(feedsFaults(scene(given))).toEqual([fault]);
  });
});
