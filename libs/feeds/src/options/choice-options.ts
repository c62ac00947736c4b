import { type FeedChoices, type ResultTimeField } from '@renwatch/intake';
import { schema } from '@renwatch/runtime';
import { type FeedOption, listOption, mappingOption, tableCode } from './feed-option';

const RESULT_TIME_FIELDS: readonly ResultTimeField[] = ['OBR-7', 'SPM-17', 'OBX-14', 'OBR-14'];

/** How each choice of a feed is written. A new choice needs a line here, and a row in docs/configuration.md. */
export const choiceOptions: { [K in keyof FeedChoices]: FeedOption<FeedChoices[K]> } = {
  identifierTypes: listOption(tableCode('give codes of HL7 table 0203, such as MR')),
  authorityAliases: mappingOption(
    schema.authority,
    'give each other spelling with the authority it stands for, such as 2.16.840.1.113883.2.1=RRK',
  ),
  resultTime: listOption(schema.choice(RESULT_TIME_FIELDS)),
  processingIds: listOption(schema.choice(['P', 'T', 'D'])),
  deceasedDispositions: listOption(tableCode('give codes of HL7 table 0112, such as 20')),
};
