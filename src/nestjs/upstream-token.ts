import { Inject } from '@nestjs/common';

/** The token under which the `UpstreamClient` of this name is provided: for `overrideProvider` in specs, and for factories of your own. */
export function getUpstreamToken(name: string): string {
  if (typeof name !== 'string') throw new TypeError("An upstream is asked for by its name: write @InjectUpstream('main').");
  return `framewise:upstream:${name}`;
}

/**
 * Injects the `UpstreamClient` of this name.
 *
 * @example
 * constructor(@InjectUpstream('claude') private readonly claude: UpstreamClient) {}
 */
export function InjectUpstream(name: string): ParameterDecorator & PropertyDecorator {
  return Inject(getUpstreamToken(name));
}
