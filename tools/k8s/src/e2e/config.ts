import { type Parsed, parseInteger, setting } from '@renwatch/runtime';
import { imageSettings } from '../images/config';

/** What `npx nx run k8s:e2e` can be told, beside KUBECONFIG. */
export const e2eSettings = {
  ...imageSettings,
  only: setting.custom('K8S_ONLY', {
    describe: 'a regular expression: the disturbances whose name it matches are tried; empty: all',
    flag: 'only',
    fallback: '',
    parse: parsePattern,
  }),
  list: setting.flag('K8S_LIST', {
    describe: 'whether the disturbances are only named',
    flag: 'list',
    fallback: 'false',
  }),
  loaded: setting.flag('K8S_LOADED', {
    describe: 'whether the images are in the cluster already and are neither built nor loaded',
    flag: 'loaded',
    fallback: 'false',
  }),
  load: setting.optional('K8S_LOAD', {
    describe: 'the command that brings an image, its last word, to every node of the cluster',
    flag: 'load',
  }),
  lab: setting.optional('K8S_LAB', {
    describe: 'the command of the lab whose cluster this is; without it no node is lost and nothing killed',
    flag: 'lab',
  }),
  days: setting.custom<number | undefined>('K8S_DAYS', {
    describe: 'how many days of the synthetic hospital are played; empty: as many as the disturbances take',
    flag: 'days',
    fallback: '',
    parse: (text) => (text === '' ? { ok: true, value: undefined } : parseInteger(text, 1, 3_650)),
  }),
  keep: setting.flag('K8S_KEEP', {
    describe: 'whether the namespace is left as it is at the end',
    flag: 'keep',
    fallback: 'false',
  }),
};

function parsePattern(text: string): Parsed<RegExp> {
  try {
    return { ok: true, value: new RegExp(text) };
  } catch (error) {
    return {
      ok: false,
      remedy: `is no regular expression (${(error as Error).message}); give one such as gateway|pager`,
    };
  }
}
