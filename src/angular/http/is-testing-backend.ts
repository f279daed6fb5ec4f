import type { HttpBackend } from '@angular/common/http';

/**
 * Whether requests end at `HttpTestingController`, by the mark that Angular itself looks for. There nothing streams, and requests do not
 * keep the application unstable, so that a spec can await it before it answers.
 */
export function isTestingBackend(backend: HttpBackend): boolean {
  return (backend as { readonly isTestingBackend?: boolean }).isTestingBackend === true;
}
