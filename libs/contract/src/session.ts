import { z } from 'zod';
import { instantMs } from './masking';

/**
 * The roles of people. A clinician sees patients; an integrator sees them with numbers and values masked; an operator sees
 * no patient; safety sees everything; an admin manages accounts and sees neither patients nor feeds.
 */
export const ROLES = ['clinician', 'integrator', 'operator', 'safety', 'admin'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

/** The screens of the console. */
export const SCREENS = ['worklist', 'patient', 'feeds'] as const;
export type Screen = (typeof SCREENS)[number];

/** Screens that each role may open; the server refuses every other. */
export const SCREENS_OF: Readonly<Record<Role, readonly Screen[]>> = {
  clinician: ['worklist', 'patient', 'feeds'],
  integrator: ['worklist', 'patient', 'feeds'],
  operator: ['feeds'],
  safety: ['worklist', 'patient', 'feeds'],
  admin: [],
};

/** Roles that see patients without their numbers and values. */
export const isMaskedFor = (given: Role): boolean => given === 'integrator';

/** `POST /api/v1/session`. */
export const login = z.object({
  name: z
    .string()
    .min(1, 'Enter your user name.')
    .max(64, 'A user name has at most 64 characters.')
    .regex(/^\P{Cc}*$/u, 'A user name has no control characters.'),
  password: z.string().min(1, 'Enter your password.').max(256, 'A password has at most 256 characters.'),
});
export type Login = z.infer<typeof login>;

/** `GET /api/v1/session`, and the answer to a login. */
export const session = z.object({
  user: z.string(),
  role,
  /** Goes into the header `X-CSRF-Token` of every request that changes something. */
  csrfToken: z.string(),
  /** The end of the session, however busy it is. */
  endsAtMs: instantMs,
  /** IANA zone in which the console shows instants. */
  timezone: z.string(),
});
export type Session = z.infer<typeof session>;
