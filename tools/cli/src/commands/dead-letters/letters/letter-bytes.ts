import { type Letter } from './letter';

/** How large a letter's payload is, its parts joined. */
export const letterBytes = ({ records }: Letter): number =>
  records.reduce((sum, { bytes }) => sum + bytes, 0);
