import { type AkiRule } from './aki-rule';
import { kdigoRule } from './kdigo.rule';
import { nhsEnglandRule } from './nhs-england.rule';

/** The rules a hospital may choose from, by name. */
export const AKI_RULES: Readonly<Record<AkiRule['name'], AkiRule>> = {
  'nhs-england': nhsEnglandRule,
  kdigo: kdigoRule,
};
