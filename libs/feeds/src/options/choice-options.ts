import {
  CREATININE_UNITS,
  type FeedChoices,
  isBloodCode,
  isKnownUnit,
  type ResultTimeField,
} from '@renwatch/intake';
import { schema } from '@renwatch/runtime';
import { type FeedOption, listOption, mappingOption, tableCode, textOption } from './feed-option';

const RESULT_TIME_FIELDS: readonly ResultTimeField[] = ['OBR-7', 'SPM-17', 'OBX-14', 'OBR-14'];

/** How each choice of a feed is written. A new choice needs a line here, and a row in docs/hl7.md. */
export const choiceOptions: { [K in keyof FeedChoices]: FeedOption<FeedChoices[K]> } = {
  identifierTypes: listOption(tableCode('give codes of HL7 table 0203, such as MR')),
  authorityAliases: mappingOption(
    schema.authority,
    'give each other spelling with the authority it stands for, such as 2.16.840.1.113883.2.1=RRK',
  ),
  resultTime: listOption(schema.choice(RESULT_TIME_FIELDS)),
  processingIds: listOption(schema.choice(['P', 'T', 'D'])),
  unitAliases: mappingOption(
    schema.choice(CREATININE_UNITS),
    'give each spelling of OBX-6 with the unit it stands for, such as MKMOL/L=umol/L',
    schema.text.refine((spelling) => !isKnownUnit(spelling), 'is a unit that is read already; leave it out'),
  ),
  decimalComma: textOption(schema.choice(['true', 'false']).transform((text) => text === 'true')),
  deceasedDispositions: listOption(tableCode('give codes of HL7 table 0112, such as 20')),
  otherSpecimens: listOption(
    schema.text
      .trim()
      .regex(/^[^\s^&|~]{1,40}$/u, 'give codes of SPM-4 or OBR-15, without names, such as URN')
      .refine((code) => !isBloodCode(code), 'is a code of blood in the tables of HL7; leave it out'),
  ),
};
