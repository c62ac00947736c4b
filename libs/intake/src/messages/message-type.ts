import { fieldText } from '../fields/field-text';

/** `ORU_R01`, `ORU-R01`, `ORUR01`: code and event in one component. */
const JOINED = /^([A-Z0-9]{3})[\^_/ .-]?([A-Z]\d{2})$/;

/** MSH-9 as its sender wrote it. */
export interface WrittenType {
  /** MSH-9.1; some senders write code and event here, as `ORU_R01`. */
  code: string;
  /** MSH-9.2. */
  event?: string | undefined;
  /** MSH-9.3. It names the event of a result message, but several ADT events share one structure. */
  structure?: string | undefined;
  /** EVN-1, the event of an ADT message by its old place. */
  evn?: string | undefined;
}

/** Returns MSH-9 in one spelling, `ORU^R01`; the code alone if no field names the event. */
export function messageType({ code, event = '', structure = '', evn = '' }: WrittenType): string {
  const [joinedCode = '', joinedEvent = ''] = JOINED.exec(normal(code))?.slice(1) ?? [];
  const ownCode = joinedCode || normal(code);
  const ownEvent =
    normal(event) || joinedEvent || (ownCode === 'ADT' ? normal(evn) : eventOf(ownCode, normal(structure)));
  return [ownCode, ownEvent].filter((part) => part !== '').join('^');
}

/** Returns the type of a record in one spelling: records of earlier versions have it as it was sent. */
export function recordType(type: string): string {
  const [code = '', event] = type.split('^');
  return messageType({ code, event });
}

function eventOf(code: string, structure: string): string {
  const [, structureCode, event = ''] = JOINED.exec(structure) ?? [];
  return structureCode === code ? event : '';
}

const normal = (text: string): string => fieldText(text).toUpperCase();
