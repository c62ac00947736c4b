/** ADT events whose PID states who the patient is; any other message only fills gaps. */
const DEMOGRAPHIC_EVENTS: ReadonlySet<string> = new Set(['A01', 'A03', 'A04', 'A08', 'A28', 'A31']);

/**
 * ADT events after which two numbers belong to one person: merges (A18, A34, A36, A40) and changes of a number (A46,
 * A47). Events that move or merge visits and accounts (A35, A41 to A45) leave every result with its patient.
 */
const MERGE_EVENTS: ReadonlySet<string> = new Set(['A18', 'A34', 'A36', 'A40', 'A46', 'A47']);

/** Returns true if the message's demographics replace older ones. `type` is MSH-9 as `ADT^A08`. */
export function statesDemographics(type: string): boolean {
  const { code, event } = split(type);
  return code === 'ADT' && DEMOGRAPHIC_EVENTS.has(event);
}

/** Returns true if the message merges the number in MRG-1 into the patient's. */
export function mergesNumbers(type: string): boolean {
  const { code, event } = split(type);
  return code === 'ADT' && MERGE_EVENTS.has(event);
}

/** Returns true if the message's observations are results. */
export function carriesResults(type: string): boolean {
  return split(type).code === 'ORU';
}

function split(type: string): { code: string; event: string } {
  const [code = '', event = ''] = type.split('^');
  return { code, event };
}
