/** Trims a field's text; returns an empty string for `""`, HL7's order to delete a stored value. */
export function fieldText(text: string): string {
  const trimmed = text.trim();
  return trimmed === '""' ? '' : trimmed;
}
