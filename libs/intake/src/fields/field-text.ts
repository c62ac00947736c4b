/** Returns a field's text, trimmed; empty for `""`, by which HL7 asks a receiver to delete its stored value. */
export function fieldText(text: string): string {
  const trimmed = text.trim();
  return trimmed === '""' ? '' : trimmed;
}
