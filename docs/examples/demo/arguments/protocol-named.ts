import type { Protocol } from 'framewise';

import { protocols } from '../protocols.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError that names those there are. */
export function protocolNamed(name: string): Protocol {
  const protocol = protocols.find((each) => each.name === name);
  if (protocol === undefined) throw new UsageError(`--protocol must be one of ${protocols.map((each) => each.name).join(', ')}.`);
  return protocol;
}
