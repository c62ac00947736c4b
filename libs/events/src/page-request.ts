import { z } from 'zod';

/** The body of `POST /page`: the bare patient number, a comma, and the local time of the result, `YYYYMMDDhhmmss`. */
export const pageRequestBody = z.string().regex(/^[^,\p{Cc}\u2028\u2029]+,\d{14}$/u);

/** The header `Idempotency-Key` of a page: the id of its alert, the same at every attempt. */
export const pageRequestKey = z.guid();
