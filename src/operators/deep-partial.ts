/**
 * What may be there of a JSON value while it arrives: any field may be missing, a list may be short, and a string may be a
 * beginning, so that of a union of words only `string` is left. Numbers, booleans and null are whole.
 */
export type DeepPartial<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly DeepPartial<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
      : T;
