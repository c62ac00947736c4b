/** Bytes of an MLLP block, `VT payload FS CR` (HL7 v2 transport specification, MLLP release 1), and LF. */
export const CONTROL = { VT: 0x0b, FS: 0x1c, CR: 0x0d, LF: 0x0a } as const;
