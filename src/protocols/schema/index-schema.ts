import * as z from 'zod/mini';

import { MAX_INDEX } from '../../answer/delta.js';

/**
 * An index of an item or a block: state is keyed by it, so an absurd one is refused. The same by hand is `isWireIndex`, in a file of its own, so that
 * who reads by hand does not load zod.
 */
export const wireIndex = z.int().check(z.gte(0), z.lte(MAX_INDEX));
