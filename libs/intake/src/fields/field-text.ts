/** Returns a field's text, trimmed; empty for `""`, by which HL7 asks a receiver to delete its stored value. */
export function fieldText(text: string): string {
  return isDeletion(text) ? '' : text.trim();
}

/** Returns true for `""`, by which HL7 asks a receiver to delete its stored value. */
export function isDeletion(text: string): boolean {
  return text.trim() === '""';
}
