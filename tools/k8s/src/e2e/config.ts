import { optionalSetting, type Parsed, schema, setting } from '@renwatch/runtime';
import { imageSettings } from '../images/config';

/** Settings of `npx nx run k8s:e2e`, beside KUBECONFIG. */
export const e2eSettings = {
  ...imageSettings,
  only: setting('K8S_ONLY', schema.parsedBy(parsePattern), {
    help: 'regular expression: run the disturbances whose name matches; empty: all',
    flag: 'only',
    fallback: '',
  }),
  list: setting('K8S_LIST', schema.trueOrFalse, {
    help: 'list the disturbances and stop',
    flag: 'list',
    fallback: 'false',
  }),
  loaded: setting('K8S_LOADED', schema.trueOrFalse, {
    help: 'the cluster has the images already: neither build nor load them',
    flag: 'loaded',
    fallback: 'false',
  }),
  load: optionalSetting('K8S_LOAD', {
    help: 'command that loads an image, its last word, on every node of the cluster',
    flag: 'load',
  }),
  lab: optionalSetting('K8S_LAB', {
    help: 'command of the lab that runs the cluster; without it no node is cut and no container killed',
    flag: 'lab',
  }),
  days: setting<number | undefined>('K8S_DAYS', schema.parsedBy(parseDays), {
    help: 'days of the synthetic hospital to play; empty: as many as the disturbances take',
    flag: 'days',
    fallback: '',
  }),
  keep: setting('K8S_KEEP', schema.trueOrFalse, {
    help: 'keep the namespace at the end',
    flag: 'keep',
    fallback: 'false',
  }),
};

function parseDays(text: string): Parsed<number | undefined> {
  return text === '' ? { ok: true, value: undefined } : schema.read(schema.integer(1, 3_650), text);
}

function parsePattern(text: string): Parsed<RegExp> {
  try {
    return { ok: true, value: new RegExp(text) };
  } catch (error) {
    return {
      ok: false,
      remedy: `not a regular expression (${(error as Error).message}); give one such as gateway|pager`,
    };
  }
}
