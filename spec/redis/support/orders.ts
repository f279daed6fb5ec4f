/** What a process is told to do. */
export type Order =
  | { do: 'start'; id: string; events: number; everyMs: number }
  | { do: 'read'; id: string; lastEventId?: string | undefined; take?: number }
  | { do: 'cancel'; id: string }
  | { do: 'measure' }
  | { do: 'close' };

/** What came of an order. */
export interface Report {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}
