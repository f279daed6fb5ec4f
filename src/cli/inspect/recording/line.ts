/** One line of a recording, and where it stands in it. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** The offset of its first byte in the recording. */
  readonly atByte: number;
  /** Its bytes, without the line end. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Whether it has a line end. Only the last line may lack one. */
  readonly isEnded: boolean;
  /** When its last byte came, in milliseconds from the first byte of the recording; undefined where nobody knows. */
  readonly atMs: number | undefined;
}
