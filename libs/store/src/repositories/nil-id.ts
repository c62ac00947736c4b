/** Sorts before every id, and is nobody's. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';
