import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';

const words: Readonly<Record<number, string>> = { 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error', 413: 'request_too_large', 429: 'rate_limit_error' };

/** What guards, pipes and handlers refuse, in a form that both official SDKs read. NestJS has one of its own, of which they show the status alone. */
@Catch(HttpException)
export class SdkErrorFilter implements ExceptionFilter<HttpException> {
  catch(exception: HttpException, host: ArgumentsHost) {
    const status = exception.getStatus();
    const said = exception.getResponse();
    // A ValidationPipe has a list of messages.
    const message = typeof said === 'object' && 'message' in said ? [said.message].flat().join('; ') : exception.message;
    const type = words[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
    host.switchToHttp().getResponse<Reply>().status(status).send({ type: 'error', error: { type, message, param: null, code: null } });
  }
}

/** What the responses of Express and Fastify have in common. */
interface Reply {
  status(code: number): { send(body: object): unknown };
}
