/** An output item while it is being written. */
export interface WrittenItem {
  /** Says what is still to be said of it: the `done` events. */
  close(status: ItemStatus): void;
  /** The item as the final response lists it. */
  readonly item: object;
}

export type ItemStatus = 'completed' | 'incomplete';
