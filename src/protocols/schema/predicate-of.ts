import type * as z from 'zod/mini';

type Predicate = (value: unknown) => boolean;

/**
 * A schema as a plain predicate, for the hot path: zod copies what it checks, some 100 ns a field, and what it copies is
 * thrown away here, since payloads are passed on as received.
 *
 * @returns a function that is true only for values that the schema matches too. For kinds of schema that it does not know
 * it is false for everything, so zod has to be asked about what it refuses.
 */
export function predicateOf(schema: z.core.$ZodType): Predicate {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- zod's kinds are not ours to list, and those left out are asked of zod
  switch (def.type) {
    case 'unknown':
      return () => true;
    case 'string':
      return 'format' in def || def.checks?.length ? never : (value) => typeof value === 'string';
    case 'number':
      return numberPredicate(def);
    case 'nullable': {
      const inner = predicateOf(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'optional': {
      const inner = predicateOf(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case 'union': {
      const options = def.options.map(predicateOf);
      return (value) => options.some((option) => option(value));
    }
    case 'array': {
      const element = predicateOf(def.element);
      return def.checks?.length ? never : (value) => Array.isArray(value) && value.every(element);
    }
    case 'object':
      return def.checks?.length ? never : objectPredicate(def.shape);
    default:
      return never;
  }
}

const never: Predicate = () => false;

function objectPredicate(shape: z.core.$ZodShape): Predicate {
  const fields = Object.entries(shape).map(([key, schema]) => ({
    key,
    test: predicateOf(schema),
    isOptional: schema._zod.optin === 'optional',
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const { key, test, isOptional } of fields) {
      const field = (value as Record<string, unknown>)[key];
      if (field === undefined ? !isOptional : !test(field)) return false;
    }
    return true;
  };
}

/** Numbers as they are, and whole numbers between two bounds. */
function numberPredicate(def: z.core.$ZodNumberDef): Predicate {
  const isInteger = 'format' in def && def.format === 'safeint';
  let least = -Infinity;
  let most = Infinity;
  for (const check of def.checks ?? []) {
    const bound = check._zod.def as z.core.$ZodCheckGreaterThanDef | z.core.$ZodCheckLessThanDef;
    if (bound.check === 'greater_than' && bound.inclusive) least = Number(bound.value);
    else if (bound.check === 'less_than' && bound.inclusive) most = Number(bound.value);
    else return never;
  }
  const matches = isInteger ? Number.isSafeInteger : Number.isFinite;
  return (value) => matches(value) && (value as number) >= least && (value as number) <= most;
}
