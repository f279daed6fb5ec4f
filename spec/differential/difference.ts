export type Plain = Readonly<Record<string, unknown>>;

/** Something that the vendor's SDK loses or makes up. */
export interface Difference {
  readonly what: string;
  readonly why: string;
  /** The SDK's answer as it would be without this difference, from the payloads on the wire alone. */
  readonly mend: (answer: Plain, payloads: readonly Plain[]) => Plain;
}
