/** The bytes of a stream as they were recorded, and when they came. */
export interface Recording {
  /** What it is called in the report: a file name, or standard input. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When the bytes up to this offset had come, in milliseconds from the first one; empty where nobody knows. */
  readonly arrivals: readonly Arrival[];
  /** Set if it was the reader who stopped: when, in milliseconds from the first byte. */
  readonly interruptedAtMs?: number | undefined;
  /** When the stream ended by itself, in milliseconds from the first byte; undefined where nobody knows. */
  readonly endedAtMs?: number | undefined;
  /** What the stream was taken out of, in a few words; undefined if it was recorded as it is. */
  readonly foundIn?: string | undefined;
}

export interface Arrival {
  readonly endByte: number;
  readonly atMs: number;
}

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
