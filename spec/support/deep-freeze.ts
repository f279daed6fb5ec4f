/** Freezes a value and all that is in it, so that whoever changes it afterwards throws. What is frozen already is not gone through again. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze<unknown>(each);
  return value;
}
