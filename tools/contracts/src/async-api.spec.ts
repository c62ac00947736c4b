import { readFileSync } from 'node:fs';
import { asyncApi, asyncApiBreaks } from './async-api';
import { ASYNC_API_FILE, asyncApiText, committedAsyncApi } from './committed';

describe('docs/contracts/asyncapi.yaml', () => {
  it('promises nothing that the schemas break', () => {
    expect(asyncApiBreaks(committedAsyncApi(), asyncApi())).toEqual([]);
  });

  it('is up to date', () => {
    expect(readFileSync(ASYNC_API_FILE, 'utf8')).toBe(asyncApiText(asyncApi()));
  });

  it('describes the elements of lists', () => {
    const { payload } = asyncApi().components.messages['hl7-message'] ?? {};
    const { observations } = payload?.properties ?? {};
    expect(observations?.items?.properties).toHaveProperty('unit', { type: 'string' });
  });
});

describe('asyncApiBreaks', () => {
  it('names a record that is gone or has moved to another topic', () => {
    const after = structuredClone(asyncApi());
    delete after.components.messages['dead-letter'];
    const alerts = after.channels['aki-alert'];
    if (alerts) alerts.address = 'alerts';
    expect(asyncApiBreaks(asyncApi(), after)).toEqual([
      'aki-alert: moved from aki.alerts to alerts',
      'dead-letter: was removed',
    ]);
  });
});
