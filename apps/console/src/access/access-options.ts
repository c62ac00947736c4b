export interface AccessOptions {
  /** True if people reach the console over TLS. */
  isSecure: boolean;
  /** IANA zone in which times are shown. */
  timezone: string;
}

/** Injection token of the AccessOptions. */
export const ACCESS_OPTIONS = Symbol('access options');
