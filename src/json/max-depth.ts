/** How deeply a JSON text may be nested: what recurses over its value, a schema or `JSON.stringify`, must not run out of stack. */
export const MAX_DEPTH = 200;
