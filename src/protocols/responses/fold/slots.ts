/**
 * Maps wire numbers to positions in a list. The list keeps the order of arrival and has no holes, because the numbers may have
 * gaps (a proxy that filters) or repeat (careless gateways).
 */
export class Slots {
  readonly #positions = new Map<number, number[]>();
  #count = 0;

  constructor(length: number) {
    for (let index = 0; index < length; index += 1) this.open(index);
  }

  /** The newest position of this number that fits; without a number, the newest of all. */
  find(index: number | undefined, fits: (position: number) => boolean): number | undefined {
    if (index === undefined) {
      for (let position = this.#count - 1; position >= 0; position -= 1) if (fits(position)) return position;
      return undefined;
    }
    const positions = this.#positions.get(index) ?? [];
    for (let at = positions.length - 1; at >= 0; at -= 1) {
      const position = positions[at] as number;
      if (fits(position)) return position;
    }
    return undefined;
  }

  /** A new position at the end of the list. */
  open(index: number | undefined): number {
    const position = this.#count;
    this.#count += 1;
    const positions = this.#positions.get(index ?? position);
    if (positions === undefined) this.#positions.set(index ?? position, [position]);
    else positions.push(position);
    return position;
  }
}
