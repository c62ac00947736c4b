/** A field's text without the blanks around it; empty also for `""`, HL7's order to delete what is stored. */
export function valueOf(text: string): string {
  const trimmed = text.trim();
  return trimmed === '""' ? '' : trimmed;
}
