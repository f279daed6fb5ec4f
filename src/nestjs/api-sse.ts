import { checkOptions } from '../check-options.js';

/** What the documentation of a route says. */
export interface ApiSseOptions {
  /** What the stream holds. Default: 'A stream of server-sent events.' */
  readonly description?: string | undefined;
}

/** Where `@nestjs/swagger` looks for what a route answers. */
const API_RESPONSE = 'swagger/apiResponse';

/**
 * Says to OpenAPI that a route answers with an event stream, which its type `Response` does not say. `@nestjs/swagger` reads it where it
 * is used; it is not loaded here.
 *
 * @example
 * ```ts
 * @Post('chat')
 * @ApiSse({ description: 'The answer, frame by frame.' })
 * chat(@Body() body: ChatBody) {
 *   return sse(this.llm.frames(body).pipe(toMessageEvents()));
 * }
 * ```
 */
export function ApiSse(options?: ApiSseOptions): MethodDecorator;
export function ApiSse(options: ApiSseOptions = {}, ...route: unknown[]): MethodDecorator {
  if (route.length > 0) throw new TypeError('ApiSse is called where it decorates: write @ApiSse().');
  checkOptions('ApiSse', options, { description: 'string' });
  const { description = 'A stream of server-sent events.' } = options;
  return (_target, _key, descriptor: PropertyDescriptor) => {
    const route = descriptor.value as object;
    const others = Reflect.getMetadata(API_RESPONSE, route) as object | undefined;
    Reflect.defineMetadata(API_RESPONSE, { ...others, 200: { description, content: { 'text/event-stream': { schema: { type: 'string' } } } } }, route);
  };
}
