/** A number with one comma between digits, alone or behind its comparator: `1,2`, `<85,0`, `LESS THAN 0,4`. */
const COMMA_NUMBER = /^([^\d,.]*\d+),(\d+)$/;

/**
 * Returns the number with a point in place of its comma, else the text as it was sent. A comma beside a point or another
 * comma may separate thousands (`1,234.5`, `1.234,5`), so it stays, and the value is refused.
 */
export const withDecimalPoint = (text: string): string => text.replace(COMMA_NUMBER, '$1.$2');
