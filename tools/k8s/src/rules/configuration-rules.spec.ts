import { configurationFaults } from './configuration-rules';
import { deployment, object } from './rules.spec-support';

const NAME = 'renwatch-0123456789';
const config = (data: Record<string, string>, name = NAME) => object('ConfigMap', name, { data });
const reading = (service: string, name = NAME, mountPath?: string) =>
  deployment(service, {
    envFrom: [{ configMapRef: { name } }],
    ...(mountPath ? { volumeMounts: [{ name: 'files', mountPath }] } : {}),
  });

describe('the rules for configuration', () => {
  it('find a missing ConfigMap and one that rolls no pods', () => {
    expect(configurationFaults([reading('pager')])).toEqual([
      `Deployment/pager: there is no ConfigMap/${NAME}`,
    ]);
    expect(configurationFaults([config({}, 'renwatch'), reading('pager', 'renwatch')])).toEqual([
      'Deployment/pager: is not rolled when ConfigMap/renwatch changes',
    ]);
  });

  it('find a configured file that is not mounted', () => {
    const map = config({ KAFKA_TLS_CA: '/etc/renwatch/kafka/ca.crt' });
    expect(configurationFaults([map, reading('pager')])).toEqual([
      'Deployment/pager: KAFKA_TLS_CA=/etc/renwatch/kafka/ca.crt is mounted nowhere',
    ]);
    expect(configurationFaults([map, reading('pager', NAME, '/etc/renwatch/kafka')])).toEqual([]);
    expect(configurationFaults([map, reading('simulator')])).toEqual([]);
    const feeds = config({ MLLP_TLS_CERT: '/etc/renwatch/tls.crt', MLLP_LISTEN: '2575?tls=on' });
    expect(configurationFaults([feeds, reading('pager')])).toEqual([]);
    expect(configurationFaults([feeds, reading('gateway')])).toHaveLength(1);
  });

  it('find an import nobody waits for, and a wait without import', () => {
    const fault = 'a history is imported but not waited for, or the other way round';
    expect(configurationFaults([config({}), object('Job', 'history-import')])).toEqual([fault]);
    expect(configurationFaults([config({ HISTORY_REQUIRED: 'true' })])).toEqual([fault]);
    const waiting = [config({ HISTORY_REQUIRED: 'true' }), object('Job', 'history-import')];
    const others = [object('ConfigMap', 'without-data'), config({ 'feeds.yaml': 'feeds: []' }, 'feeds')];
    expect(configurationFaults([...waiting, ...others])).toEqual([]);
  });

  it('find an autoscaler without the services’ login', () => {
    const scaled = object('ScaledObject', 'pager', { spec: { triggers: [{ type: 'kafka' }] } });
    expect(configurationFaults([config({}), scaled])).toEqual([]);
    expect(configurationFaults([config({ KAFKA_SASL_MECHANISM: 'plain' }), scaled])).toEqual([
      expect.stringContaining('only one of KEDA'),
    ]);
  });
});
