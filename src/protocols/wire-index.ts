import * as z from 'zod/mini';

/** An index of a choice, an item, a block or a tool call: state is keyed by it, so an absurd one is refused. */
export const wireIndex = z.int().check(z.gte(0), z.lte(9999));
